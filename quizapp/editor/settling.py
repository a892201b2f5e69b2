"""Ending a conflict between a bank's folder and its database, as an author decides."""

from datetime import datetime
from enum import StrEnum

from quizapp.accounts.models import User
from quizapp.bank.merging import Merged, merge
from quizapp.bank.texts import plain
from quizapp.database import db
from quizapp.editor import actions, sync
from quizapp.editor.comparison import agreements
from quizapp.editor.models import Conflict
from quizapp.editor.working import Working, find_working, text_hash
from quizapp.quizzes.checking import one_at_a_time


class Choice(StrEnum):
    """What an author can decide."""

    FOLDER = "folder"
    BROWSER = "browser"
    MERGED = "merged"


class ChangedMeanwhile(Exception):
    """One of the two texts is another by now; the author has to look again."""


def begun(working: Working, path: str) -> str | None:
    """Return the text on which folder and database last agreed, if there was one."""
    name = agreements(working.bank).get(path, "")
    if name:
        return sync.known_text(working.bank, path, name)
    return None


def proposed(base: str | None, yours: str | None, theirs: str | None) -> Merged:
    """Bring two texts together that grew out of one; an absent text counts as an empty one."""
    return merge(*(plain(text or "") for text in (base, yours, theirs)))


def decide(
    conflict: Conflict,
    choice: Choice,
    text: str,
    seen: tuple[str, str],
    author: User,
    now: datetime,
) -> None:
    """Let the chosen text stand on both sides; the folder is written when it is followed next.

    ``seen`` are the hashes of the folder's and the browser's text that the author has looked at.
    Raises `ChangedMeanwhile` when one has changed since, and `actions.CannotBeKept`.
    """
    bank, path = conflict.bank, conflict.path
    one_at_a_time()
    found, working = sync.find_conflict(bank, path), find_working(bank)
    present = working.text(path) if working else None
    if found is None or (found.folder_hash, text_hash(present)) != seen:
        raise ChangedMeanwhile
    if choice is not Choice.BROWSER:
        wanted = found.folder_text if choice is Choice.FOLDER else actions.clean(text)
        actions.put(bank, path, wanted, author, now)
    sync.agree(bank, {path: found.folder_hash})
    db.session.delete(found)
    db.session.flush()
