"""Saving drafts, taking them back, and publishing them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from quizapp.accounts.models import User
from quizapp.bank.files import belongs
from quizapp.bank.problems import Problem
from quizapp.bank.strict_yaml import MOST_BYTES
from quizapp.database import db
from quizapp.editor.models import Draft, DraftSave
from quizapp.editor.publication import lacking, present_seal, seal_of
from quizapp.editor.working import Working, get_working, text_hash
from quizapp.quizzes import publishing
from quizapp.quizzes.checking import checked, one_at_a_time
from quizapp.quizzes.models import BankRevision, FileVersion, RevisionFile


class NoSuchPlace(Exception):
    """No file of a bank can have this path."""


class CannotBeKept(Exception):
    """The text cannot be stored; the message says why, and what to do."""


class Collision(Exception):
    """Somebody else has saved the file meanwhile; ``working`` holds what stands there now."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self.working = working


def save(
    bank: str, path: str, text: str | None, started_from: str, author: User | None, now: datetime
) -> Working:
    """Save a file as a draft and return the working copy; without a text the file is to go.

    ``started_from`` is the hash of the text that the author began with, empty for a new file.
    A text that is the published one ends the draft. Raises `Collision` when the file holds another
    text by now, `NoSuchPlace` and `CannotBeKept`.
    """
    if not belongs(path):
        raise NoSuchPlace
    text = None if text is None else clean(text)
    one_at_a_time()
    working = get_working(bank)
    present = working.text(path)
    if text_hash(present) == text_hash(text):
        return working
    if text_hash(present) != started_from:
        raise Collision(working)
    keep(working, path, text, author, now)
    return get_working(bank)


def clean(text: str) -> str:
    """Return a text as files hold it: lines end in one way. Raises `CannotBeKept`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.partition("\0")[0].count("\n") + 1
        raise CannotBeKept(f"Line {line} holds a character that no file may have. Remove it.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = text[: error.start].count("\n") + 1
        raise CannotBeKept(f"Line {line} holds half a character. Type it again.") from None
    if size > MOST_BYTES:
        raise CannotBeKept("The file is over 1 MB. Split it into several.")
    return text


def put(bank: str, path: str, text: str | None, author: User | None, now: datetime) -> None:
    """Let a draft hold this text, whatever it held before; every text is kept in its history."""
    keep(get_working(bank), path, text, author, now)


def keep(working: Working, path: str, text: str | None, author: User | None, now: datetime) -> None:
    """Let a draft of a bank hold this text, as `put` does, where the working copy is at hand."""
    bank, published, draft = working.bank, working.published.get(path), working.drafts.get(path)
    author_id = author.id if author else None
    if text_hash(text) == text_hash(published):
        if draft:
            db.session.delete(draft)
    elif draft:
        draft.text, draft.hash, draft.revision = text, text_hash(text), draft.revision + 1
        draft.saved_at, draft.saved_by_id = now, author_id
    else:
        db.session.add(
            Draft(
                bank=bank,
                path=path,
                text=text,
                hash=text_hash(text),
                base_hash=text_hash(published),
                revision=1,
                saved_at=now,
                saved_by_id=author_id,
            )
        )
    db.session.add(
        DraftSave(
            bank=bank,
            path=path,
            text=text,
            hash=text_hash(text),
            saved_at=now,
            saved_by_id=author_id,
        )
    )
    db.session.flush()


class Outdated(Exception):
    """Something was saved or published since the page was shown."""


class Lacking(Exception):
    """What was chosen cannot do without what was not; ``problems`` say what is missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True)
class Choice:
    """The drafts to publish, and the seal of what was shown when they were chosen."""

    paths: Collection[str]
    seal: str


def publish(
    bank: str, author: User | None, message: str, now: datetime, choice: Choice | None = None
) -> tuple[BankRevision | None, Sequence[Problem]]:
    """Publish what is whole in the working copy; what is broken or not ready stays a draft.

    Returns the new revision, ``None`` when there was nothing new, and all problems. Without a
    choice all drafts are taken. Uses transactions of its own, as `checked` says, and leaves the
    last one to the caller. Raises `Outdated`, `Lacking` and `KeepsChanging`.
    """
    publisher = author.id if author else None
    intent = checked(lambda: _intended(bank, choice))
    revision = publishing.publish(intent.check, now, publisher, message)
    settle(bank)
    return revision, intent.check.problems


@dataclass(frozen=True)
class _Intent:
    """What is to be published of a working copy, whose seal is that of the state checked."""

    bank: str
    seal: str
    check: publishing.Check

    def holds(self) -> bool:
        return self.check.holds() and self.seal == present_seal(self.bank)


def _intended(bank: str, choice: Choice | None) -> _Intent:
    working = get_working(bank)
    seal = seal_of(working)
    chosen = working if choice is None else _chosen(working, choice)
    if not chosen.texts or chosen.misnamed:
        return _Intent(bank, seal, publishing.Check(chosen.misnamed))
    return _Intent(bank, seal, publishing.check_files(chosen.files, bank))


def _chosen(working: Working, choice: Choice) -> Working:
    """Return the working copy as it is with the chosen drafts alone."""
    if seal_of(working) != choice.seal:
        raise Outdated
    missing = lacking(working, choice.paths)
    if missing:
        raise Lacking(missing)
    drafts = {path: each for path, each in working.drafts.items() if path in choice.paths}
    return Working(working.bank, working.revision, working.published, drafts)


def settle(bank: str) -> None:
    """End the drafts that say what is published anyway."""
    newest = select(func.max(BankRevision.id)).filter_by(bank=bank).scalar_subquery()
    rows = db.session.execute(
        select(FileVersion.path, FileVersion.hash)
        .join(RevisionFile, RevisionFile.file_version_id == FileVersion.id)
        .where(RevisionFile.revision_id == newest)
    )
    published = dict(iter(rows))
    for draft in db.session.scalars(select(Draft).filter_by(bank=bank)):
        if draft.hash == published.get(draft.path, ""):
            db.session.delete(draft)
    db.session.flush()
