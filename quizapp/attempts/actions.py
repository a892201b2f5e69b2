"""Steps of taking a quiz: starting, checking, handing in, the clock, late answers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from quizapp.accounts.models import User
from quizapp.attempts import judging, rules
from quizapp.attempts.corrections import scoring_of
from quizapp.attempts.models import (
    AlreadySubmitted,
    Attempt,
    Ended,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.terms import Timed, overdue_in_assignment, overdue_of_student
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem, Assignment, Feedback
from quizapp.quizzes.timing import Terms


class CannotStart(Exception):
    """The quiz is not open, or no attempt is left; the message says which."""


class NotReadable(Exception):
    """There is no answer that could be checked."""


class NothingToMark(Exception):
    """The response is not handed in, was taken out of the results, or leaves a person nothing."""


class NotForPractice(Exception):
    """Answers are not checked one by one in this quiz."""


def start(assignment: Assignment, student: User, terms: Terms, now: datetime, seed: int) -> Attempt:
    """Return the attempt that is running, or begin one. Raises `CannotStart`."""
    numbers = _attempts(assignment, student)  # first: one begun meanwhile is found as running
    running = _running(assignment, student)
    if running:
        return running
    used = sum(voided_at is None for _, voided_at in numbers)
    if not rules.may_start(terms, used, now):
        late = now >= terms.closes_at
        raise CannotStart(
            "You have used all your attempts."
            if terms.open_at(now)
            else ("This quiz is closed." if late else "This quiz is not open yet.")
        )
    number = max((number for number, _ in numbers), default=0) + 1
    attempt = Attempt(
        assignment=assignment, student=student, number=number, seed=seed, started_at=now
    )
    attempt.responses = [_empty_response(each) for each in assignment.items]
    try:
        with db.session.begin_nested():
            db.session.add(attempt)
    except IntegrityError:  # the same button was pressed twice, and the other press came first
        first = _running(assignment, student)
        if first is None:
            raise
        return first
    return attempt


def _running(assignment: Assignment, student: User) -> Attempt | None:
    return db.session.scalar(
        select(Attempt)
        .filter_by(assignment_id=assignment.id, student_id=student.id)
        .where(Attempt.submitted_at.is_(None), Attempt.voided_at.is_(None))
    )


def _attempts(assignment: Assignment, student: User) -> Sequence[tuple[int, datetime | None]]:
    rows = db.session.execute(
        select(Attempt.number, Attempt.voided_at).filter_by(
            assignment_id=assignment.id, student_id=student.id
        )
    )
    return [(number, voided_at) for number, voided_at in rows]


def _empty_response(assigned: AssignedItem) -> Response:
    return Response(
        position=assigned.position, version=assigned.version, max_mark=assigned.max_mark
    )


def note_shown(attempt_id: int, positions: Iterable[int], now: datetime) -> None:
    """Remember that the student has now seen these questions."""
    db.session.execute(
        update(Response)
        .where(
            Response.attempt_id == attempt_id,
            Response.position.in_(list(positions)),
            Response.shown_at.is_(None),
        )
        .values(shown_at=now)
    )


def check(attempt: Attempt, position: int, now: datetime) -> None:
    """Score one answer at once and fix it. Raises `NotReadable`, `NotForPractice`."""
    if attempt.assignment.feedback != Feedback.PRACTICE:
        raise NotForPractice
    scoring = scoring_of(attempt.assignment_id)
    [response] = judging.locked(attempt, position)
    if response.checked:
        return
    response.max_mark = scoring.max_marks[position]
    state, earned = judging.judged(response, scoring.at(position))
    if state not in {State.SCORED, State.WAITING}:
        raise NotReadable
    response.state, response.earned, response.mark = state, earned, earned
    judging.keep(response, StepKind.SUBMITTED, now, attempt.student_id)
    judging.keep(response, StepKind.SCORED, now)


def hand_in(attempt: Attempt, now: datetime, ended_by: Ended = Ended.STUDENT) -> None:
    """End an attempt and score it. Raises `AlreadySubmitted`, also when two do it at once."""
    ended = db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.submitted_at.is_(None))
        .values(submitted_at=now, ended_by=ended_by)
    )
    db.session.refresh(attempt, ["submitted_at", "ended_by"])
    if ended.rowcount == 0:  # type: ignore[attr-defined]
        raise AlreadySubmitted
    _score(attempt, now)


def hand_in_by_student(timed: Timed, now: datetime) -> None:
    """Hand in for the student, or for the clock where that was first. Raises `AlreadySubmitted`."""
    if timed.attempt.voided_at:
        raise AlreadySubmitted
    if timed.overdue(now):
        hand_in(timed.attempt, timed.ends_at, Ended.CLOCK)
    else:
        hand_in(timed.attempt, now)


def _score(attempt: Attempt, now: datetime) -> None:
    """Score an attempt as its assignment is scored now, also what was checked earlier.

    So a question that was put right while somebody worked is scored for them as for the others.
    """
    scoring = scoring_of(attempt.assignment_id)
    responses = judging.locked(attempt)
    by_student = attempt.student_id if attempt.ended_by is Ended.STUDENT else None
    for response in responses:
        if response.revision and not response.checked:
            judging.keep(response, StepKind.SUBMITTED, now, by_student)
        response.max_mark = scoring.max_marks[response.position]
        corrections = scoring.at(response.position)
        response.state, response.earned = judging.judged(response, corrections)
    judging.count(attempt, responses)
    for response in responses:
        judging.keep(response, StepKind.SCORED, now)


def end_overdue_of_student(student: User, now: datetime) -> int:
    """End the student's attempts whose time is over; return how many there were."""
    return _end(overdue_of_student(student.id, now))


def end_overdue_in(assignment: Assignment, now: datetime) -> int:
    """End the attempts at an assignment whose time is over; return how many there were."""
    return _end(overdue_in_assignment(assignment.id, now))


def _end(overdue: Sequence[Timed]) -> int:
    ended = 0
    for timed in overdue:
        try:
            hand_in(timed.attempt, timed.ends_at, Ended.CLOCK)
            ended += 1
        except AlreadySubmitted:  # somebody else looked at the same moment
            continue
    return ended


def accept_late(step: ResponseStep, teacher: User, now: datetime, reason: str = "") -> None:
    """Let an answer count that arrived after the end; accepting it twice changes nothing.

    The attempt's other marks are counted again, for evidence may now have its claim.
    """
    attempt = step.response.attempt
    scoring = scoring_of(attempt.assignment_id)
    responses = judging.locked(attempt)
    response = next(r for r in responses if r.id == step.response_id)
    if step.kind is not StepKind.LATE or _accepted_already(step):
        return
    response.revision += 1
    response.fields, response.certainty = step.fields, step.certainty
    response.client, response.saved_at = step.client, step.at
    response.state, response.earned = judging.judged(response, scoring.at(response.position))
    before = {r.id: r.mark for r in responses}
    judging.count(attempt, responses)
    judging.keep(response, StepKind.ACCEPTED, now, teacher.id, reason)
    _keep_others(responses, response, before, teacher, now)


def mark_by_person(
    response: Response, given: Fraction, marker: User, now: datetime, reason: str = ""
) -> None:
    """Add what a person gives to what the machine scored, and count the attempt again.

    Doing it again puts the new mark in place of the old one. Raises `NothingToMark`.
    """
    attempt = response.attempt
    scoring = scoring_of(attempt.assignment_id)
    responses = judging.locked(attempt)
    state, by_machine = judging.judged(response, scoring.at(response.position))
    if state is not State.WAITING or attempt.submitted_at is None or attempt.voided_at:
        raise NothingToMark
    before = {r.id: r.mark for r in responses}
    response.state = State.SCORED
    response.earned = min(by_machine + given, Fraction(response.max_mark))
    judging.count(attempt, responses)
    judging.keep(response, StepKind.MARKED, now, marker.id, reason)
    _keep_others(responses, response, before, marker, now)


def _keep_others(
    responses: Sequence[Response],
    changed: Response,
    before: Mapping[int, Fraction | None],
    teacher: User,
    now: datetime,
) -> None:
    """Keep a step of every other response whose mark has changed with one."""
    for other in responses:
        if other is not changed and other.mark != before[other.id]:
            judging.keep(other, StepKind.SCORED, now, teacher.id, "counted again")


def _accepted_already(step: ResponseStep) -> bool:
    """Return whether the late answer is what the response holds by a teacher's decision."""
    accepted = db.session.scalar(
        select(func.count())
        .select_from(ResponseStep)
        .where(
            ResponseStep.response_id == step.response_id,
            ResponseStep.kind == StepKind.ACCEPTED,
            ResponseStep.id > step.id,
            ResponseStep.client == step.client,
        )
    )
    return bool(accepted) and step.response.fields == step.fields
