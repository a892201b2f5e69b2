"""Scoring responses, and keeping the steps of what happened to them."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select

from quizapp.attempts import rules
from quizapp.attempts.corrections import Scoring
from quizapp.attempts.models import (
    Attempt,
    Correction,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.worth import corrected
from quizapp.database import db
from quizapp.quizzes.versions import item_of

WITH_MARK = {
    StepKind.SCORED,
    StepKind.ACCEPTED,
    StepKind.MARKED,
    StepKind.REGRADED,
    StepKind.OVERRIDDEN,
    StepKind.REINSTATED,
    StepKind.EXCUSED,
    StepKind.UNEXCUSED,
}
"""The steps that say what the response is worth from then on."""


def locked(attempt: Attempt, position: int | None = None) -> Sequence[Response]:
    """Return the responses of an attempt as they stand now, and keep others from changing them.

    With a position only that one: whoever holds one row must not wait for those before it.
    """
    wanted = select(Response).filter_by(attempt_id=attempt.id).order_by(Response.position)
    if position is not None:
        wanted = wanted.where(Response.position == position)
    return db.session.scalars(
        wanted.with_for_update().execution_options(populate_existing=True)
    ).all()


def judged(response: Response, corrections: Sequence[Correction] = ()) -> tuple[State, Fraction]:
    """Return the state of a response that is handed in, and what a machine gives it by itself."""
    worth = corrected(item_of(response.version), response.fields, corrections)
    return worth.state, worth.share * response.max_mark


def judge(response: Response, scoring: Scoring) -> None:
    """Let a machine score a response that is handed in.

    What it earns is the same for who is excused, so that it is there when the excuse is taken back.
    """
    response.max_mark = scoring.max_marks[response.position]
    response.state, response.earned = judged(response, scoring.at(response.position))
    response.max_mark = scoring.out_of(response.position)


def count(attempt: Attempt, responses: Sequence[Response]) -> None:
    """Set the mark of each response: what a teacher has fixed, or what it earned.

    Evidence that does not count has none, and neither has a question that leaves the total.
    """
    marks = rules.counting_marks(
        {r.position: r.earned for r in responses},
        {r.position: r.max_mark for r in responses},
        {each.position: each.claim_position for each in attempt.assignment.items},
        {r.position: r.fixed.mark for r in responses if r.fixed},
    )
    for response in responses:
        response.mark = marks[response.position]


def keep(
    response: Response, kind: StepKind, now: datetime, actor_id: int | None = None, reason: str = ""
) -> None:
    """Add a step to the history of a response, with what the response holds now."""
    mark = response.mark if kind in WITH_MARK else None
    db.session.add(
        ResponseStep(
            response=response,
            kind=kind,
            revision=response.revision,
            fields=response.fields,
            certainty=response.certainty,
            at=now,
            actor_id=actor_id,
            client=response.client,
            reason=reason,
            mark_numerator=mark.numerator if mark is not None else None,
            mark_denominator=mark.denominator if mark is not None else None,
        )
    )
    response.step_at = now
