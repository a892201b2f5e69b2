"""How a bank's folder and its working copy come to agree, file by file.

Nothing here commits; `quizapp.editor.following` does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select

from quizapp.bank.files import Files, belongs
from quizapp.bank.journal import Change
from quizapp.bank.texts import encoded
from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.comparison import Comparison, Side, State, agreements
from quizapp.editor.models import Agreement, Conflict, DraftSave
from quizapp.editor.working import text_hash
from quizapp.quizzes.models import FileVersion


def agree(bank: str, hashes: Mapping[str, str]) -> None:
    """Note on what folder and database agree: a hash for each file, empty where it is gone."""
    rows = {row.path: row for row in db.session.scalars(select(Agreement).filter_by(bank=bank))}
    for path, name in hashes.items():
        row = rows.get(path)
        if not name:
            if row:
                db.session.delete(row)
        elif row is None:
            db.session.add(Agreement(bank=bank, path=path, hash=name))
        elif row.hash != name:
            row.hash = name
    db.session.flush()


def agree_on_what_is_the_same(comparison: Comparison) -> None:
    """Note the files that say the same on both sides."""
    same = comparison.in_state(State.SAME)
    agree(comparison.bank, {side.path: text_hash(side.folder) for side in same})


def take_from_folder(comparison: Comparison, now: datetime) -> list[str]:
    """Let what only the folder changed become drafts; return the paths."""
    sides = comparison.in_state(State.FOLDER)
    for side in sides:
        actions.keep(comparison.working, side.path, side.folder, None, now)
    agree(comparison.bank, {side.path: text_hash(side.folder) for side in sides})
    return [side.path for side in sides]


def note_conflicts(comparison: Comparison, now: datetime) -> list[str]:
    """Write down which files both sides changed, and forget conflicts that are over."""
    both = {side.path: side for side in comparison.in_state(State.BOTH)}
    rows = {row.path: row for row in conflicts(comparison.bank)}
    for path, row in rows.items():
        if path not in both:
            db.session.delete(row)
        elif row.folder_hash != text_hash(both[path].folder):
            row.folder_text, row.folder_hash = both[path].folder, text_hash(both[path].folder)
            row.found_at = now
    for path, side in both.items():
        if path not in rows:
            db.session.add(
                Conflict(
                    bank=comparison.bank,
                    path=path,
                    folder_text=side.folder,
                    folder_hash=text_hash(side.folder),
                    found_at=now,
                )
            )
    db.session.flush()
    return sorted(both)


def conflicts(bank: str) -> Sequence[Conflict]:
    """Return the files of a bank that wait for an author, in the order of their paths."""
    found = select(Conflict).filter_by(bank=bank).order_by(Conflict.path)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def find_conflict(bank: str, path: str) -> Conflict | None:
    """Return the conflict over one file."""
    return next((row for row in conflicts(bank) if row.path == path), None)


def is_settled(comparison: Comparison, *, writes: bool) -> bool:
    """Return whether following would change nothing."""
    agreed = agreements(comparison.bank)
    noted = {row.path: row.folder_hash for row in conflicts(comparison.bank)}
    both = {side.path: text_hash(side.folder) for side in comparison.in_state(State.BOTH)}
    same = comparison.in_state(State.SAME)
    return (
        both == noted
        and not comparison.in_state(State.FOLDER)
        and not (writes and comparison.in_state(State.BROWSER))
        and all(agreed.get(side.path, "") == text_hash(side.folder) for side in same)
    )


def changes(sides: Iterable[Side]) -> list[Change]:
    """Return what must be written for the folder to hold what the database holds."""
    return [
        Change(side.path, side.content, _content(side.database, side.content)) for side in sides
    ]


def _content(text: str | None, like: bytes | None) -> bytes | None:
    return None if text is None else encoded(text, like)


def edition(comparison: Comparison) -> Files:
    """Return what publishing a folder takes: its files, but not over what the browser changed.

    Of a file that the browser changed, alone or too, the published text stays.
    """
    found: dict[str, bytes | None] = dict(comparison.alone)
    for side in comparison.sides:
        if side.state in {State.SAME, State.FOLDER}:
            text = side.folder
        else:
            text = comparison.working.published.get(side.path)
        if text is not None:
            found[side.path] = text.encode()
    return found


def unseen(comparison: Comparison) -> list[str]:
    """Return which files of the folder hold a text that the database has never had."""
    bank = comparison.bank
    seen = set(agreements(bank).items())
    for kind in (DraftSave, FileVersion):
        seen |= {(row.path, row.hash) for row in db.session.execute(_hashes(kind, bank))}
    texts = [side for side in comparison.sides if side.folder is not None]
    new = [side.path for side in texts if (side.path, text_hash(side.folder)) not in seen]
    return [*new, *(path for path in comparison.alone if belongs(path))]


def _hashes(kind: type[DraftSave] | type[FileVersion], bank: str) -> Select[str, str]:
    return select(kind.path, kind.hash).where(kind.bank == bank)


def known_text(bank: str, path: str, name: str) -> str | None:
    """Return the text that once had this hash in the database."""
    for kind in (DraftSave, FileVersion):
        wanted = select(kind.text).filter_by(bank=bank, path=path, hash=name).limit(1)
        text: str | None = db.session.scalar(wanted)
        if text is not None:
            return text
    return None
