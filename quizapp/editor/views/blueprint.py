"""What the pages of the workbench share."""

from typing import Any

from flask import Blueprint
from flask_login import current_user

from quizapp.database import begin_writing, db, stop_writing
from quizapp.editor import actions
from quizapp.editor.working import Working, find_working
from quizapp.web.lookup import found
from quizapp.web.times import now

bp = Blueprint("editor", __name__)
BANK = "/banks/<string:bank>"


def working_of(bank: str) -> Working:
    """Return the working copy of a bank."""
    return found(find_working(bank))


def save_draft(bank: str, path: str, text: str, started_from: str) -> None:
    """Save a file for whoever is signed in, and commit; raises what `actions.save` raises.

    The right to write is taken just for this, so that nobody waits while a bank is read or a page
    is made.
    """
    begin_writing()
    try:
        actions.save(bank, path, text, started_from, current_user, now())
        db.session.commit()
    finally:
        stop_writing()


@bp.app_template_filter("file_name")
def _file_name(path: Any) -> str:
    """Return the name of a file without its folder and ending: ``S1-03``."""
    return str(path).rpartition("/")[2].removesuffix(".yaml")
