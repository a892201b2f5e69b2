"""The scripts in line, and how one of them stands: what pages and steps both read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import Row, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, FixedMark, Response, State
from quizapp.classrooms.models import Classroom, Enrolment
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.marking.models import GivenMark, HandOver, Hold
from quizapp.marking.scripts import Marked, Script, place_in_line
from quizapp.quizzes.models import Assignment, ItemVersion

Key = tuple[str, str]
"""A bank and an item of it."""

Marker, Holder, Taker = aliased(User), aliased(User), aliased(User)

WAITS = and_(
    Response.state == State.WAITING, Response.max_mark > 0, FixedMark.response_id.is_(None)
)
"""Nobody has to mark what does not count, or what a teacher has overridden."""
IS_MARKED = and_(Response.state == State.SCORED, GivenMark.revision == Response.revision)
"""The answer as it is now has its mark from a person."""


_SHOWN = (
    Response.id,
    Response.item_version_id,
    ItemVersion.bank,
    ItemVersion.item_id,
    Classroom.name.label("classroom"),
    func.coalesce(IS_MARKED, false()).label("is_marked"),
    GivenMark.level,
    GivenMark.mark_numerator,
    GivenMark.mark_denominator,
    GivenMark.at,
    GivenMark.origin,
    GivenMark.item_version_id.label("marked_version_id"),
    Marker.name.label("marker"),
    Holder.id.label("holder_id"),
    Holder.name.label("holder"),
    Taker.id.label("taker_id"),
    Taker.name.label("taker"),
)


def scripts_of(teacher: User, bank: str, item_id: str, now: datetime) -> Sequence[Script]:
    """Return the scripts of one item in the teacher's classes, in the order of marking."""
    wanted = _in_line(teacher, now).where(ItemVersion.bank == bank, ItemVersion.item_id == item_id)
    return _numbered(bank, item_id, db.session.execute(wanted).all())


def all_scripts(teacher: User, now: datetime) -> Mapping[Key, Sequence[Script]]:
    """Return the scripts of all items in the teacher's classes, by item."""
    rows = db.session.execute(
        _in_line(teacher, now).order_by(ItemVersion.bank, ItemVersion.item_id)
    ).all()
    grouped = groupby(rows, key=lambda row: (row.bank, row.item_id))
    return {key: _numbered(*key, list(found)) for key, found in grouped}


def _in_line(teacher: User, now: datetime) -> Select[*tuple[object, ...]]:
    """Select what waits or is marked: handed in, by those who are in a class in use now."""
    return (
        select(*_SHOWN)
        .join(Response.attempt)
        .join(Attempt.assignment)
        .join(Assignment.classroom)
        .join(Response.version)
        .join(User, User.id == Attempt.student_id)
        .join(
            Enrolment,
            and_(
                Enrolment.classroom_id == Classroom.id, Enrolment.student_id == Attempt.student_id
            ),
        )
        .outerjoin(GivenMark, and_(GivenMark.response_id == Response.id, GivenMark.current))
        .outerjoin(FixedMark, FixedMark.response_id == Response.id)
        .outerjoin(Marker, Marker.id == GivenMark.marker_id)
        .outerjoin(Hold, and_(Hold.response_id == Response.id, Hold.until > now))
        .outerjoin(Holder, Holder.id == Hold.marker_id)
        .outerjoin(
            HandOver, and_(HandOver.response_id == Response.id, HandOver.closed_at.is_(None))
        )
        .outerjoin(Taker, Taker.id == HandOver.taker_id)
        .where(
            may_be_seen_by(teacher),
            Classroom.archived_at.is_(None),
            Enrolment.left_at.is_(None),
            User.archived_at.is_(None),
            Attempt.submitted_at.is_not(None),
            Attempt.voided_at.is_(None),
            or_(WAITS, IS_MARKED),
        )
    )


def _numbered(bank: str, item_id: str, rows: Iterable[Row[*tuple[object, ...]]]) -> list[Script]:
    found = sorted(
        (_script(row) for row in rows), key=lambda each: place_in_line(bank, item_id, each.id)
    )
    return [replace(script, number=number) for number, script in enumerate(found, start=1)]


def _script(row: Row[*tuple[object, ...]]) -> Script:
    marked = None
    if row.is_marked:
        mark = Fraction(row.mark_numerator, row.mark_denominator)
        marker = row.marker or "somebody who has left"
        marked = Marked(row.level, mark, marker, row.at, row.marked_version_id, row.origin)
    return Script(
        row.id,
        row.classroom,
        row.item_version_id,
        marked,
        (row.holder_id, row.holder) if row.holder_id else None,
        (row.taker_id, row.taker) if row.taker_id else None,
    )


def current_mark(response_id: int) -> GivenMark | None:
    """Return the mark that a response has from a person, with what was said to its words."""
    return db.session.scalar(
        select(GivenMark)
        .filter_by(response_id=response_id, current=True)
        .options(
            joinedload(GivenMark.marker),
            joinedload(GivenMark.version),
            selectinload(GivenMark.remarks),
        )
        .execution_options(populate_existing=True)
    )


def hold_of(response_id: int, now: datetime) -> Hold | None:
    """Return who has a script open at the moment."""
    return db.session.scalar(
        select(Hold)
        .where(Hold.response_id == response_id, Hold.until > now)
        .options(joinedload(Hold.marker))
    )


def open_hand_over(response_id: int) -> HandOver | None:
    """Return to whom a script was handed over."""
    return db.session.scalar(
        select(HandOver)
        .filter_by(response_id=response_id, closed_at=None)
        .options(joinedload(HandOver.giver), joinedload(HandOver.taker))
    )


def colleagues(classroom: Classroom, marker: User) -> Sequence[User]:
    """Return who else teaches a class, and so can be handed a script."""
    return [
        each for each in classroom.teachers if each.id != marker.id and each.archived_at is None
    ]
