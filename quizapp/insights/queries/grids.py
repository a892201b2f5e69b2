"""Reading the grid of an assignment, and who answered what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import blake2b

from sqlalchemy import ColumnElement, Select, and_, select

from quizapp.accounts.models import User
from quizapp.attempts.corrections import Place, excused_in
from quizapp.attempts.lateness import due_dates_of
from quizapp.attempts.models import Attempt, Excuse, FixedMark, Response
from quizapp.classrooms.models import Enrolment
from quizapp.classrooms.queries import by_last_name
from quizapp.database import db
from quizapp.insights.cells import Answer
from quizapp.insights.grid import Grid, build
from quizapp.insights.sittings import Pupil, Question, Sitting
from quizapp.insights.tally import Given
from quizapp.items.base import Fields
from quizapp.quizzes.groups import group_of
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion
from quizapp.quizzes.versions import item_of

IS_EXCUSED = and_(
    Excuse.assignment_id == Attempt.assignment_id,
    Excuse.student_id == Attempt.student_id,
    Excuse.position == Response.position,
)


def grid_of(assignment: Assignment) -> Grid:
    """Return the grid of an assignment; the number of queries does not depend on its size."""
    sittings = sittings_of([assignment])[assignment.id]
    pupils = pupils_of(assignment, {each.student_id for each in sittings})
    questions, scale = questions_of(assignment), assignment.scale
    excused = excused_in(assignment.id)
    return build(pupils, questions, sittings, assignment.counts, scale, excused)


def pupils_of(assignment: Assignment, seen: Collection[int]) -> Sequence[Pupil]:
    """Return who in the class it is set to, in the order of the class list.

    Those who have left come last, and only if they are among ``seen``; where it is set to some
    students, others stand there only if they are among ``seen`` as well.
    """
    group = group_of(assignment)
    only = None if group is None else group | set(seen)
    return class_list(assignment.classroom_id, str(assignment.id), seen, only)


def class_list(
    classroom_id: int, salt: str, seen: Collection[int], only: Collection[int] | None = None
) -> Sequence[Pupil]:
    """Return the same for a class; the numbers that stand for names depend on ``salt``."""
    rows = db.session.execute(
        select(User, Enrolment.left_at)
        .join(Enrolment, Enrolment.student_id == User.id)
        .where(Enrolment.classroom_id == classroom_id)
    ).all()
    known = [(user, bool(left_at or user.archived_at)) for user, left_at in rows]
    people = sorted(
        (
            each
            for each in known
            if (not each[1] or each[0].id in seen) and (only is None or each[0].id in only)
        ),
        key=lambda each: (each[1], by_last_name(each[0])),
    )
    aliases = _aliases([user.id for user, _ in people], salt)
    return [
        Pupil(user.id, user.name, user.username, rank, aliases[user.id], left)
        for rank, (user, left) in enumerate(people, start=1)
    ]


def _aliases(student_ids: Iterable[int], salt: str) -> Mapping[int, int]:
    """Number the students in an order that is always the same and has nothing to do with them."""
    mixed = sorted(
        student_ids, key=lambda each: blake2b(f"{salt}:{each}".encode(), digest_size=8).digest()
    )
    return {student_id: number for number, student_id in enumerate(mixed, start=1)}


def questions_of(assignment: Assignment) -> Sequence[Question]:
    """Return the places of an assignment with how they are asked, in their order."""
    return [
        Question(
            each.position,
            each.version.item_id,
            item.stem,
            each.max_mark,
            each.claim_position,
            item.asks_opinion,
        )
        for each in assignment.items
        for item in [item_of(each.version)]
    ]


def sittings_of(
    assignments: Sequence[Assignment], student_ids: Collection[int] | None = None
) -> Mapping[int, Sequence[Sitting]]:
    """Return all attempts that were not voided, by assignment; of these students, if given."""
    ids = [each.id for each in assignments]
    wanted = Attempt.assignment_id.in_(ids) & Attempt.voided_at.is_(None)
    if student_ids is not None:
        wanted &= Attempt.student_id.in_(student_ids)
    rows = db.session.execute(
        select(
            Attempt.assignment_id,
            Attempt.id,
            Attempt.student_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.entered_at,
        ).where(wanted)
    ).all()
    answers, due = _answers(wanted, _opinions(ids)), due_dates_of(assignments)
    known = {each.id: each for each in assignments}
    found: dict[int, list[Sitting]] = {each: [] for each in ids}
    for row in rows:
        assignment = known[row.assignment_id]
        found[assignment.id].append(
            Sitting(
                row.id,
                row.student_id,
                row.number,
                row.started_at,
                row.submitted_at,
                {each.position: each for each in answers.get(row.id, [])},
                due.days_late(assignment, row.student_id, row),
                assignment.late,
            )
        )
    return found


def _opinions(assignment_ids: Collection[int]) -> Collection[Place]:
    """Return where opinions are asked for, among the questions that are worth nothing."""
    rows = db.session.execute(
        select(AssignedItem.assignment_id, AssignedItem.position, ItemVersion)
        .join(AssignedItem.version)
        .where(AssignedItem.assignment_id.in_(assignment_ids), AssignedItem.max_mark == 0)
    )
    return {(a, position) for a, position, version in rows if item_of(version).asks_opinion}


def _answers(
    wanted: ColumnElement[bool], opinions: Collection[Place]
) -> Mapping[int, Sequence[Answer]]:
    """Return all answers by attempt."""
    rows = db.session.execute(
        select(
            Attempt.assignment_id,
            Response.attempt_id,
            Response.position,
            Response.state,
            Response.max_mark,
            Response.mark_numerator,
            Response.mark_denominator,
            Response.earned_numerator,
            Response.earned_denominator,
            Response.shown_at.is_not(None),
            FixedMark.response_id.is_not(None),
            Excuse.id.is_not(None),
        )
        .join(Attempt)
        .outerjoin(FixedMark, FixedMark.response_id == Response.id)
        .outerjoin(Excuse, IS_EXCUSED)
        .where(wanted)
    )
    found: dict[int, list[Answer]] = {}
    for assignment_id, attempt_id, position, state, max_mark, *marks, seen, fixed, excused in rows:
        mark, earned = _fraction(*marks[:2]), _fraction(*marks[2:])
        share = earned / max_mark if earned is not None and max_mark else None
        facts = bool(seen), bool(fixed), bool(excused), (assignment_id, position) in opinions
        answer = Answer(position, state, max_mark, mark, share, *facts)
        found.setdefault(attempt_id, []).append(answer)
    return found


def _fraction(top: int | None, bottom: int | None) -> Fraction | None:
    return None if top is None or bottom is None else Fraction(top, bottom)


def _responses(
    attempt_ids: Iterable[int], positions: Iterable[int]
) -> Select[int, int, dict[str, list[str]]]:
    return select(Response.attempt_id, Response.position, Response.fields).where(
        Response.attempt_id.in_(list(attempt_ids)), Response.position.in_(list(positions))
    )


def given(results: Grid, positions: Collection[int]) -> Mapping[int, Given]:
    """Return who handed in what, by position: the attempts that count, in the list's order."""
    found: dict[int, list[tuple[Pupil, Fields]]] = {each: [] for each in positions}
    owners = {row.sitting.id: row.pupil for row in results.members if row.sitting and row.handed_in}
    if positions:
        for attempt_id, position, fields in db.session.execute(_responses(owners, positions)):
            if fields:
                found[position].append((owners[attempt_id], fields))
    for each in found.values():
        each.sort(key=lambda pair: pair[0].rank)
    return found
