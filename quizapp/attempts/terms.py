"""Attempts together with the terms that hold for their students."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import contains_eager

from quizapp.attempts import rules
from quizapp.attempts.models import Attempt
from quizapp.classrooms.models import Accommodation
from quizapp.database import db
from quizapp.quizzes.models import Override
from quizapp.quizzes.timing import Terms, terms_for

_WITH_TERMS = (
    select(Attempt, Override, Accommodation)
    .join(Attempt.assignment)
    .outerjoin(
        Override,
        and_(
            Override.assignment_id == Attempt.assignment_id,
            Override.student_id == Attempt.student_id,
        ),
    )
    .outerjoin(Accommodation, Accommodation.student_id == Attempt.student_id)
    .options(contains_eager(Attempt.assignment))
)
_ONE = _WITH_TERMS.where(
    Attempt.id == bindparam("attempt_id"), Attempt.student_id == bindparam("student_id")
)
_ONE_LOCKED = _ONE.with_for_update(read=True, of=Attempt)
# In one order, so that people who end the same attempts never wait for each other in a ring.
_RUNNING = _WITH_TERMS.where(Attempt.submitted_at.is_(None), Attempt.voided_at.is_(None)).order_by(
    Attempt.assignment_id, Attempt.id
)
_RUNNING_OF_STUDENT = _RUNNING.where(Attempt.student_id == bindparam("student_id"))
_RUNNING_IN_ASSIGNMENT = _RUNNING.where(Attempt.assignment_id == bindparam("assignment_id"))


@dataclass(frozen=True)
class Timed:
    """An attempt and the terms of its student."""

    attempt: Attempt
    terms: Terms

    @property
    def ends_at(self) -> datetime:
        return self.terms.ends_at(self.attempt.started_at)

    def overdue(self, now: datetime) -> bool:
        """Return whether the clock has to end the attempt: its time and the grace are over."""
        return now >= self.ends_at + rules.GRACE


def find_timed(student_id: int, attempt_id: int, *, lock: bool = False) -> Timed | None:
    """Return a student's attempt with its terms; ``lock`` keeps others from ending it meanwhile."""
    statement = _ONE_LOCKED if lock else _ONE
    found = _all(statement, attempt_id=attempt_id, student_id=student_id)
    return found[0] if found else None


def overdue_of_student(student_id: int, now: datetime) -> Sequence[Timed]:
    """Return the student's attempts that the clock has to end."""
    running = _all(_RUNNING_OF_STUDENT, student_id=student_id)
    return [timed for timed in running if timed.overdue(now)]


def overdue_in_assignment(assignment_id: int, now: datetime) -> Sequence[Timed]:
    """Return the attempts at an assignment that the clock has to end."""
    running = _all(_RUNNING_IN_ASSIGNMENT, assignment_id=assignment_id)
    return [timed for timed in running if timed.overdue(now)]


def _all(statement: Select[Attempt, Override, Accommodation], **given: int) -> Sequence[Timed]:
    rows = db.session.execute(statement, given).all()
    return [Timed(a, terms_for(a.assignment, override, needs)) for a, override, needs in rows]
