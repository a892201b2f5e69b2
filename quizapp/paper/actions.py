"""Steps of entering paper: answers into attempts, and the marks that a person gave on it."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from sqlalchemy import func, select

from quizapp.accounts.models import User
from quizapp.attempts import judging
from quizapp.attempts.actions import hand_in, mark_by_person
from quizapp.attempts.corrections import Scoring, scoring_of
from quizapp.attempts.models import (
    PAPER,
    Attempt,
    Ended,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.verdicts import give_again
from quizapp.database import db
from quizapp.paper.plan import BY_PAPER, Line, Way
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.timing import Terms
from quizapp.web.rendering import mark as spelled

SEEDS = 2**31


class Overtaken(Exception):
    """The student handed in, or the attempt was taken out, while paper was being entered."""


def carry_out(
    lines: Iterable[Line],
    assignment: Assignment,
    teacher: User,
    terms: Mapping[int, Terms],
    now: datetime,
) -> None:
    """Enter what a plan says, made within this transaction. Raises `Overtaken`."""
    for line in lines:
        attempt_id = line.standing.attempt_id
        if attempt_id is None:
            attempt = _begun(assignment, line.standing.student_id, terms, now)
        else:
            attempt = db.session.get_one(Attempt, attempt_id)
        _enter(attempt, line, teacher, terms[line.standing.student_id], now)


def _begun(
    assignment: Assignment, student_id: int, terms: Mapping[int, Terms], now: datetime
) -> Attempt:
    numbers = select(func.max(Attempt.number)).filter_by(
        assignment_id=assignment.id, student_id=student_id
    )
    attempt = Attempt(
        assignment=assignment,
        student_id=student_id,
        number=(db.session.scalar(numbers) or 0) + 1,
        seed=secrets.randbelow(SEEDS),
        started_at=handed_in_at(terms[student_id], now),
    )
    attempt.responses = [
        Response(position=each.position, version=each.version, max_mark=each.max_mark, shown_at=now)
        for each in assignment.items
    ]
    db.session.add(attempt)
    db.session.flush()
    return attempt


def handed_in_at(terms: Terms, now: datetime) -> datetime:
    """Return when paper counts as handed in: it is never late because it was entered late."""
    return min(now, terms.due_at or terms.closes_at)


def _hold(attempt: Attempt, line: Line) -> None:
    """Let nobody end the attempt meanwhile; raise `Overtaken` if somebody has."""
    db.session.refresh(attempt, with_for_update=True)
    ended = line.standing.way is Way.RUNNING and attempt.submitted_at is not None
    if ended or attempt.voided_at is not None:
        raise Overtaken


def _enter(attempt: Attempt, line: Line, teacher: User, terms: Terms, now: datetime) -> None:
    _hold(attempt, line)
    scoring = scoring_of(attempt)
    responses = {each.position: each for each in judging.locked(attempt)}
    kept = _kept_marks(responses, line, scoring)
    answered = any(line.forms.values()) or attempt.submitted_at is None
    for position, form in line.forms.items():
        response = responses[position]
        response.fields = {name: list(values) for name, values in form.items()}
        response.revision += 1
        response.client, response.saved_at, response.shown_at = PAPER, now, response.shown_at or now
    if attempt.submitted_at is None:
        _complete(attempt, responses, line, teacher, terms, now)
    else:
        _count_again(attempt, responses, line, teacher, now, scoring)
    if answered:
        attempt.entered_at, attempt.entered_by_id = now, teacher.id
    for position, (given, reason) in kept.items():
        if responses[position].state is State.WAITING and position not in line.marks:
            give_again(responses[position], given, teacher, reason, now)
    for position, given in line.marks.items():
        mark_by_person(responses[position], given, teacher, now, f"{BY_PAPER}: {spelled(given)}")
    db.session.flush()


def _kept_marks(
    responses: Mapping[int, Response], line: Line, scoring: Scoring
) -> dict[int, tuple[Fraction, str]]:
    """Return the marks that persons gave to what changes in its machine's part alone, with why."""
    found = {}
    for position in line.forms:
        response = responses[position]
        state, by_machine = judging.judged(response, scoring.at(position))
        scored = state is State.WAITING and response.state is State.SCORED
        if scored and response.earned is not None:
            found[position] = response.earned - by_machine, _reason_of(response)
    return found


def _reason_of(response: Response) -> str:
    """Return what was said to the last mark that a person gave: on screen, or on paper."""
    last = (
        select(ResponseStep.reason)
        .filter_by(response_id=response.id, kind=StepKind.MARKED)
        .order_by(ResponseStep.id.desc())
    )
    return db.session.scalar(last.limit(1)) or BY_PAPER


def _complete(
    attempt: Attempt,
    responses: Mapping[int, Response],
    line: Line,
    teacher: User,
    terms: Terms,
    now: datetime,
) -> None:
    for position in line.forms:
        judging.keep(responses[position], StepKind.SAVED, now, teacher.id, BY_PAPER)
    db.session.flush()
    hand_in(attempt, max(attempt.started_at, handed_in_at(terms, now)), Ended.TEACHER)


def _count_again(
    attempt: Attempt,
    responses: Mapping[int, Response],
    line: Line,
    teacher: User,
    now: datetime,
    scoring: Scoring,
) -> None:
    before = {each.id: each.mark for each in responses.values()}
    for position in line.forms:
        judging.judge(responses[position], scoring)
    judging.count(attempt, list(responses.values()))
    for position, response in responses.items():
        if position in line.forms:
            judging.keep(response, StepKind.ACCEPTED, now, teacher.id, BY_PAPER)
        elif response.mark != before[response.id]:
            judging.keep(response, StepKind.SCORED, now, teacher.id, "counted again")
