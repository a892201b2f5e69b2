"""Finding the banks that there are."""

from collections.abc import Sequence

from sqlalchemy import select

from quizapp.database import db
from quizapp.editor.models import Draft
from quizapp.editor.working import Working, find_working
from quizapp.quizzes.queries import NEWEST


def banks() -> Sequence[Working]:
    """Return the working copy of every bank, in the order of their ids."""
    names = {*db.session.scalars(select(Draft.bank)), *(r.bank for r in db.session.scalars(NEWEST))}
    return [working for name in sorted(names) if (working := find_working(name))]
