"""From a bank's folder to a revision in the database: all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, sha256
from pathlib import Path, PurePosixPath

from sqlalchemy import select, text

from quizapp.bank.files import Files, files_in
from quizapp.bank.lint import lint
from quizapp.bank.loader import Loaded, load_files
from quizapp.bank.model import LISTS, Bank
from quizapp.bank.pictures import pictures_in
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.texts import decoded
from quizapp.bank.versions import Content, content_hash, normal_form
from quizapp.database import db, reading_aside
from quizapp.quizzes.holding import Standing, held_back
from quizapp.quizzes.models import (
    BankRevision,
    FileVersion,
    ItemVersion,
    QuizVersion,
    SourceVersion,
)
from quizapp.quizzes.parts import FOLDERS, Parts, StaysBack, parts_of
from quizapp.quizzes.pictures import keep, see
from quizapp.quizzes.queries import NEWEST, newest_revision

_NONE: Files = {}


def publish_folder(
    folder: Path, now: datetime, publisher_id: int | None = None
) -> tuple[BankRevision | None, list[Problem]]:
    """Publish what is whole in a folder, as `publish_files` does."""
    pictures = pictures_in(folder)
    return publish_files(files_in(folder), folder.name, now, publisher_id, pictures=pictures)


def publish_files(
    files: Files,
    name: str,
    now: datetime,
    publisher_id: int | None = None,
    message: str = "",
    pictures: Files = _NONE,
) -> tuple[BankRevision | None, list[Problem]]:
    """Publish what is whole in a bank's files; return the new revision, if any, and all problems.

    ``pictures`` are those that lie beside the files, by name; what sources show of them is kept.
    Files that were published without an error and have not changed since are not even loaded.
    Adds and flushes; the caller commits, or rolls back on an exception. The database is locked
    only after the files were read, so that students who save meanwhile do not wait.
    """
    stamp = stamp_of(files)
    if _is_published(stamp):
        return None, []
    loaded = load_files(files, name)
    arriving = see(loaded, pictures)
    problems = sorted([*loaded.problems, *lint(loaded)])
    if loaded.bank is None:
        return None, problems
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    one_at_a_time()
    for picture in arriving:
        keep(loaded.bank.settings.id, picture)
    held = held_back(loaded, errors, standing_of(newest_revision(loaded.bank.settings.id)))
    edition = Edition(files, "" if errors or held else stamp, now, publisher_id, message)
    return publish(loaded, errors, held, edition), sorted([*problems, *held])


def standing_of(revision: BankRevision | None) -> Standing:
    """Return what a revision has published."""
    if revision is None:
        return Standing()
    return Standing(
        frozenset(each.item_id for each in revision.items),
        frozenset(each.source_id for each in revision.sources),
    )


def _is_published(stamp: str) -> bool:
    """Return whether the newest revision of some bank was made from exactly these files."""
    with reading_aside() as session:
        revisions = session.scalars(NEWEST)
        return any(revision.content.get("stamp") == stamp for revision in revisions)


def stamp_of(files: Files) -> str:
    """Return a hash of the paths and contents of all files."""
    digest = blake2b(b"2", digest_size=16)  # another digit has everything published once more
    for path, content in sorted(files.items()):
        digest.update(path.encode() + b"\0")
        digest.update(blake2b(content or b"", digest_size=16).digest())
    return digest.hexdigest()


@dataclass(frozen=True)
class Edition:
    """What is published, by whom, when and why; ``stamp`` is empty where something stays back."""

    files: Files
    stamp: str
    now: datetime
    publisher_id: int | None = None
    message: str = ""


def publish(
    loaded: Loaded, errors: Sequence[Problem], held: Sequence[Problem], edition: Edition
) -> BankRevision | None:
    """Publish a loaded bank; ``None`` when the newest revision holds the same.

    What has an error, what is held back, and what rests on either, stays out; if it was published
    before, its last good version stays in. What was retired, or taken out of the folder, is left
    out.
    """
    bank = loaded.bank
    if bank is None:
        return None
    one_at_a_time()
    previous = newest_revision(bank.settings.id)
    broken = StaysBack(loaded, {problem.path for problem in [*errors, *held]})
    parts = parts_of(bank, broken, previous)
    texts = _texts(bank.settings.id, broken, edition.files, previous)
    whole = {**_bank_content(bank), "notes": _notes(bank, broken, parts, previous)}
    content = {**whole, "stamp": edition.stamp, "broken": questions_in(loaded, errors)}
    name = content_hash([whole, *_hashes(parts), sorted(f"{t.path}={t.hash}" for t in texts)])
    if previous and previous.hash == name:
        previous.content = content
        db.session.flush()
        return None
    revision = BankRevision(
        bank=bank.settings.id,
        hash=name,
        content=content,
        message=edition.message,
        published_at=edition.now,
        published_by_id=edition.publisher_id,
        files=texts,
        items=list(parts.items.values()),
        sources=list(parts.sources.values()),
        quizzes=list(parts.quizzes.values()),
    )
    db.session.add(revision)
    db.session.flush()
    return revision


def _texts(
    bank: str, broken: StaysBack, files: Files, previous: BankRevision | None
) -> list[FileVersion]:
    """Return the texts a revision rests on: those of whole files, the last good ones of others."""
    known = {
        (row.path, row.hash): row
        for row in db.session.scalars(select(FileVersion).filter_by(bank=bank))
    }
    last = {each.path: each for each in previous.files} if previous else {}
    # A file that is gone may be the one that cannot be read now, under another name.
    found = [each for path, each in last.items() if broken.unread and path not in files]
    for path, content in sorted(files.items()):
        if content is None or broken.is_in(path):
            found += [last[path]] if path in last else []
            continue
        text = decoded(content)
        digest = sha256(text.encode()).hexdigest()
        version = FileVersion(bank=bank, path=path, hash=digest, text=text)
        found.append(known.get((path, digest)) or version)
    return found


def one_at_a_time() -> None:
    """Let one publisher work at a time; on SQLite the write transaction sees to that."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(7413200001)"))


def _bank_content(bank: Bank) -> Content:
    form = normal_form(bank)
    return {key: form[key] for key in ("bank", *LISTS)}


def _notes(bank: Bank, broken: StaysBack, parts: Parts, previous: BankRevision | None) -> Content:
    """Return the authors' notes on each item; on a broken one, those on its last good version."""
    notes: Content = dict(previous.content.get("notes", {})) if previous else {}
    for item in bank.items.values():
        if broken.holds("item", item.id):
            continue
        notes[item.id] = item.model_dump(
            mode="json", include=set(item.NOTES), exclude_defaults=True
        )
    return {ident: notes[ident] for ident in sorted(parts.items) if notes.get(ident)}


def _hashes(parts: Parts) -> list[list[str]]:
    kinds: tuple[Mapping[str, ItemVersion | SourceVersion | QuizVersion], ...]
    kinds = (parts.items, parts.sources, parts.quizzes)
    return [[f"{ident}={kind[ident].hash}" for ident in sorted(kind)] for kind in kinds]


def questions_in(loaded: Loaded, problems: Sequence[Problem]) -> list[str]:
    """Return which questions have problems, by the names of their files."""
    items = f"{loaded.name}/{FOLDERS['item']}/"
    paths = {problem.path for problem in problems}
    return sorted(PurePosixPath(path).stem for path in paths if path.startswith(items))
