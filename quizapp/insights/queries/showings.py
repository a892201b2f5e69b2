"""When questions were shown to students, and when their answers were saved."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from quizapp.attempts.models import Attempt, Response
from quizapp.database import db
from quizapp.insights.pace import Showing
from quizapp.quizzes.models import Assignment


def showings_of(
    assignment: Assignment, attempt_ids: Collection[int]
) -> Sequence[Sequence[Showing]]:
    """Return what was shown and saved when, attempt by attempt, in these attempts."""
    rows = db.session.execute(
        select(Response.attempt_id, Response.position, Response.shown_at, Response.saved_at)
        .join(Attempt)
        .where(Attempt.assignment_id == assignment.id, Response.shown_at.is_not(None))
    )
    found: dict[int, list[Showing]] = {each: [] for each in attempt_ids}
    for attempt_id, position, shown_at, saved_at in rows:
        if attempt_id in found:
            found[attempt_id].append(Showing(position, shown_at, saved_at))
    return list(found.values())
