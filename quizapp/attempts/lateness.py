"""How late attempts were handed in, each by the due date of its own student."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import select

from quizapp.attempts.models import Attempt
from quizapp.attempts.rules import GRACE
from quizapp.classrooms.models import Accommodation
from quizapp.database import db
from quizapp.quizzes.models import Assignment, Override
from quizapp.quizzes.timing import terms_for
from quizapp.scoring import lateness
from quizapp.scoring.lateness import LateKind


class Ended(Protocol):
    """An attempt as far as its lateness depends on it."""

    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def entered_at(self) -> datetime | None: ...


def days_late(attempt: Ended, due_at: datetime | None) -> int:
    """Return how many days late an attempt is.

    Under way it is not late yet. When a teacher entered it from paper says nothing about when the
    student was done, so such an attempt is never late.
    """
    if attempt.submitted_at is None or attempt.entered_at is not None:
        return 0
    return lateness.days_late(attempt.submitted_at, due_at, GRACE)


@dataclass(frozen=True)
class DueDates:
    """What is different for single students in some assignments."""

    overrides: Mapping[tuple[int, int], Override]
    needs: Mapping[int, Accommodation]

    def days_late(self, assignment: Assignment, student_id: int, attempt: Ended) -> int:
        """Return how many days late a student's attempt is; 0 where nobody asks."""
        if assignment.late.kind is LateKind.NONE:
            return 0
        override = self.overrides.get((assignment.id, student_id))
        terms = terms_for(assignment, override, self.needs.get(student_id))
        return days_late(attempt, terms.due_at)


def due_dates_of(assignments: Iterable[Assignment]) -> DueDates:
    """Return the due dates of all who tried these assignments, by two queries at most."""
    ids = [each.id for each in assignments if each.late.kind is not LateKind.NONE]
    if not ids:
        return DueDates({}, {})
    overrides = db.session.scalars(select(Override).where(Override.assignment_id.in_(ids)))
    tried = select(Attempt.student_id).where(Attempt.assignment_id.in_(ids))
    needs = db.session.scalars(select(Accommodation).where(Accommodation.student_id.in_(tried)))
    return DueDates(
        {(row.assignment_id, row.student_id): row for row in overrides},
        {row.student_id: row for row in needs},
    )
