"""Assignments of the same questions to several classes, and what was answered in them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.items.base import Fields
from quizapp.quizzes.models import Assignment


def pool_of(teacher: User, assignment: Assignment) -> Sequence[Assignment]:
    """Return the assignments that ask the same versions of the same questions for the same marks.

    The given one comes first, then those of the other classes the teacher may see, by class name;
    those that were put away count too.
    """
    wanted = (
        select(Assignment)
        .join(Assignment.classroom)
        .where(
            Assignment.bank == assignment.bank,
            Assignment.quiz_id == assignment.quiz_id,
            Assignment.id != assignment.id,
            may_be_seen_by(teacher),
        )
        .order_by(Classroom.name, Assignment.id)
        .options(contains_eager(Assignment.classroom), selectinload(Assignment.items))
    )
    same = [each for each in db.session.scalars(wanted) if _asked(each) == _asked(assignment)]
    return [assignment, *same]


def _asked(assignment: Assignment) -> Sequence[tuple[int, int, int, int | None]]:
    return [
        (each.position, each.item_version_id, each.max_mark, each.claim_position)
        for each in assignment.items
    ]


def fields_of(attempt_ids: Collection[int]) -> Mapping[int, Mapping[int, Fields]]:
    """Return what was answered in these attempts, by position and then by attempt."""
    rows = db.session.execute(
        select(Response.attempt_id, Response.position, Response.fields).where(
            Response.attempt_id.in_(list(attempt_ids))
        )
    )
    found: dict[int, dict[int, Fields]] = {}
    for attempt_id, position, fields in rows:
        if fields:
            found.setdefault(position, {})[attempt_id] = fields
    return found
