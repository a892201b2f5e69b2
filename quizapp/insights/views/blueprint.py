"""What the pages of results share: their blueprint, hidden names, and attempts that are over."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, request
from flask_login import current_user

from quizapp.attempts import actions as attempts
from quizapp.attempts.terms import overdue_in_assignment
from quizapp.database import begin_reading, begin_writing, db
from quizapp.insights.cells import SIGNS, WORDS
from quizapp.insights.marks import Which
from quizapp.insights.queries.pools import pool_of
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import find_assignment
from quizapp.web.lookup import found
from quizapp.web.times import now

bp = Blueprint("insights", __name__)


@bp.url_defaults
def _keep_names_hidden(_endpoint: str, values: dict[str, Any]) -> None:
    """Once names are hidden, they stay hidden from page to page, until they are asked for."""
    if not names_on():
        values.setdefault("names", "off")


@bp.context_processor
def _for_templates() -> dict[str, Any]:
    return {"names_on": names_on(), "signs": SIGNS, "words": WORDS}


def names_on() -> bool:
    """Return whether students' names may stand on the page."""
    return request.args.get("names") != "off"


def with_names_turned(page: str = "") -> str:
    """Return the address of this page, or of another, with names hidden if they stand there now.

    If they are hidden, with names. What else was asked for stays as it is.
    """
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "names"]
    query = urlencode([*asked, ("names", "off")] if names_on() else asked)
    return "?".join(filter(None, [page or quote(request.script_root + request.path), query]))


def assignment_of(assignment_id: int) -> Assignment:
    """Return the teacher's assignment, with every attempt ended whose time is over."""
    found(find_assignment(current_user, assignment_id))
    end_overdue([assignment_id])
    return found(find_assignment(current_user, assignment_id))


def pool_with(assignment_id: int) -> Sequence[Assignment]:
    """Return the teacher's assignment and those pooled with it, their time looked after too."""
    others = pool_of(current_user, assignment_of(assignment_id))[1:]
    end_overdue([each.id for each in others])
    return pool_of(current_user, assignment_of(assignment_id))


def which_attempts() -> Which:
    """Return which attempts the statistics are asked to use."""
    counting = request.args.get("attempts") == Which.COUNTING
    return Which.COUNTING if counting else Which.FIRST


def end_overdue(assignment_ids: Iterable[int]) -> bool:
    """End the attempts whose time is over, so that nobody seems to work who no longer does.

    Return whether there were any. Nearly always there are none, and then a request that reads
    stays one that reads.
    """
    overdue = [each for each in assignment_ids if overdue_in_assignment(each, now())]
    if not overdue:
        return False
    begin_writing()
    attempts.end_overdue_in_all(overdue, now())
    db.session.commit()
    if request.method == "GET":
        begin_reading()
    return True
