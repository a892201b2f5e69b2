"""Versions of items that a teacher put right, whether or not their author publishes the same."""

from sqlalchemy import select

from quizapp.bank.versions import content_hash, item_content
from quizapp.database import db
from quizapp.items.base import Item
from quizapp.quizzes.checking import one_at_a_time
from quizapp.quizzes.models import ItemVersion


def version_with(version: ItemVersion, item: Item) -> ItemVersion:
    """Return the version of the same item that holds this; one that is new is not stored yet."""
    content = item_content(item)
    made = ItemVersion(
        bank=version.bank,
        item_id=version.item_id,
        hash=content_hash(content),
        section=version.section,
        content=content,
    )
    return _known(made) or made


def stored(version: ItemVersion) -> ItemVersion:
    """Return the version as the database holds it, and add it first where it is new.

    A publisher who comes to the same version at the same moment waits, or is waited for.
    """
    if version.id:
        return version
    one_at_a_time()
    known = _known(version)
    if known:
        return known
    db.session.add(version)
    db.session.flush()
    return version


def _known(version: ItemVersion) -> ItemVersion | None:
    return db.session.scalar(
        select(ItemVersion).filter_by(bank=version.bank, item_id=version.item_id, hash=version.hash)
    )
