"""From a bank's folder to a revision in the database: all of it or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select, text

from quizapp.bank.lint import lint
from quizapp.bank.loader import Loaded, load
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.versions import (
    Content,
    content_hash,
    item_content,
    normal_form,
    quiz_content,
    source_content,
)
from quizapp.database import db
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion, SourceVersion
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of, quiz_of

VersionT = TypeVar("VersionT", ItemVersion, SourceVersion, QuizVersion)


def publish_folder(
    folder: Path, now: datetime, publisher_id: int | None = None
) -> tuple[BankRevision | None, list[Problem]]:
    """Publish what is whole in a folder; return the new revision, if any, and all problems.

    A folder that was published without an error and has not changed since is not even loaded.
    Adds and flushes; the caller commits, or rolls back on an exception.
    """
    stamp = folder_stamp(folder)
    if _published_whole(folder, stamp):
        return None, []
    loaded = load(folder)
    problems = sorted([*loaded.problems, *lint(loaded)])
    if loaded.bank is None:
        return None, problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    revision = publish(loaded, errors, "" if errors else stamp, now, publisher_id)
    return revision, problems


def folder_stamp(folder: Path) -> str:
    """Return a hash of the names and contents of all YAML files in a folder."""
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(blake2b(path.read_bytes(), digest_size=16).digest())
    return digest.hexdigest()


def _published_whole(folder: Path, stamp: str) -> bool:
    """Return whether the newest revision of some bank was made from exactly these files."""
    newest = db.session.scalars(
        select(BankRevision).order_by(BankRevision.id.desc()).limit(20)
    ).all()
    seen: set[str] = set()
    for revision in newest:
        if revision.bank not in seen and revision.content.get("stamp") == stamp:
            return True
        seen.add(revision.bank)
    return False


@dataclass
class _Parts:
    """What a revision will hold, by id: new versions, and last good ones of what is broken."""

    items: dict[str, ItemVersion] = field(default_factory=dict)
    sources: dict[str, SourceVersion] = field(default_factory=dict)
    quizzes: dict[str, QuizVersion] = field(default_factory=dict)


def publish(
    loaded: Loaded,
    errors: Iterable[Problem],
    stamp: str,
    now: datetime,
    publisher_id: int | None = None,
) -> BankRevision | None:
    """Publish a loaded bank; ``None`` when the newest revision holds the same.

    What has an error, and what rests on it, stays out; if it was published before, its last good
    version stays in. Retired items are left out.
    """
    bank = loaded.bank
    if bank is None:
        return None
    _one_at_a_time()
    previous = newest_revision(bank.settings.id)
    parts = _parts(loaded, {problem.path for problem in errors}, previous)
    content = {**_bank_content(loaded), "stamp": stamp}
    name = content_hash([_bank_content(loaded), *_hashes(parts)])
    if previous and previous.hash == name:
        previous.content = content
        db.session.flush()
        return None
    revision = BankRevision(
        bank=bank.settings.id,
        hash=name,
        content=content,
        published_at=now,
        published_by_id=publisher_id,
        items=list(parts.items.values()),
        sources=list(parts.sources.values()),
        quizzes=list(parts.quizzes.values()),
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _one_at_a_time() -> None:
    """Let one publisher work at a time; on SQLite the write transaction sees to that."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(7413200001)"))


def _bank_content(loaded: Loaded) -> Content:
    assert loaded.bank is not None  # noqa: S101  (checked by `publish`)
    form = normal_form(loaded.bank)
    return {key: form[key] for key in ("bank", "glossary", "timeline", "misconceptions")}


def _hashes(parts: _Parts) -> list[list[str]]:
    kinds: tuple[Mapping[str, ItemVersion | SourceVersion | QuizVersion], ...]
    kinds = (parts.items, parts.sources, parts.quizzes)
    return [[f"{ident}={kind[ident].hash}" for ident in sorted(kind)] for kind in kinds]


def _parts(loaded: Loaded, broken_files: set[str], previous: BankRevision | None) -> _Parts:
    bank = loaded.bank
    assert bank is not None  # noqa: S101  (checked by `publish`)

    def whole(kind: str, ident: str) -> bool:
        return loaded.origins[kind, ident].path not in broken_files

    known = _Known(bank.settings.id)
    parts = _Parts(
        {
            ident: known.item(ident, bank.sections[ident], item_content(item))
            for ident, item in bank.items.items()
            if whole("item", ident) and ident not in bank.retired
        },
        {
            ident: known.source(ident, source_content(source))
            for ident, source in bank.sources.items()
            if whole("source", ident)
        },
        {
            ident: known.quiz(ident, quiz_content(quiz))
            for ident, quiz in bank.quizzes.items()
            if whole("quiz", ident)
        },
    )
    if previous:
        _keep_last_good(parts, previous, set(bank.retired))
    _drop_what_rests_on_nothing(parts)
    return parts


def _keep_last_good(parts: _Parts, previous: BankRevision, retired: set[str]) -> None:
    for item in previous.items:
        if item.item_id not in retired:
            parts.items.setdefault(item.item_id, item)
    for source in previous.sources:
        parts.sources.setdefault(source.source_id, source)
    for quiz in previous.quizzes:
        if quiz.quiz_id not in retired:
            parts.quizzes.setdefault(quiz.quiz_id, quiz)


def _drop_what_rests_on_nothing(parts: _Parts) -> None:
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
