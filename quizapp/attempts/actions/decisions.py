"""What a teacher decides for one student: another mark, or that a question does not count."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from quizapp.accounts.models import User
from quizapp.attempts import judging
from quizapp.attempts.actions.marks import keep_others
from quizapp.attempts.corrections import scoring_of
from quizapp.attempts.models import (
    Attempt,
    Excuse,
    FixedMark,
    Response,
    ResponseStep,
    StepKind,
)
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem
from quizapp.quizzes.versions import item_of


class CannotDecide(Exception):
    """There is no mark to decide on; the message says why."""


class OutsideMarks(CannotDecide):
    """The mark is below 0 or above what the question is worth."""


class ChangedMeanwhile(CannotDecide):
    """Something happened to the response since the page was opened."""


def override(
    response: Response, mark: Fraction, teacher: User, reason: str, now: datetime, seen: int
) -> None:
    """Put a mark in place of what a response is worth, until it is taken back.

    Corrections and marking leave it alone. ``seen`` is the last step that the teacher was shown.
    Raises `ChangedMeanwhile`, `CannotDecide`, `OutsideMarks`.
    """
    responses, before = _held(response.attempt)
    _insist_on(response, seen)
    if not 0 <= mark <= response.max_mark:
        raise OutsideMarks(f"The mark lies between 0 and {response.max_mark}.")
    fixed = response.fixed or FixedMark()
    fixed.numerator, fixed.denominator = mark.numerator, mark.denominator
    fixed.reason, fixed.by, fixed.at = reason, teacher, now
    response.fixed = fixed
    judging.count(response.attempt, responses)
    judging.keep(response, StepKind.OVERRIDDEN, now, teacher.id, reason)
    keep_others(responses, response, before, teacher, now)


def take_back_override(response: Response, teacher: User, now: datetime) -> None:
    """Let a response count what it is worth again; without an override nothing changes.

    Raises `CannotDecide`.
    """
    responses, before = _held(response.attempt)
    if response.fixed is None:
        return
    _insist_on(response)
    response.fixed = None
    judging.count(response.attempt, responses)
    judging.keep(response, StepKind.REINSTATED, now, teacher.id, "override taken back")
    keep_others(responses, response, before, teacher, now)


def _held(attempt: Attempt) -> tuple[Sequence[Response], dict[int, Fraction | None]]:
    """Return the responses of an attempt, held still, and their marks."""
    scoring_of(attempt)  # for its lock: whoever corrects or excuses waits, or has finished
    responses = judging.locked(attempt)
    return responses, {each.id: each.mark for each in responses}


def _insist_on(response: Response, seen: int | None = None) -> None:
    """Raise `CannotDecide` or `ChangedMeanwhile` unless the mark of a response can be decided."""
    attempt = response.attempt
    if attempt.voided_at:
        raise CannotDecide("This attempt was taken out of the results, so its marks stay.")
    if attempt.submitted_at is None:
        raise CannotDecide("This attempt is still under way. Marks can be set once it has ended.")
    if seen is not None and seen != _last_step(response):
        raise ChangedMeanwhile(
            "Something happened to this mark since you opened the page. It is shown as it is now: "
            "look at it and decide again."
        )
    if not response.max_mark:
        raise CannotDecide("This question does not count for the student, so it has no mark.")


def _last_step(response: Response) -> int:
    found = select(func.max(ResponseStep.id)).where(ResponseStep.response_id == response.id)
    return db.session.scalar(found) or 0


def excuse(place: AssignedItem, student: User, teacher: User, reason: str, now: datetime) -> None:
    """Let a question leave a student's total, in all attempts; twice is as good as once.

    Whoever is working meanwhile is excused when they hand in. A mark that a teacher has set does
    not count meanwhile. Raises `CannotDecide`.
    """
    _lock(place)
    if not place.max_mark:
        opinion = item_of(place.version).asks_opinion
        why = "asks for an opinion" if opinion else "was dropped"
        raise CannotDecide(f"This question {why}, so it counts for nobody.")
    if _find_excuse(place, student) is not None:
        return
    db.session.add(
        Excuse(
            assignment_id=place.assignment_id,
            student=student,
            position=place.position,
            reason=reason,
            by=teacher,
            at=now,
        )
    )
    db.session.flush()
    for attempt in _handed_in(place, student):
        _count_again(attempt, place.position, 0, StepKind.EXCUSED, teacher, now, reason)


def take_back_excuse(place: AssignedItem, student: User, teacher: User, now: datetime) -> None:
    """Let a question count for a student again, as it was marked; otherwise nothing changes."""
    _lock(place)
    found = _find_excuse(place, student)
    if found is None:
        return
    db.session.delete(found)
    db.session.flush()
    for attempt in _handed_in(place, student):
        why, whole = "counts again", place.max_mark
        _count_again(attempt, place.position, whole, StepKind.UNEXCUSED, teacher, now, why)


def _find_excuse(place: AssignedItem, student: User) -> Excuse | None:
    """Return why a student need not answer a question, if that was decided."""
    return db.session.scalar(
        select(Excuse).filter_by(
            assignment_id=place.assignment_id, student_id=student.id, position=place.position
        )
    )


def _lock(place: AssignedItem) -> None:
    """Let nobody hand in, mark or correct the question until this is over."""
    db.session.scalars(
        select(AssignedItem)
        .where(AssignedItem.id == place.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _handed_in(place: AssignedItem, student: User) -> Sequence[Attempt]:
    return db.session.scalars(
        select(Attempt)
        .filter_by(assignment_id=place.assignment_id, student_id=student.id)
        .where(Attempt.submitted_at.is_not(None), Attempt.voided_at.is_(None))
        .order_by(Attempt.id)
    ).all()


def _count_again(
    attempt: Attempt,
    position: int,
    max_mark: int,
    kind: StepKind,
    teacher: User,
    now: datetime,
    reason: str,
) -> None:
    """Let one question of an attempt be worth something else, and keep what that changes."""
    responses = judging.locked(attempt)
    before = {each.id: each.mark for each in responses}
    response = next((each for each in responses if each.position == position), None)
    if response is None:
        return
    response.max_mark = max_mark
    judging.count(attempt, responses)
    judging.keep(response, kind, now, teacher.id, reason)
    keep_others(responses, response, before, teacher, now)
