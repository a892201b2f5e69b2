"""Every response of an assignment, for the table to take away."""

from collections.abc import Sequence

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Excuse, FixedMark, Response
from quizapp.database import db
from quizapp.insights.exports.responses import Entry
from quizapp.insights.queries.grids import IS_EXCUSED
from quizapp.quizzes.models import Assignment


def entries_of(assignment: Assignment) -> Sequence[Entry]:
    """Return all responses in all attempts, voided ones too, by one query."""
    rows = db.session.execute(
        select(
            Attempt.student_id,
            User.username,
            User.name,
            Response.attempt_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.voided_at.is_not(None).label("voided"),
            Response.position,
            Response.state,
            Response.fields,
            Response.certainty,
            Response.flagged,
            Response.mark_numerator,
            Response.mark_denominator,
            Response.earned_numerator,
            Response.earned_denominator,
            Response.max_mark,
            Response.shown_at.is_not(None).label("seen"),
            Response.saved_at,
            FixedMark.reason.label("override_reason"),
            Excuse.reason.label("excuse_reason"),
        )
        .join(Response.attempt)
        .join(Attempt.student)
        .outerjoin(FixedMark, FixedMark.response_id == Response.id)
        .outerjoin(Excuse, IS_EXCUSED)
        .where(Attempt.assignment_id == assignment.id)
    )
    return [Entry(**row) for row in rows.mappings()]
