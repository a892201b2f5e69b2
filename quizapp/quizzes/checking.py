"""Checking as a reader, for whom nobody waits, and writing only what was checked."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from sqlalchemy import text

from quizapp.database import begin_writing, db, stop_writing

MOST_CHECKS = 5
"""So often something may change during a check before it is given up."""


class KeepsChanging(Exception):
    """What was to be written was changed again and again while it was checked."""


class Finding(Protocol):
    """What came out of a check."""

    def holds(self) -> bool:
        """Return whether all that the check rests on is still so; quick, as others wait."""


FindingT = TypeVar("FindingT", bound=Finding)


def checked(check: Callable[[], FindingT]) -> FindingT:
    """Return what a check finds, with the right to write until the caller commits.

    The check itself only reads, however long it takes; what changes meanwhile is checked again.
    All this happens in transactions of its own: what the caller has not committed is gone. Raises
    `KeepsChanging`.
    """
    for _ in range(MOST_CHECKS):
        stop_writing()
        finding = check()
        begin_writing()
        one_at_a_time()
        if finding.holds():
            return finding
    stop_writing()
    raise KeepsChanging


def one_at_a_time() -> None:
    """Let one publisher work at a time; on SQLite the write transaction sees to that."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(7413200001)"))
