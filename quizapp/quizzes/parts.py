"""What a revision consists of: new versions, and last good ones of what stays back."""

from collections.abc import Container
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select

from quizapp.bank.loader import Loaded
from quizapp.bank.model import Bank
from quizapp.bank.versions import (
    Content,
    content_hash,
    item_content,
    quiz_content,
    source_content,
)
from quizapp.database import db
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion, SourceVersion
from quizapp.quizzes.versions import item_of, quiz_of

VersionT = TypeVar("VersionT", ItemVersion, SourceVersion, QuizVersion)

FOLDERS = {"item": "items", "source": "sources", "quiz": "quizzes"}
"""Where in a bank the files of each kind lie."""


@dataclass
class Parts:
    """What a revision will hold, by id: new versions, and last good ones of what is broken."""

    items: dict[str, ItemVersion] = field(default_factory=dict)
    sources: dict[str, SourceVersion] = field(default_factory=dict)
    quizzes: dict[str, QuizVersion] = field(default_factory=dict)


class StaysBack:
    """Which files stay back, and so which ids cannot be published as they stand."""

    def __init__(self, loaded: Loaded, paths: set[str]) -> None:
        self._loaded = loaded
        self._paths = {path for path in paths if path.startswith(self._shown(""))}
        self.unread = self._paths - {origin.path for origin in loaded.origins.values()}

    def holds(self, kind: str, ident: str) -> bool:
        """Return whether an id that was read stands in a file that stays back."""
        return self._loaded.origins[kind, ident].path in self._paths

    def is_in(self, path: str) -> bool:
        """Return whether a file stays back."""
        return f"{self._shown('')}{path}" in self._paths

    def may_hold(self, kind: str, ident: str) -> bool:
        """Return whether an id is broken, or could stand in a file that cannot be read."""
        if (kind, ident) in self._loaded.origins:
            return self.holds(kind, ident)
        return any(path.startswith(self._shown(FOLDERS[kind])) for path in self.unread)

    def _shown(self, name: str) -> str:
        return f"{self._loaded.name}/{name}/" if name else f"{self._loaded.name}/"


def parts_of(bank: Bank, broken: StaysBack, previous: BankRevision | None) -> Parts:
    known = _Known(bank.settings.id)
    parts = Parts(
        {
            ident: known.item(ident, bank.sections[ident], item_content(item))
            for ident, item in bank.items.items()
            if ident not in bank.retired and not broken.holds("item", ident)
        },
        {
            ident: known.source(ident, source_content(source))
            for ident, source in bank.sources.items()
            if ident not in bank.retired and not broken.holds("source", ident)
        },
        {
            ident: known.quiz(ident, quiz_content(quiz))
            for ident, quiz in bank.quizzes.items()
            if ident not in bank.retired and not broken.holds("quiz", ident)
        },
    )
    if previous:
        _keep_last_good(parts, previous, bank.retired, broken)
    _drop_what_rests_on_nothing(parts)
    return parts


def _keep_last_good(
    parts: Parts, previous: BankRevision, retired: Container[str], broken: StaysBack
) -> None:
    """Take from the previous revision what is broken now."""
    for item in previous.items:
        if item.item_id not in retired and broken.may_hold("item", item.item_id):
            parts.items.setdefault(item.item_id, item)
    for source in previous.sources:
        if source.source_id not in retired and broken.may_hold("source", source.source_id):
            parts.sources.setdefault(source.source_id, source)
    for quiz in previous.quizzes:
        if quiz.quiz_id not in retired and broken.may_hold("quiz", quiz.quiz_id):
            parts.quizzes.setdefault(quiz.quiz_id, quiz)


def _drop_what_rests_on_nothing(parts: Parts) -> None:
    """Leave out items whose source is missing, and quizzes with an item that is missing."""
    for ident, item in list(parts.items.items()):
        if not set(item_of(item).sources) <= set(parts.sources):
            del parts.items[ident]
    for ident, quiz in list(parts.quizzes.items()):
        if not set(quiz_of(quiz).items) <= set(parts.items):
            del parts.quizzes[ident]


class _Known:
    """Finds the version with the same content, or makes a new one."""

    def __init__(self, bank: str) -> None:
        self._bank = bank
        self._items = self._all(ItemVersion, "item_id")
        self._sources = self._all(SourceVersion, "source_id")
        self._quizzes = self._all(QuizVersion, "quiz_id")

    def item(self, ident: str, section: str, content: Content) -> ItemVersion:
        name = content_hash(content)
        found = self._items.get((ident, name))
        return found or self._added(
            ItemVersion(bank=self._bank, item_id=ident, hash=name, section=section, content=content)
        )

    def source(self, ident: str, content: Content) -> SourceVersion:
        name = content_hash(content)
        found = self._sources.get((ident, name))
        return found or self._added(
            SourceVersion(bank=self._bank, source_id=ident, hash=name, content=content)
        )

    def quiz(self, ident: str, content: Content) -> QuizVersion:
        name = content_hash(content)
        found = self._quizzes.get((ident, name))
        return found or self._added(
            QuizVersion(bank=self._bank, quiz_id=ident, hash=name, content=content)
        )

    def _all(self, kind: type[VersionT], ident: str) -> dict[tuple[str, str], VersionT]:
        rows = db.session.scalars(select(kind).filter_by(bank=self._bank))
        return {(getattr(row, ident), row.hash): row for row in rows}

    def _added(self, version: VersionT) -> VersionT:
        db.session.add(version)
        db.session.flush()
        return version
