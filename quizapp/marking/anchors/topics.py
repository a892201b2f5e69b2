"""An item as persons mark it, and what anchors of it are measured by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from quizapp.bank.sources import Source
from quizapp.database import db
from quizapp.items.base import Item
from quizapp.marking.anchors.models import Anchor
from quizapp.marking.queries import newest_versions
from quizapp.marking.scheme import OutsideLevel, Scheme, alike, scheme_of
from quizapp.quizzes.models import ItemVersion, SourceVersion
from quizapp.quizzes.versions import item_of, source_of


@dataclass(frozen=True)
class Topic:
    """An item that persons mark; ``version`` holds the scheme that anchors are marked by."""

    version: ItemVersion
    scheme: Scheme

    @property
    def bank(self) -> str:
        return self.version.bank

    @property
    def item_id(self) -> str:
        return self.version.item_id

    @property
    def key(self) -> dict[str, Any]:
        """The parts of an address."""
        return {"bank": self.bank, "item_id": self.item_id}

    @property
    def item(self) -> Item:
        return item_of(self.version)

    def fits(self, anchor: Anchor) -> bool:
        """Return whether the agreed mark still is one of the scheme's, in its level."""
        try:
            self.scheme.insist(anchor.level, anchor.mark)
        except OutsideLevel:
            return False
        return True

    def changed_since(self, anchor: Anchor) -> bool:
        """Return whether the scheme is another one than when the mark was agreed."""
        return not alike(item_of(anchor.version), self.item)


def find_topic(bank: str, item_id: str) -> Topic | None:
    """Return an item as it was published last; ``None`` for what no person marks."""
    version = newest_versions([(bank, item_id)]).get((bank, item_id)) or db.session.scalar(
        select(ItemVersion)
        .filter_by(bank=bank, item_id=item_id)
        .order_by(ItemVersion.id.desc())
        .limit(1)
    )
    scheme = scheme_of(item_of(version)) if version else None
    return Topic(version, scheme) if version and scheme else None


def newest_sources(topic: Topic) -> Mapping[str, Source]:
    """Return the sources of the item as they stand now, in its order."""
    newest = (
        select(func.max(SourceVersion.id))
        .where(SourceVersion.bank == topic.bank, SourceVersion.source_id.in_(topic.item.sources))
        .group_by(SourceVersion.source_id)
    )
    rows = db.session.scalars(select(SourceVersion).where(SourceVersion.id.in_(newest)))
    known = {row.source_id: row for row in rows}
    return {each: source_of(known[each]) for each in topic.item.sources if each in known}
