"""Finding an attempt of a student with all that its pages show, and what happened in it."""

from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response, ResponseStep, StepKind
from quizapp.attempts.sitting import Sitting
from quizapp.attempts.terms import Timed, find_timed
from quizapp.database import db
from quizapp.quizzes.models import (
    Assignment,
    ItemVersion,
)

_LIGHT = defer(ItemVersion.content)


def find_sitting(student: User, attempt_id: int, now: datetime) -> Sitting | None:
    """Return one of the student's attempts with all that its pages show."""
    timed = find_timed(student.id, attempt_id)
    if timed is None:
        return None
    _load(timed)
    return Sitting(timed.attempt, timed.terms, now)


def _load(timed: Timed) -> None:
    """Fetch everything at once that the questions need."""
    db.session.scalars(
        select(Attempt)
        .where(Attempt.id == timed.attempt.id)
        .options(
            selectinload(Attempt.responses).joinedload(Response.version).options(_LIGHT),
            selectinload(Attempt.excuses),
            joinedload(Attempt.assignment).options(
                selectinload(Assignment.sources),
                selectinload(Assignment.items),
            ),
        )
        .execution_options(populate_existing=True)
    ).one()


def find_other_version(student: User, attempt_id: int, position: int) -> ResponseStep | None:
    """Return what another device had saved for a question, while it is fresh.

    It is offered until the next step but one: then the student has moved on.
    """
    steps = db.session.scalars(
        _steps(student, attempt_id, position).order_by(ResponseStep.id.desc()).limit(2)
    ).all()
    return next((step for step in steps if step.kind is StepKind.CONFLICT), None)


def find_step(student: User, attempt_id: int, position: int, step_id: int) -> ResponseStep | None:
    """Return a step of a response of the student's."""
    return db.session.scalar(
        _steps(student, attempt_id, position).where(ResponseStep.id == step_id)
    )


def _steps(student: User, attempt_id: int, position: int) -> Select[ResponseStep]:
    return (
        select(ResponseStep)
        .join(ResponseStep.response)
        .join(Response.attempt)
        .where(
            Attempt.id == attempt_id,
            Attempt.student_id == student.id,
            Response.position == position,
        )
    )


def last_position(attempt_id: int) -> int:
    """Return how many questions an attempt has."""
    last = db.session.scalar(
        select(func.max(Response.position)).where(Response.attempt_id == attempt_id)
    )
    return last or 0


def find_position(attempt_id: int, position: int) -> int | None:
    """Return the position if the attempt has a question there."""
    return db.session.scalar(
        select(Response.position).filter_by(attempt_id=attempt_id, position=position)
    )
