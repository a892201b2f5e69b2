"""When a student may work on an assignment: pure rules, no clock and no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.classrooms.models import Accommodation
from quizapp.quizzes.models import Assignment, Override

LESSON = timedelta(hours=4)
"""A window up to this long is itself a time limit: extra time stretches it too."""


@dataclass(frozen=True)
class Terms:
    """What holds for one student in one assignment.

    ``limit`` is how long an attempt may last (``None``: as long as the assignment is open);
    ``attempts_allowed`` 0 means any number.
    """

    opens_at: datetime
    due_at: datetime | None
    closes_at: datetime
    limit: timedelta | None
    attempts_allowed: int
    hide_clock: bool = False

    def open_at(self, now: datetime) -> bool:
        """Return whether an attempt may begin now."""
        return self.opens_at <= now < self.closes_at

    def ends_at(self, started_at: datetime) -> datetime:
        """Return the moment when an attempt that began then ends by itself."""
        if self.limit is None:
            return self.closes_at
        return min(started_at + self.limit, self.closes_at)


def terms_for(
    assignment: Assignment, override: Override | None, accommodation: Accommodation | None
) -> Terms:
    """Return the terms of one student.

    An override replaces what it sets. Extra time lengthens the limit and moves due and closing
    date by what it adds, so that nobody's extra time is cut off by the end; a student without any
    limit gets the length of the limit once more before the end. Without a limit, a window of
    lesson length counts as the time everybody has, and is stretched the same way.
    """
    opens_at = (override and override.opens_at) or assignment.opens_at
    due_at = (override and override.due_at) or assignment.due_at
    closes_at = (override and override.closes_at) or assignment.closes_at
    minutes = (override and override.time_limit_minutes) or assignment.time_limit_minutes
    limit = timedelta(minutes=minutes) if minutes else None
    basis = limit or (closes_at - opens_at if closes_at - opens_at <= LESSON else timedelta())
    added = timedelta()
    if accommodation and accommodation.untimed:
        added, limit = basis, None
    elif accommodation:
        added = basis * accommodation.extra_time_percent / 100
        limit = limit + added if limit else None
    return Terms(
        opens_at,
        due_at + added if due_at else None,
        closes_at + added,
        limit,
        allowed_attempts(assignment, override),
        hide_clock=bool(accommodation and accommodation.hide_clock),
    )


def allowed_attempts(assignment: Assignment, override: Override | None) -> int:
    """Return how many attempts one student has; 0 means any number."""
    if assignment.attempts_allowed == 0:
        return 0
    return assignment.attempts_allowed + (override.extra_attempts if override else 0)
