"""Finding an assignment and what belongs to it, through the teacher."""

from collections.abc import Mapping
from hashlib import blake2b

from sqlalchemy import func, select

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Excuse, Response, ResponseStep
from quizapp.bank.model import Misconception
from quizapp.classrooms.models import Enrolment
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.insights.saying import Sources
from quizapp.items.base import Item
from quizapp.quizzes.groups import AssignmentStudent
from quizapp.quizzes.models import AssignedItem, Assignment, Override
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of, source_of


def items_of(assignment: Assignment) -> Mapping[int, Item]:
    """Return the items of an assignment by position."""
    return {each.position: item_of(each.version) for each in assignment.items}


def sources_of(assignment: Assignment) -> Sources:
    """Return the sources of an assignment by id."""
    return {each.source_id: source_of(each) for each in assignment.sources}


def misconceptions_of(bank: str) -> Mapping[str, Misconception]:
    """Return the beliefs that the newest revision of a bank names, by id."""
    revision = newest_revision(bank)
    listed = revision.content.get("misconceptions", []) if revision else []
    return {each["id"]: Misconception.model_validate(each) for each in listed}


def version_of(teacher: User, assignment_id: int) -> str | None:
    """Return a short text that changes whenever the results may have changed.

    It is made by one query, so that a page may ask for it every two seconds; ``None`` for an
    assignment that is not the teacher's.
    """
    enrolled = (
        select(func.count(Enrolment.id))
        .where(Enrolment.classroom_id == Assignment.classroom_id, Enrolment.left_at.is_(None))
        .scalar_subquery()
    )
    named = (
        select(func.sum(AssignmentStudent.student_id))
        .where(AssignmentStudent.assignment_id == Assignment.id)
        .scalar_subquery()
    )
    excused, excused_last = (
        select(which).where(Excuse.assignment_id == Assignment.id).scalar_subquery()
        for which in (func.count(Excuse.id), func.max(Excuse.at))
    )
    excepted, excepted_last = (
        select(which).where(Override.assignment_id == Assignment.id).scalar_subquery()
        for which in (func.count(Override.id), func.max(Override.changed_at))
    )
    out_of = (
        select(func.sum(AssignedItem.max_mark))
        .where(AssignedItem.assignment_id == Assignment.id)
        .scalar_subquery()
    )
    row = db.session.execute(
        select(
            enrolled,
            named,
            excused,
            excused_last,
            excepted,
            excepted_last,
            out_of,
            Assignment.due_at,
            Assignment.late_rule,
            Assignment.late_per_cent,
            Assignment.late_floor,
            Assignment.grades,
            func.count(Attempt.id.distinct()),
            func.count(Attempt.voided_at),
            func.count(Attempt.submitted_at),
            func.max(Attempt.submitted_at),
            func.count(Response.shown_at),
            func.max(Response.saved_at),
            func.sum(Response.revision),
            func.max(ResponseStep.id),
        )
        .select_from(Assignment)
        .join(Assignment.classroom)
        .outerjoin(Attempt, Attempt.assignment_id == Assignment.id)
        .outerjoin(Response, Response.attempt_id == Attempt.id)
        .outerjoin(ResponseStep, ResponseStep.response_id == Response.id)
        .where(Assignment.id == assignment_id, may_be_seen_by(teacher))
        .group_by(Assignment.id, Assignment.classroom_id)
    ).one_or_none()
    return None if row is None else blake2b(repr(tuple(row)).encode(), digest_size=8).hexdigest()
