"""What the reports on beliefs need: replies, how sure they were, questions on the same belief."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from quizapp.attempts.corrections import in_force
from quizapp.attempts.keys import key_now
from quizapp.attempts.models import Attempt, Response, State
from quizapp.bank.model import Misconception
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.insights.beliefs import Asked, Reply
from quizapp.insights.certainty import Said
from quizapp.insights.queries.grids import class_list, sittings_of
from quizapp.insights.sittings import Pupil, Sitting, by_student, shown_of
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment, BankRevision, ItemVersion
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of, quiz_of, source_of

ANSWERED = (State.SCORED, State.WAITING)


@dataclass(frozen=True)
class Found:
    """A question of a published bank, and a quiz it stands in, if any: id, title, number."""

    item: Item
    quiz_id: str = ""
    title: str = ""
    number: int = 0


@dataclass(frozen=True)
class Published:
    """The beliefs that the newest revision of a bank names, and its questions on each of them."""

    known: Mapping[str, Misconception]
    questions: Mapping[str, Sequence[Found]]


def quizzes_of(classroom: Classroom, also: int | None = None) -> Sequence[Assignment]:
    """Return the quizzes of a class that are not put away, the oldest first, with their items.

    The one with the id ``also`` is among them in any case.
    """
    return db.session.scalars(
        select(Assignment)
        .where(
            Assignment.classroom_id == classroom.id,
            or_(Assignment.archived_at.is_(None), Assignment.id == also),
        )
        .order_by(Assignment.opens_at, Assignment.id)
        .options(
            selectinload(Assignment.items).joinedload(AssignedItem.version),
            selectinload(Assignment.sources),
        )
    ).all()


def asked_in(assignments: Sequence[Assignment], pupils: Sequence[Pupil]) -> Sequence[Asked]:
    """Return the questions that can reveal a belief, with the replies in attempts that count.

    The number of queries does not depend on how many quizzes and students there are.
    """
    ids = [each.id for each in assignments]
    counting = _counting(assignments, {each.id: each for each in pupils})
    replies, corrections = _replies(ids, counting), in_force(ids)
    return [
        Asked(
            assignment.bank,
            assignment.id,
            assignment.title,
            each.position,
            item,
            {source.source_id: source_of(source) for source in assignment.sources},
            replies.get((assignment.id, each.position), []),
            key_now(item, corrections.get((assignment.id, each.position), ())),
        )
        for assignment in assignments
        for each in assignment.items
        if _reveals(item := item_of(each.version))
    ]


def _counting(
    assignments: Sequence[Assignment], pupils: Mapping[int, Pupil]
) -> Mapping[int, tuple[Pupil, Sitting]]:
    """Return the attempts that count and are handed in, by id, with whose they are."""
    if not assignments:
        return {}
    sittings = sittings_of(assignments)
    shown = (
        shown_of(each, assignment.counts)
        for assignment in assignments
        for each in by_student(sittings[assignment.id]).values()
    )
    return {
        each.id: (pupils[each.student_id], each)
        for each in shown
        if each and each.handed_in and each.student_id in pupils
    }


def _replies(
    assignment_ids: Sequence[int], counting: Mapping[int, tuple[Pupil, Sitting]]
) -> Mapping[tuple[int, int], list[Reply]]:
    """Return the answers that could be read, by assignment and position.

    A question that is left blank can be scored all the same, when everybody has full marks for it.
    """
    rows = db.session.execute(
        select(
            Attempt.assignment_id,
            Response.attempt_id,
            Response.position,
            Response.fields,
            Response.certainty,
        )
        .join(Response.attempt)
        .where(_handed_in(Attempt.assignment_id.in_(assignment_ids)))
        .where(Response.state.in_(ANSWERED))
    )
    found: dict[tuple[int, int], list[Reply]] = {}
    for assignment_id, attempt_id, position, fields, certainty in rows:
        pupil, sitting = counting.get(attempt_id, (None, None))
        if fields and pupil and sitting and sitting.submitted_at:
            reply = Reply(pupil, sitting.submitted_at, fields, certainty)
            found.setdefault((assignment_id, position), []).append(reply)
    for replies in found.values():
        replies.sort(key=lambda reply: reply.pupil.rank)
    return found


def _handed_in(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return condition & Attempt.submitted_at.is_not(None) & Attempt.voided_at.is_(None)


def how_many_handed_in(assignments: Sequence[Assignment], pupils: Sequence[Pupil]) -> int:
    """Return how many of these students have handed in one of these quizzes or more."""
    return (
        db.session.scalar(
            select(func.count(Attempt.student_id.distinct())).where(
                _handed_in(Attempt.assignment_id.in_([each.id for each in assignments])),
                Attempt.student_id.in_([each.id for each in pupils]),
            )
        )
        or 0
    )


def certainties(assignment: Assignment) -> Said:
    """Return how sure everybody said they were, by attempt and position."""
    rows = db.session.execute(
        select(Response.attempt_id, Response.position, Response.certainty)
        .join(Response.attempt)
        .where(_handed_in(Attempt.assignment_id == assignment.id))
    )
    return {(attempt_id, position): level for attempt_id, position, level in rows if level}


def pupils_of_class(classroom: Classroom) -> Sequence[Pupil]:
    """Return who is in the class now, in the order of the class list."""
    return class_list(classroom.id, f"class {classroom.id}", seen=())


def had_by(classroom: Classroom) -> frozenset[tuple[str, str]]:
    """Return the questions the class has ever been set, as bank and id."""
    rows = db.session.execute(
        select(ItemVersion.bank, ItemVersion.item_id)
        .join(AssignedItem, AssignedItem.item_version_id == ItemVersion.id)
        .join(AssignedItem.assignment)
        .where(Assignment.classroom_id == classroom.id)
        .distinct()
    )
    return frozenset((bank, item_id) for bank, item_id in rows)


def published(bank: str) -> Published:
    """Return what the newest revision of a bank knows about beliefs."""
    revision = newest_revision(bank)
    if revision is None:
        return Published({}, {})
    listed = revision.content.get("misconceptions", [])
    known = {each["id"]: Misconception.model_validate(each) for each in listed}
    return Published(known, _questions(revision))


def _questions(revision: BankRevision) -> Mapping[str, Sequence[Found]]:
    """Return the questions of a revision by the beliefs they can reveal, in the order of ids."""
    standing: dict[str, Found] = {}
    items = {version.item_id: item_of(version) for version in revision.items}
    for quiz in map(quiz_of, revision.quizzes):
        for number, item_id in enumerate(quiz.items, start=1):
            if item_id in items:
                standing.setdefault(item_id, Found(items[item_id], quiz.id, quiz.title, number))
    found: dict[str, list[Found]] = {}
    for item_id, item in items.items():
        for ident in _reveals(item):
            found.setdefault(ident, []).append(standing.get(item_id, Found(item)))
    return found


def _reveals(item: Item) -> Sequence[str]:
    return ITEM_TYPES[item.type].misconceptions(item)
