"""Assignments of the same questions to several classes, and what was answered in them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.corrections import Place, in_force
from quizapp.attempts.models import Correction, Remedy, Response
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.items.base import Fields
from quizapp.quizzes.models import Assignment

Rule = tuple[Remedy, int | None, bool]
"""What is done about a question, by which version, and whether nobody may lose by it."""


def pool_of(teacher: User, assignment: Assignment) -> Sequence[Assignment]:
    """Return the assignments of the same versions of the same questions, marked in the same way.

    The given one comes first, then the others the teacher may see, by the name of their class;
    those that were put away count too. Where a question was put right in one and not in another,
    or differently, the same answer has two marks, so these are not taken together.
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
    found = [each for each in db.session.scalars(wanted) if _asked(each) == _asked(assignment)]
    if not found:
        return [assignment]
    made = in_force([assignment.id, *(each.id for each in found)])
    own = _put_right(assignment, made)
    return [assignment, *(each for each in found if _put_right(each, made) == own)]


def _asked(assignment: Assignment) -> Sequence[tuple[int, int, int, int | None]]:
    return [
        (each.position, each.item_version_id, each.max_mark, each.claim_position)
        for each in assignment.items
    ]


def _put_right(
    assignment: Assignment, made: Mapping[Place, Sequence[Correction]]
) -> Sequence[Sequence[Rule]]:
    """Return by which rules each question is scored now, in the order of the questions."""
    return [
        [
            (each.remedy, each.item_version_id, each.never_lower)
            for each in made.get((assignment.id, place.position), ())
        ]
        for place in assignment.items
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
