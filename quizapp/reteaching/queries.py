"""Finding follow-ups through their teachers, and what a new one needs to know."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.quizzes.groups import AssignmentStudent
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion
from quizapp.reteaching.models import Reteaching


def find_reteaching(teacher: User, reteaching_id: int) -> Reteaching | None:
    """Return a follow-up of one of the teacher's classes, with its questions and its group."""
    return db.session.scalar(
        _of(teacher)
        .where(Reteaching.id == reteaching_id)
        .options(
            joinedload(Reteaching.teacher),
            selectinload(Reteaching.students),
            *(
                joinedload(part).options(
                    selectinload(Assignment.items).joinedload(AssignedItem.version),
                    selectinload(Assignment.sources),
                )
                for part in (Reteaching.follow_up, Reteaching.recheck)
            ),
        )
    )


def reteachings_of(teacher: User, classroom: Classroom | None = None) -> Sequence[Reteaching]:
    """Return the follow-ups of the teacher's classes, or of one; the next recheck first."""
    wanted = _of(teacher).options(*_PARTS, selectinload(Reteaching.students))
    if classroom:
        wanted = wanted.where(Reteaching.classroom_id == classroom.id)
    found = db.session.scalars(wanted.where(Classroom.archived_at.is_(None)))
    return sorted(found, key=lambda each: (each.recheck.opens_at, each.id))


_PARTS = (joinedload(Reteaching.follow_up), joinedload(Reteaching.recheck))


def _of(teacher: User) -> Select[Reteaching]:
    return (
        select(Reteaching)
        .join(Reteaching.classroom)
        .where(may_be_seen_by(teacher))
        .options(contains_eager(Reteaching.classroom))
    )


def rechecks_open(teacher: User, now: datetime) -> int:
    """Return how many rechecks of the teacher's classes are open now."""
    count = (
        select(func.count(Reteaching.id))
        .join(Reteaching.classroom)
        .join(Reteaching.recheck)
        .where(
            may_be_seen_by(teacher),
            Classroom.archived_at.is_(None),
            Assignment.archived_at.is_(None),
            Assignment.opens_at <= now,
            Assignment.closes_at > now,
        )
    )
    return db.session.scalar(count) or 0


def handed_in(assignment_ids: Collection[int]) -> Mapping[int, int]:
    """Return how many students have handed in, by assignment; those without any are absent."""
    rows = db.session.execute(
        select(Attempt.assignment_id, func.count(Attempt.student_id.distinct()))
        .where(
            Attempt.assignment_id.in_(list(assignment_ids)),
            Attempt.submitted_at.is_not(None),
            Attempt.voided_at.is_(None),
        )
        .group_by(Attempt.assignment_id)
    )
    return dict(iter(rows))


def had_by(classroom: Classroom, bank: str, student_ids: Collection[int]) -> frozenset[str]:
    """Return the questions of a bank that some students have had, or that wait for them."""
    ids = list(student_ids)
    named = select(AssignmentStudent).where(AssignmentStudent.assignment_id == Assignment.id)
    for_them = named.where(AssignmentStudent.student_id.in_(ids)).exists()
    waiting = (
        select(ItemVersion.item_id)
        .join(AssignedItem, AssignedItem.item_version_id == ItemVersion.id)
        .join(AssignedItem.assignment)
        .where(
            ItemVersion.bank == bank,
            Assignment.classroom_id == classroom.id,
            Assignment.archived_at.is_(None),
            ~named.exists() | for_them,
        )
    )
    had = (
        select(ItemVersion.item_id)
        .join(Response, Response.item_version_id == ItemVersion.id)
        .join(Response.attempt)
        .where(ItemVersion.bank == bank, Attempt.student_id.in_(ids))
    )
    return frozenset(db.session.scalars(waiting.union(had)))
