"""What was answered to a question that is put right, and holding it still meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from quizapp.accounts.models import User
from quizapp.attempts.lateness import due_dates_of
from quizapp.attempts.models import Attempt, Correction, Excuse, FixedMark, Response
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem
from quizapp.regrading.models import Change, Held
from quizapp.regrading.papers import Paper, Part


def lock(places: Collection[AssignedItem]) -> None:
    """Let nobody hand in, mark, excuse or correct in these assignments until this is over.

    All their questions are held: what one is worth decides what the evidence for it counts.
    """
    db.session.scalars(
        select(AssignedItem)
        .where(AssignedItem.assignment_id.in_({each.assignment_id for each in places}))
        .order_by(AssignedItem.assignment_id, AssignedItem.position)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def papers_of(places: Sequence[AssignedItem]) -> Mapping[int, Sequence[Paper]]:
    """Return the attempts that were handed in and not voided, by assignment.

    The number of queries depends on nothing.
    """
    parts: dict[int, dict[int, Part]] = {}
    for row in db.session.execute(_rows(places)):
        parts.setdefault(row.attempt_id, {})[row.position] = _part(row)
    answered = {
        (attempt_id, position): fields
        for attempt_id, position, fields in db.session.execute(_answers(places))
    }
    excused = _excused(places)
    assignments = {each.assignment_id: each.assignment for each in places}
    due = due_dates_of(assignments.values())
    found: dict[int, list[Paper]] = {}
    for attempt, student in db.session.execute(_attempts(places)):
        assignment = assignments[attempt.assignment_id]
        paper = Paper(
            attempt.id,
            attempt.number,
            student,
            parts.get(attempt.id, {}),
            answered,
            frozenset(excused.get((assignment.id, student.id), ())),
            due.days_late(assignment, student.id, attempt),
            assignment.late,
        )
        found.setdefault(assignment.id, []).append(paper)
    return found


def _handed_in(places: Sequence[AssignedItem]) -> Sequence[ColumnElement[bool]]:
    ids = {each.assignment_id for each in places}
    return (
        Attempt.assignment_id.in_(ids),
        Attempt.submitted_at.is_not(None),
        Attempt.voided_at.is_(None),
    )


def _rows(places: Sequence[AssignedItem]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Response.id,
            Response.attempt_id,
            Response.position,
            Response.revision,
            Response.state,
            Response.max_mark,
            Response.mark_numerator,
            Response.mark_denominator,
            Response.earned_numerator,
            Response.earned_denominator,
            FixedMark.numerator,
            FixedMark.denominator,
        )
        .join(Attempt)
        .outerjoin(FixedMark, FixedMark.response_id == Response.id)
        .where(*_handed_in(places))
    )


def _part(row: Row[Any]) -> Part:
    mark = _fraction(row.mark_numerator, row.mark_denominator)
    earned = _fraction(row.earned_numerator, row.earned_denominator)
    fixed = _fraction(row.numerator, row.denominator)
    return Part(row.id, row.revision, Held.of(row.state, row.max_mark, earned), mark, fixed)


def _fraction(top: int | None, bottom: int | None) -> Fraction | None:
    return None if top is None or bottom is None else Fraction(top, bottom)


def _answers(places: Sequence[AssignedItem]) -> Select[*tuple[Any, ...]]:
    here = [
        and_(Attempt.assignment_id == each.assignment_id, Response.position == each.position)
        for each in places
    ]
    return (
        select(Response.attempt_id, Response.position, Response.fields)
        .join(Attempt)
        .where(*_handed_in(places), or_(*here))
    )


def _attempts(places: Sequence[AssignedItem]) -> Select[*tuple[Any, ...]]:
    return (
        select(Attempt, User)
        .join(User, User.id == Attempt.student_id)
        .where(*_handed_in(places))
        .order_by(Attempt.id)
    )


def _excused(places: Sequence[AssignedItem]) -> Mapping[tuple[int, int], set[int]]:
    """Return the positions that students are excused from, by assignment and student."""
    found: dict[tuple[int, int], set[int]] = {}
    for assignment_id, student_id, position in db.session.execute(
        select(Excuse.assignment_id, Excuse.student_id, Excuse.position).where(
            Excuse.assignment_id.in_({each.assignment_id for each in places})
        )
    ):
        found.setdefault((assignment_id, student_id), set()).add(position)
    return found


def working_in(places: Sequence[AssignedItem]) -> Mapping[int, int]:
    """Return how many attempts are under way, by assignment."""
    rows = db.session.execute(
        select(Attempt.assignment_id, func.count(Attempt.id))
        .where(
            Attempt.assignment_id.in_({each.assignment_id for each in places}),
            Attempt.submitted_at.is_(None),
            Attempt.voided_at.is_(None),
        )
        .group_by(Attempt.assignment_id)
    )
    return {key: value for key, value in rows}  # noqa: C416  (rows are no pairs to mypy)


def changes_of(correction: Correction) -> Mapping[int, Change]:
    """Return what a correction did, by response."""
    rows = db.session.scalars(select(Change).where(Change.correction_id == correction.id))
    return {row.response_id: row for row in rows}


def stored(place: AssignedItem) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return and hold what a correction may change: responses to the question and its evidence."""
    positions = [
        each.position
        for each in place.assignment.items
        if place.position in (each.position, each.claim_position)
    ]
    wanted = (
        select(
            Response.id,
            Response.attempt_id,
            Response.position,
            Response.revision,
            Response.fields,
            Response.certainty,
            Response.client,
        )
        .join(Attempt)
        .where(*_handed_in([place]), Response.position.in_(positions))
        .order_by(Response.attempt_id, Response.position)
        .with_for_update(of=Response)
    )
    return db.session.execute(wanted).all()


def forget_responses() -> None:
    """Let every response be read again that was read before it was changed."""
    for each in list(db.session.identity_map.values()):
        if isinstance(each, Response):
            db.session.expire(each)
