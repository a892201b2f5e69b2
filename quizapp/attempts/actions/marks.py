"""What changes marks after an attempt has ended: late answers, and what a person gives."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from quizapp.accounts.models import User
from quizapp.attempts import judging
from quizapp.attempts.corrections import scoring_of
from quizapp.attempts.models import Response, ResponseStep, State, StepKind
from quizapp.database import db


class NothingToMark(Exception):
    """The response is not handed in, was taken out of the results, or leaves a person nothing."""


def accept_late(step: ResponseStep, teacher: User, now: datetime, reason: str = "") -> None:
    """Let an answer count that arrived after the end; accepting it twice changes nothing.

    The attempt's other marks are counted again, for evidence may now have its claim. Raises
    `NothingToMark` in an attempt that was taken out of the results.
    """
    attempt = step.response.attempt
    if attempt.voided_at:
        raise NothingToMark
    scoring = scoring_of(attempt)
    responses = judging.locked(attempt)
    response = next(r for r in responses if r.id == step.response_id)
    if step.kind is not StepKind.LATE or _accepted_already(step):
        return
    response.revision += 1
    response.fields, response.certainty = step.fields, step.certainty
    response.client, response.saved_at = step.client, step.at
    judging.judge(response, scoring)
    before = {r.id: r.mark for r in responses}
    judging.count(attempt, responses)
    judging.keep(response, StepKind.ACCEPTED, now, teacher.id, reason)
    keep_others(responses, response, before, teacher, now)


def mark_by_person(
    response: Response, given: Fraction, marker: User, now: datetime, reason: str = ""
) -> None:
    """Add what a person gives to what the machine scored, and count the attempt again.

    Doing it again puts the new mark in place of the old one. A mark that a teacher has fixed goes
    on counting in place of both. Raises `NothingToMark`.
    """
    attempt = response.attempt
    scoring = scoring_of(attempt)
    responses = judging.locked(attempt)
    state, by_machine = judging.judged(response, scoring.at(response.position))
    if state is not State.WAITING or attempt.submitted_at is None or attempt.voided_at:
        raise NothingToMark
    if not response.max_mark:
        raise NothingToMark
    before = {r.id: r.mark for r in responses}
    response.state = State.SCORED
    response.earned = min(by_machine + given, Fraction(response.max_mark))
    judging.count(attempt, responses)
    judging.keep(response, StepKind.MARKED, now, marker.id, reason)
    keep_others(responses, response, before, marker, now)


def keep_others(
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
