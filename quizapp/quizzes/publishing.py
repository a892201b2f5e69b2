"""From a bank's folder to a revision in the database: all of it or nothing."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TypeVar

from sqlalchemy import select, text

from quizapp.bank.lint import lint
from quizapp.bank.loader import Loaded, load
from quizapp.bank.model import LISTS, Bank
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.versions import (
    Content,
    content_hash,
    item_content,
    normal_form,
    quiz_content,
    source_content,
)
from quizapp.database import db, reading_aside
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion, SourceVersion
from quizapp.quizzes.queries import NEWEST, newest_revision
from quizapp.quizzes.versions import item_of, quiz_of

VersionT = TypeVar("VersionT", ItemVersion, SourceVersion, QuizVersion)

FOLDERS = {"item": "items", "source": "sources", "quiz": "quizzes"}
"""Where in a bank the files of each kind lie."""


def publish_folder(
    folder: Path, now: datetime, publisher_id: int | None = None
) -> tuple[BankRevision | None, list[Problem]]:
    """Publish what is whole in a folder; return the new revision, if any, and all problems.

    A folder that was published without an error and has not changed since is not even loaded.
    Adds and flushes; the caller commits, or rolls back on an exception. The database is locked
    only after the folder was read, so that students who save meanwhile do not wait.
    """
    stamp = folder_stamp(folder)
    if _is_published(stamp):
        return None, []
    loaded = load(folder)
    problems = sorted([*loaded.problems, *lint(loaded)])
    if loaded.bank is None:
        return None, problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    revision = publish(loaded, errors, "" if errors else stamp, now, publisher_id)
    return revision, problems


def _is_published(stamp: str) -> bool:
    """Return whether the newest revision of some bank was made from exactly these files."""
    with reading_aside() as session:
        revisions = session.scalars(NEWEST)
        return any(revision.content.get("stamp") == stamp for revision in revisions)


def folder_stamp(folder: Path) -> str:
    """Return a hash of the names and contents of all YAML files in a folder."""
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.yaml")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(blake2b(path.read_bytes(), digest_size=16).digest())
    return digest.hexdigest()


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
    version stays in. What was retired, or taken out of the folder, is left out.
    """
    bank = loaded.bank
    if bank is None:
        return None
    one_at_a_time()
    previous = newest_revision(bank.settings.id)
    broken = _Broken(loaded, {problem.path for problem in errors})
    parts = _parts(bank, broken, previous)
    whole = {**_bank_content(bank), "notes": _notes(bank, parts, previous)}
    content = {**whole, "stamp": stamp, "broken": broken.questions()}
    name = content_hash([whole, *_hashes(parts)])
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


def one_at_a_time() -> None:
    """Let one publisher work at a time; on SQLite the write transaction sees to that."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(7413200001)"))


def _bank_content(bank: Bank) -> Content:
    form = normal_form(bank)
    return {key: form[key] for key in ("bank", *LISTS)}


def _notes(bank: Bank, parts: _Parts, previous: BankRevision | None) -> Content:
    """Return the authors' notes on each item; on a broken one, those on its last good version."""
    notes: Content = dict(previous.content.get("notes", {})) if previous else {}
    for item in bank.items.values():
        notes[item.id] = item.model_dump(
            mode="json", include=set(item.NOTES), exclude_defaults=True
        )
    return {ident: notes[ident] for ident in sorted(parts.items) if notes.get(ident)}


def _hashes(parts: _Parts) -> list[list[str]]:
    kinds: tuple[Mapping[str, ItemVersion | SourceVersion | QuizVersion], ...]
    kinds = (parts.items, parts.sources, parts.quizzes)
    return [[f"{ident}={kind[ident].hash}" for ident in sorted(kind)] for kind in kinds]


class _Broken:
    """Which files have errors, and so which ids cannot be published as they stand."""

    def __init__(self, loaded: Loaded, paths: set[str]) -> None:
        self._loaded = loaded
        self._paths = {path for path in paths if path.startswith(self._shown(""))}
        self._unread = self._paths - {origin.path for origin in loaded.origins.values()}

    def questions(self) -> list[str]:
        """Return which questions have errors, by the names of their files."""
        items = self._shown(FOLDERS["item"])
        return sorted(PurePosixPath(path).stem for path in self._paths if path.startswith(items))

    def holds(self, kind: str, ident: str) -> bool:
        """Return whether an id that was read stands in a file with an error."""
        return self._loaded.origins[kind, ident].path in self._paths

    def may_hold(self, kind: str, ident: str) -> bool:
        """Return whether an id is broken, or could stand in a file that cannot be read."""
        if (kind, ident) in self._loaded.origins:
            return self.holds(kind, ident)
        return any(path.startswith(self._shown(FOLDERS[kind])) for path in self._unread)

    def _shown(self, name: str) -> str:
        return f"{self._loaded.name}/{name}/" if name else f"{self._loaded.name}/"


def _parts(bank: Bank, broken: _Broken, previous: BankRevision | None) -> _Parts:
    known = _Known(bank.settings.id)
    parts = _Parts(
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
    parts: _Parts, previous: BankRevision, retired: Container[str], broken: _Broken
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
