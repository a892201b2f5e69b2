"""What became of a bank and its files, from one revision and one save to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.bank.line_changes import Line, line_changes
from quizapp.database import db
from quizapp.editor.models import DraftSave
from quizapp.editor.publication import FileChange, file_changes
from quizapp.editor.working import text_hash
from quizapp.quizzes.models import BankRevision, FileVersion, RevisionFile

PAGE = 20
"""How many revisions a page lists."""


@dataclass(frozen=True)
class Entry:
    """A revision with the paths of the files that it changed; the first one changed none."""

    revision: BankRevision
    paths: Sequence[str]
    first: bool


def revisions_of(bank: str, before: int | None = None) -> tuple[Sequence[Entry], int | None]:
    """Return the newest revisions, or those before one; and from where to go on, if there is more.

    The texts are not read, so that a long history costs little.
    """
    wanted = select(BankRevision).filter_by(bank=bank).order_by(BankRevision.id.desc())
    if before is not None:
        wanted = wanted.where(BankRevision.id < before)
    found = db.session.scalars(
        wanted.limit(PAGE + 1).options(joinedload(BankRevision.published_by))
    ).all()
    held = _held([each.id for each in found])
    entries = []
    for at, revision in enumerate(found[:PAGE]):
        older = found[at + 1] if at + 1 < len(found) else None
        old, new = (held.get(each.id, {}) if each else {} for each in (older, revision))
        paths = sorted(path for path in {**old, **new} if old.get(path) != new.get(path))
        entries.append(Entry(revision, paths if older else [], older is None))
    return entries, found[PAGE - 1].id if len(found) > PAGE else None


def _held(revision_ids: Sequence[int]) -> Mapping[int, Mapping[str, int]]:
    """Return the numbers of the texts that revisions were made from, by path."""
    rows = db.session.execute(
        select(RevisionFile.revision_id, FileVersion.path, FileVersion.id)
        .join(FileVersion, FileVersion.id == RevisionFile.file_version_id)
        .where(RevisionFile.revision_id.in_(revision_ids))
    )
    held: dict[int, dict[str, int]] = {}
    for revision_id, path, text_id in rows:
        held.setdefault(revision_id, {})[path] = text_id
    return held


@dataclass(frozen=True)
class Step:
    """A revision beside the one before it."""

    revision: BankRevision
    previous: BankRevision | None

    @property
    def texts(self) -> Mapping[str, str]:
        return texts_of(self.revision)

    @cached_property
    def changes(self) -> Sequence[FileChange]:
        """What the revision changed, file by file; nothing is said of the first one's files."""
        if self.previous is None or not self.texts or not self.previous.files:
            return []
        return file_changes(self.revision.bank, texts_of(self.previous), self.texts)


def find_step(bank: str, number: int) -> Step | None:
    """Return a revision of a bank with the one before it."""
    texts = selectinload(BankRevision.files)
    wanted = select(BankRevision).filter_by(bank=bank).options(texts)
    revision = db.session.scalar(wanted.where(BankRevision.id == number))
    if revision is None:
        return None
    older = wanted.where(BankRevision.id < number).order_by(BankRevision.id.desc()).limit(1)
    return Step(revision, db.session.scalar(older))


def texts_of(revision: BankRevision) -> Mapping[str, str]:
    """Return the texts that a revision was made from, by path."""
    return {each.path: each.text for each in revision.files}


@dataclass(frozen=True)
class Moment:
    """A text of a file as it was saved or published once; absent where it was taken away."""

    text: str | None
    at: datetime
    by: User | None
    revision: BankRevision | None = None
    before: str | None = None

    @property
    def hash(self) -> str:
        return text_hash(self.text)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """How it differs from the moment before."""
        return line_changes(self.before, self.text)


def moments_of(bank: str, path: str) -> Sequence[Moment]:
    """Return all that became of a file, the newest first, each beside the one before it."""
    known = [*_published(bank, path), *_saved(bank, path)]
    known.sort(key=lambda each: (each.at, each.revision is not None))
    found, text = [], None
    for each in known:
        found.append(replace(each, before=text))
        text = each.text
    return found[::-1]


def _published(bank: str, path: str) -> Iterator[Moment]:
    """Yield the revisions in which the file's text is another than in the one before."""
    here = (
        select(RevisionFile.revision_id, FileVersion.text)
        .join(FileVersion, FileVersion.id == RevisionFile.file_version_id)
        .where(FileVersion.bank == bank, FileVersion.path == path)
        .subquery()
    )
    rows = db.session.execute(
        select(BankRevision, here.c.text)
        .outerjoin(here, here.c.revision_id == BankRevision.id)
        .where(BankRevision.bank == bank)
        .order_by(BankRevision.id)
        .options(joinedload(BankRevision.published_by))
    )
    last = None
    for revision, text in rows:
        if text != last:
            yield Moment(text, revision.published_at, revision.published_by, revision)
        last = text


def _saved(bank: str, path: str) -> Iterator[Moment]:
    saves = db.session.scalars(
        select(DraftSave)
        .filter_by(bank=bank, path=path)
        .order_by(DraftSave.id)
        .options(joinedload(DraftSave.saved_by))
    )
    for each in saves:
        yield Moment(each.text, each.saved_at, each.saved_by)


def find_text(bank: str, path: str, wanted: str) -> str | None:
    """Return a text that a file had once, by its hash; ``None`` if it never had one like it."""
    for kind in (FileVersion, DraftSave):
        found = db.session.scalar(
            select(kind.text).filter_by(bank=bank, path=path, hash=wanted).limit(1)
        )
        if found is not None:
            return str(found)
    return None


def was_there(bank: str, path: str) -> bool:
    """Return whether a bank has, or ever had, a file of this path."""
    return any(
        db.session.scalar(select(kind.id).filter_by(bank=bank, path=path).limit(1)) is not None
        for kind in (FileVersion, DraftSave)
    )
