"""One student in one assignment: every attempt, response and step."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import (
    Attempt,
    Excuse,
    FixedMark,
    Response,
    ResponseStep,
    StepKind,
)
from quizapp.classrooms.models import Enrolment
from quizapp.database import db
from quizapp.quizzes.groups import is_for
from quizapp.quizzes.models import AssignedItem, Assignment


def attempts_of(assignment: Assignment, student_id: int) -> Sequence[Attempt]:
    """Return a student's attempts, the newest first, with responses, versions and steps."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.assignment_id == assignment.id, Attempt.student_id == student_id)
        .order_by(Attempt.number.desc())
        .options(
            selectinload(Attempt.responses).joinedload(Response.version),
            selectinload(Attempt.responses)
            .selectinload(Response.steps)
            .joinedload(ResponseStep.actor),
            selectinload(Attempt.responses).selectinload(Response.fixed).joinedload(FixedMark.by),
            selectinload(Attempt.excuses).joinedload(Excuse.by),
        )
    ).all()


def excuses_of(assignment: Assignment, student_id: int) -> Mapping[int, Excuse]:
    """Return what a student is excused from, and why, by position; begun or not."""
    rows = db.session.scalars(
        select(Excuse)
        .filter_by(assignment_id=assignment.id, student_id=student_id)
        .options(joinedload(Excuse.by))
    )
    return {row.position: row for row in rows}


def find_attempt(assignment: Assignment, student_id: int, attempt_id: int) -> Attempt | None:
    """Return an attempt of this student in this assignment."""
    return db.session.scalar(
        select(Attempt).filter_by(id=attempt_id, assignment_id=assignment.id, student_id=student_id)
    )


def find_response(assignment: Assignment, student_id: int, response_id: int) -> Response | None:
    """Return a response of this student in this assignment."""
    return db.session.scalar(
        select(Response)
        .join(Response.attempt)
        .where(
            Response.id == response_id,
            Attempt.assignment_id == assignment.id,
            Attempt.student_id == student_id,
        )
    )


def find_student(assignment: Assignment, student_id: int) -> User | None:
    """Return a student who stands in the results: it is set to them, or they have begun it."""
    begun = exists().where(
        Attempt.assignment_id == assignment.id,
        Attempt.student_id == student_id,
        Attempt.voided_at.is_(None),
    )
    given = and_(Enrolment.left_at.is_(None), User.archived_at.is_(None), is_for(student_id))
    return db.session.scalar(
        select(User)
        .join(Enrolment, Enrolment.student_id == User.id)
        .join(Assignment, Assignment.classroom_id == Enrolment.classroom_id)
        .where(Assignment.id == assignment.id, User.id == student_id, or_(begun, given))
    )


def find_place(assignment: Assignment, position: int) -> AssignedItem | None:
    """Return one question of an assignment."""
    return next((each for each in assignment.items if each.position == position), None)


def find_late_step(assignment: Assignment, student_id: int, step_id: int) -> ResponseStep | None:
    """Return an answer of this student that came after the end."""
    return db.session.scalar(
        select(ResponseStep)
        .join(ResponseStep.response)
        .join(Response.attempt)
        .where(
            ResponseStep.id == step_id,
            ResponseStep.kind == StepKind.LATE,
            Attempt.assignment_id == assignment.id,
            Attempt.student_id == student_id,
        )
        .options(joinedload(ResponseStep.response).joinedload(Response.attempt))
    )


def devices(attempt: Attempt) -> Mapping[str, int]:
    """Return a number for each device that took part in an attempt, in order of appearance."""
    steps = sorted(
        (step for response in attempt.responses for step in response.steps),
        key=lambda step: (step.at, step.id),
    )
    clients = dict.fromkeys(step.client for step in steps if step.client)
    return {client: number for number, client in enumerate(clients, start=1)}
