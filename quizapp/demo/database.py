"""The demo's own database file: when it must be made, and how it is put in place."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path

from quizapp.config import ROOT, Settings

LASTS = timedelta(days=5)
"""After this time the quiz that is meant to be running is nearly over: the demo is made anew."""


class InUse(Exception):
    """Another process serves the demo from the file that is to be replaced."""


def path_of(settings: Settings) -> Path:
    """Return the demo's database file."""
    return settings.instance / "demo.db"


def must_be_made(settings: Settings, now: datetime) -> bool:
    """Return whether the demo is missing, stale, or made from other code or another bank."""
    path = path_of(settings)
    if not path.is_file():
        return True
    try:
        with closing(sqlite3.connect(path)) as connection:
            found, made_at = connection.execute("SELECT stamp, made_at FROM demo").fetchone()
    except sqlite3.DatabaseError:
        return True
    return found != stamp(settings) or now - datetime.fromisoformat(made_at) > LASTS


def stamp(settings: Settings) -> str:
    """Return a hash of the code and the banks that the demo is made from."""
    digest = blake2b(digest_size=16)
    for path in _made_from(settings):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _made_from(settings: Settings) -> Iterator[Path]:
    yield from sorted((ROOT / "quizapp").rglob("*.py"))
    yield from sorted((ROOT / "quizapp" / "demo").glob("*.yaml"))
    for folder in settings.bank_folders:
        yield from sorted(folder.rglob("*.yaml"))


def put_in_place(draft: Path, settings: Settings, now: datetime) -> None:
    """Stamp a finished draft and let it take the place of the demo, in one step.

    Raises `InUse`. The draft becomes a single file first: a log that belongs to another database
    would damage it.
    """
    with closing(sqlite3.connect(draft)) as connection:
        with connection:
            connection.execute("CREATE TABLE demo (stamp TEXT NOT NULL, made_at TEXT NOT NULL)")
            connection.execute("INSERT INTO demo VALUES (?, ?)", (stamp(settings), now.isoformat()))
        connection.execute("PRAGMA journal_mode=DELETE")
    _close_the_old(path_of(settings))
    draft.replace(path_of(settings))


def _close_the_old(path: Path) -> None:
    """Fold the old file's log into it, which SQLite refuses while anybody else has it open."""
    try:
        with closing(sqlite3.connect(path, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise InUse("The demo is being served already; stop that server first.") from error
    except sqlite3.DatabaseError:
        pass  # no database, so nobody has it open
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
