"""Anchors, and what markers gave to them; shared by those who teach a class together."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from quizapp.accounts.models import Role, User
from quizapp.attempts.models import Response
from quizapp.classrooms.models import Classroom, CoTeacher
from quizapp.classrooms.queries import taught_by
from quizapp.database import db
from quizapp.marking.anchors.models import Anchor, Exercise, Standard, Trial
from quizapp.marking.anchors.topics import Topic
from quizapp.marking.models import GivenMark
from quizapp.quizzes.models import ItemVersion

FEWEST_ANCHORS = 3
"""How many anchors that fit the scheme are needed to standardise with."""


def shared_with(teacher: User, owner_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Return the condition that an owner is the teacher or teaches a class in use with them."""
    if teacher.role is Role.ADMIN:
        return true()
    together = select(Classroom.id).where(taught_by([teacher.id]), Classroom.archived_at.is_(None))
    leads = select(Classroom.teacher_id).where(Classroom.id.in_(together))
    helps = select(CoTeacher.teacher_id).where(CoTeacher.classroom_id.in_(together))
    return (owner_id == teacher.id) | owner_id.in_(leads) | owner_id.in_(helps)


def standard_for(teacher: User, topic: Topic) -> Standard | None:
    """Return the settings that count for a marker of an item: the oldest that are shared."""
    return db.session.scalar(
        select(Standard)
        .filter_by(**topic.key)
        .where(shared_with(teacher, Standard.owner_id))
        .order_by(Standard.id)
        .limit(1)
    )


def all_anchors(teacher: User, topic: Topic) -> Sequence[Anchor]:
    """Return the anchors of an item that are shared with a teacher, also those withdrawn."""
    return db.session.scalars(
        select(Anchor)
        .filter_by(**topic.key)
        .where(shared_with(teacher, Anchor.owner_id))
        .order_by(Anchor.id)
        .options(joinedload(Anchor.version), joinedload(Anchor.owner))
    ).all()


def usable_anchors(teacher: User, topic: Topic) -> Sequence[Anchor]:
    """Return the anchors to mark: neither withdrawn nor with a mark outside the scheme."""
    found = all_anchors(teacher, topic)
    return [each for each in found if each.withdrawn_at is None and topic.fits(each)]


def find_anchor(teacher: User, anchor_id: int) -> Anchor | None:
    """Return an anchor that is shared with a teacher and not withdrawn."""
    return db.session.scalar(
        select(Anchor).where(
            Anchor.id == anchor_id,
            Anchor.withdrawn_at.is_(None),
            shared_with(teacher, Anchor.owner_id),
        )
    )


def texts_of_anchors(teacher: User, bank: str, item_id: str) -> set[str]:
    """Return the texts of the anchors in use: what shows their level has to stay hidden."""
    return set(
        db.session.scalars(
            select(Anchor.text)
            .filter_by(bank=bank, item_id=item_id, withdrawn_at=None)
            .where(shared_with(teacher, Anchor.owner_id))
        )
    )


def last_exercise(marker: User, topic: Topic) -> Exercise | None:
    """Return a marker's exercise with an item that began last."""
    return db.session.scalar(
        select(Exercise)
        .filter_by(marker_id=marker.id, **topic.key)
        .order_by(Exercise.id.desc())
        .limit(1)
    )


def has_been_through(marker: User, topic: Topic) -> bool:
    """Return whether a marker has gone on to the scripts after an exercise, or without one."""
    ended = (
        select(Exercise.id)
        .filter_by(marker_id=marker.id, **topic.key)
        .where(Exercise.ended_at.is_not(None))
    )
    return db.session.scalar(ended.limit(1)) is not None


def trials_of(exercise: Exercise) -> Sequence[Trial]:
    """Return the anchors of an exercise in the order of marking them."""
    return db.session.scalars(
        select(Trial)
        .filter_by(exercise_id=exercise.id)
        .order_by(Trial.id)
        .options(joinedload(Trial.anchor))
    ).all()


def find_trial(marker: User, trial_id: int) -> Trial | None:
    """Return an anchor that was put in front of this marker."""
    return db.session.scalar(
        select(Trial)
        .filter_by(id=trial_id, marker_id=marker.id)
        .options(joinedload(Trial.anchor), joinedload(Trial.exercise))
    )


def returns_of(marker: User, topic: Topic) -> Mapping[int, int]:
    """Return how often each anchor has come round to a marker among the scripts."""
    rows = db.session.execute(
        select(Trial.anchor_id, func.count())
        .join(Trial.anchor)
        .where(
            Trial.marker_id == marker.id,
            Trial.exercise_id.is_(None),
            Anchor.bank == topic.bank,
            Anchor.item_id == topic.item_id,
        )
        .group_by(Trial.anchor_id)
    )
    return dict(iter(rows))


def open_return(marker: User, topic: Topic) -> Trial | None:
    """Return the anchor that lies among a marker's scripts, is not marked yet, and can be."""
    found = db.session.scalars(
        select(Trial)
        .join(Trial.anchor)
        .where(
            Trial.marker_id == marker.id,
            Trial.exercise_id.is_(None),
            Trial.closed_at.is_(None),
            Anchor.withdrawn_at.is_(None),
            shared_with(marker, Anchor.owner_id),
            Anchor.bank == topic.bank,
            Anchor.item_id == topic.item_id,
        )
        .order_by(Trial.id)
        .options(contains_eager(Trial.anchor))
    )
    return next((each for each in found if topic.fits(each.anchor)), None)


def marked_since_anchor(marker: User, topic: Topic) -> int:
    """Return how many scripts a marker has marked since an anchor lay in front of them."""
    last = (
        select(func.max(Trial.served_at))
        .join(Trial.anchor)
        .where(
            Trial.marker_id == marker.id,
            Anchor.bank == topic.bank,
            Anchor.item_id == topic.item_id,
        )
    )
    since: datetime | None = db.session.scalar(last)
    marked = (
        select(func.count(GivenMark.response_id.distinct()))
        .join(GivenMark.response)
        .join(Response.version)
        .where(
            GivenMark.marker_id == marker.id,
            ItemVersion.bank == topic.bank,
            ItemVersion.item_id == topic.item_id,
        )
    )
    return db.session.scalar(marked.where(GivenMark.at > since) if since else marked) or 0


def trials_with_marks(teacher: User, topic: Topic) -> Sequence[Trial]:
    """Return what markers gave to the anchors that are shared with a teacher, oldest first."""
    return db.session.scalars(
        select(Trial)
        .join(Trial.anchor)
        .where(
            Anchor.bank == topic.bank,
            Anchor.item_id == topic.item_id,
            shared_with(teacher, Anchor.owner_id),
            shared_with(teacher, Trial.marker_id),
            Trial.mark_numerator.is_not(None),
        )
        .order_by(Trial.closed_at, Trial.id)
        .options(joinedload(Trial.anchor), joinedload(Trial.marker))
    ).all()
