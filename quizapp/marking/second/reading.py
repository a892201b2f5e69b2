"""Finding what was drawn for a second marker, through the classes of a teacher."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response
from quizapp.classrooms.models import Classroom, CoTeacher
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.marking.models import GivenMark
from quizapp.marking.second.models import Sample, SecondMark
from quizapp.quizzes.models import Assignment


def second_marks(teacher: User, bank: str, item_id: str) -> Sequence[SecondMark]:
    """Return the scripts of an item that were drawn from the teacher's classes."""
    return db.session.scalars(
        _drawn(teacher).where(Sample.bank == bank, Sample.item_id == item_id)
    ).all()


def find_second_mark(teacher: User, second_id: int) -> SecondMark | None:
    """Return one script that was drawn, of a class of the teacher's."""
    return db.session.scalar(
        _drawn(teacher).where(SecondMark.id == second_id).execution_options(populate_existing=True)
    )


def _drawn(teacher: User) -> Select[SecondMark]:
    return (
        select(SecondMark)
        .join(SecondMark.sample)
        .join(SecondMark.response)
        .join(Response.attempt)
        .join(Attempt.assignment)
        .join(Assignment.classroom)
        .where(may_be_seen_by(teacher), Classroom.archived_at.is_(None))
        .order_by(SecondMark.id)
        .options(
            contains_eager(SecondMark.sample),
            contains_eager(SecondMark.response),
            joinedload(SecondMark.first).options(
                joinedload(GivenMark.marker),
                joinedload(GivenMark.version),
                selectinload(GivenMark.remarks),
            ),
            joinedload(SecondMark.marker),
            joinedload(SecondMark.settled_by),
        )
    )


def samples_of(second: Sequence[SecondMark]) -> Sequence[Sample]:
    """Return the draws that these scripts come from, oldest first."""
    return sorted({each.sample_id: each.sample for each in second}.values(), key=lambda s: s.id)


def current_marks(response_ids: Collection[int]) -> Mapping[int, GivenMark]:
    """Return the marks that these responses have from persons, by response."""
    rows = db.session.scalars(
        select(GivenMark).where(GivenMark.response_id.in_(response_ids), GivenMark.current)
    )
    return {row.response_id: row for row in rows}


def drawn_already(response_ids: Collection[int]) -> set[int]:
    """Return which of these responses were drawn before."""
    return set(
        db.session.scalars(
            select(SecondMark.response_id).where(SecondMark.response_id.in_(response_ids))
        )
    )


def has_colleagues(teacher: User) -> bool:
    """Return whether somebody teaches a class in use with the teacher, who could mark second."""
    shared = (
        select(CoTeacher.teacher_id)
        .join(Classroom, Classroom.id == CoTeacher.classroom_id)
        .where(may_be_seen_by(teacher), Classroom.archived_at.is_(None))
    )
    return db.session.scalar(shared.limit(1)) is not None
