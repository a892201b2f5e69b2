"""Checking an answer, handing in, and the clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import update

from quizapp.accounts.models import User
from quizapp.attempts import judging
from quizapp.attempts.corrections import scoring_of
from quizapp.attempts.models import AlreadySubmitted, Attempt, Ended, State, StepKind
from quizapp.attempts.terms import Timed, overdue_in_assignment, overdue_of_student
from quizapp.database import db
from quizapp.quizzes.models import Assignment, Feedback


class NotReadable(Exception):
    """There is no answer that could be checked."""


class NotForPractice(Exception):
    """Answers are not checked one by one in this quiz."""


def check(attempt: Attempt, position: int, now: datetime) -> None:
    """Score one answer at once and fix it. Raises `NotReadable`, `NotForPractice`."""
    if attempt.assignment.feedback != Feedback.PRACTICE:
        raise NotForPractice
    scoring = scoring_of(attempt)
    [response] = judging.locked(attempt, position)
    if response.checked:
        return
    state, _ = judging.judged(response, scoring.at(position))
    if state not in {State.SCORED, State.WAITING}:
        raise NotReadable
    judging.judge(response, scoring)
    response.mark = response.earned if response.max_mark else Fraction()
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
    scoring = scoring_of(attempt)
    responses = judging.locked(attempt)
    by_student = attempt.student_id if attempt.ended_by is Ended.STUDENT else None
    for response in responses:
        if response.revision and not response.checked:
            judging.keep(response, StepKind.SUBMITTED, now, by_student)
        judging.judge(response, scoring)
    judging.count(attempt, responses)
    for response in responses:
        excused = "excused" if response.position in scoring.excused else ""
        judging.keep(response, StepKind.SCORED, now, reason=excused)


def end_overdue_of_student(student: User, now: datetime) -> int:
    """End the student's attempts whose time is over; return how many there were."""
    return _end(overdue_of_student(student.id, now))


def end_overdue_in(assignment: Assignment, now: datetime) -> int:
    """End the attempts at an assignment whose time is over; return how many there were."""
    return end_overdue_in_all([assignment.id], now)


def end_overdue_in_all(assignment_ids: Iterable[int], now: datetime) -> int:
    """End the attempts at these assignments whose time is over; return how many there were.

    Whoever asks, and in whichever order, they are ended in one and the same.
    """
    return sum(_end(overdue_in_assignment(each, now)) for each in sorted(assignment_ids))


def _end(overdue: Sequence[Timed]) -> int:
    ended = 0
    for timed in overdue:
        try:
            hand_in(timed.attempt, timed.ends_at, Ended.CLOCK)
            ended += 1
        except AlreadySubmitted:  # somebody else looked at the same moment
            continue
    return ended
