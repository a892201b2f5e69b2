"""What stands in a class's attempts, as the pages for paper need it; nothing is changed here."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.accounts.models import User
from quizapp.attempts import judging
from quizapp.attempts.corrections import Place, excused_in, in_force
from quizapp.attempts.models import (
    PAPER,
    Attempt,
    Correction,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.rules import may_start
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.paper.boxes import Box, boxes_of
from quizapp.paper.plan import BY_PAPER, Held, Standing, Way
from quizapp.quizzes.groups import students_given
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import terms_of_all
from quizapp.quizzes.timing import Terms
from quizapp.quizzes.versions import item_of


def boxes_for(assignment: Assignment) -> list[Box]:
    """Return the boxes of an assignment in its order."""
    corrections = in_force([assignment.id])
    return [
        box
        for each in assignment.items
        for box in boxes_of(
            each.position,
            item_of(each.version),
            each.max_mark,
            corrections.get((assignment.id, each.position), ()),
        )
    ]


def terms_for_all(assignment: Assignment) -> Mapping[int, Terms]:
    """Return the terms of everybody the assignment is for, by student."""
    return terms_of_all(assignment, [each.id for each in students_given(assignment)])


def standings_of(assignment: Assignment) -> Sequence[Standing]:
    """Return where each student of the class stands, in the order of the class list.

    The number of queries does not depend on how many there are.
    """
    students = students_given(assignment)
    attempts = _attempts(assignment)
    terms = terms_of_all(assignment, [each.id for each in students])
    reader = _Reader(assignment)
    return [_standing(each, attempts.get(each.id, []), terms[each.id], reader) for each in students]


def _attempts(assignment: Assignment) -> Mapping[int, list[Attempt]]:
    rows = db.session.scalars(
        select(Attempt)
        .where(Attempt.assignment_id == assignment.id, Attempt.voided_at.is_(None))
        .order_by(Attempt.number)
        .options(selectinload(Attempt.responses))
        .execution_options(populate_existing=True)
    )
    found: dict[int, list[Attempt]] = {}
    for row in rows:
        found.setdefault(row.student_id, []).append(row)
    return found


class _Reader:
    """Reads responses of one assignment: what was given to them, where, and who is excused."""

    def __init__(self, assignment: Assignment) -> None:
        self.id = assignment.id
        self.corrections: Mapping[Place, Sequence[Correction]] = in_force([assignment.id])
        self.reasons = _reasons(assignment)
        self.excused = excused_in(assignment.id)

    def held(self, attempt: Attempt) -> dict[int, Held]:
        return {each.position: self._held(each) for each in attempt.responses}

    def _held(self, response: Response) -> Held:
        given = None
        if response.state is State.SCORED and ITEM_TYPES[item_of(response.version).type].written:
            rules = self.corrections.get((self.id, response.position), ())
            state, by_machine = judging.judged(response, rules)
            if state is State.WAITING and response.earned is not None:
                given = response.earned - by_machine
        return Held(
            response.fields,
            response.state,
            response.revision,
            given,
            given is not None and not self.reasons.get(response.id, "").startswith(BY_PAPER),
            bool(response.fields) and response.client != PAPER,
        )


def _reasons(assignment: Assignment) -> dict[int, str]:
    """Return what was said to the last mark that a person gave, by response."""
    rows = db.session.execute(
        select(ResponseStep.response_id, ResponseStep.reason)
        .join(ResponseStep.response)
        .join(Response.attempt)
        .where(Attempt.assignment_id == assignment.id, ResponseStep.kind == StepKind.MARKED)
        .order_by(ResponseStep.id)
    )
    return {response_id: reason for response_id, reason in rows}  # noqa: C416  (rows, not pairs)


def _standing(
    student: User, attempts: Sequence[Attempt], terms: Terms, reader: _Reader
) -> Standing:
    who = {
        "student_id": student.id,
        "name": student.name,
        "username": student.username,
        "excused": reader.excused.get(student.id, frozenset()),
    }
    last = attempts[-1] if attempts else None
    if last is None:
        return Standing(**who, way=Way.NEW)  # type: ignore[arg-type]
    there = {**who, "attempt_id": last.id, "attempts": len(attempts), "held": reader.held(last)}
    if last.submitted_at is None:
        return Standing(**there, way=Way.RUNNING)  # type: ignore[arg-type]
    if last.entered_at is not None:
        return Standing(**there, way=Way.PAPER)  # type: ignore[arg-type]
    left = may_start(terms, len(attempts), terms.opens_at)
    return Standing(
        **who,  # type: ignore[arg-type]
        way=Way.AGAIN if left else Way.FULL,
        attempts=len(attempts),
        marks_to=Standing(**there, way=Way.MARKS),  # type: ignore[arg-type]
    )
