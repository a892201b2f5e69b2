"""Beginning an attempt, and what the student has seen of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from quizapp.accounts.models import User
from quizapp.attempts import rules
from quizapp.attempts.models import Attempt, Response
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.quizzes.timing import Terms


class CannotStart(Exception):
    """The quiz is not open, or no attempt is left; the message says which."""


def start(assignment: Assignment, student: User, terms: Terms, now: datetime, seed: int) -> Attempt:
    """Return the attempt that is running, or begin one. Raises `CannotStart`."""
    numbers = _attempts(assignment, student)  # first: one begun meanwhile is found as running
    running = _running(assignment, student)
    if running:
        return running
    used = sum(voided_at is None for _, voided_at in numbers)
    if not rules.may_start(terms, used, now):
        late = now >= terms.closes_at
        raise CannotStart(
            "You have used all your attempts."
            if terms.open_at(now)
            else ("This quiz is closed." if late else "This quiz is not open yet.")
        )
    number = max((number for number, _ in numbers), default=0) + 1
    attempt = Attempt(
        assignment=assignment, student=student, number=number, seed=seed, started_at=now
    )
    attempt.responses = [_empty_response(each) for each in assignment.items]
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:  # the same button was pressed twice, and the other press came first
        first = _running(assignment, student)
        if first is None:
            raise
        return first
    return attempt


def _running(assignment: Assignment, student: User) -> Attempt | None:
    return db.session.scalar(
        select(Attempt)
        .filter_by(assignment_id=assignment.id, student_id=student.id)
        .where(Attempt.submitted_at.is_(None), Attempt.voided_at.is_(None))
    )


def _attempts(assignment: Assignment, student: User) -> Sequence[tuple[int, datetime | None]]:
    rows = db.session.execute(
        select(Attempt.number, Attempt.voided_at).filter_by(
            assignment_id=assignment.id, student_id=student.id
        )
    )
    return [(number, voided_at) for number, voided_at in rows]


def _empty_response(assigned: AssignedItem) -> Response:
    return Response(
        position=assigned.position, version=assigned.version, max_mark=assigned.max_mark
    )


def note_shown(attempt_id: int, positions: Iterable[int], now: datetime) -> None:
    """Remember that the student has now seen these questions."""
    db.session.execute(
        update(Response)
        .where(
            Response.attempt_id == attempt_id,
            Response.position.in_(list(positions)),
            Response.shown_at.is_(None),
        )
        .values(shown_at=now)
    )
