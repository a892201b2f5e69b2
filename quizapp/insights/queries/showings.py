"""When questions were shown to students, and when their answers were saved."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from quizapp.attempts.models import Response
from quizapp.database import db
from quizapp.insights.pace import Showing


def showings_of(attempt_ids: Collection[int]) -> Sequence[Sequence[Showing]]:
    """Return what was shown and saved when, attempt by attempt."""
    rows = db.session.execute(
        select(Response.attempt_id, Response.position, Response.shown_at, Response.saved_at).where(
            Response.attempt_id.in_(list(attempt_ids)), Response.shown_at.is_not(None)
        )
    )
    found: dict[int, list[Showing]] = {each: [] for each in attempt_ids}
    for attempt_id, position, shown_at, saved_at in rows:
        found[attempt_id].append(Showing(position, shown_at, saved_at))
    return list(found.values())
