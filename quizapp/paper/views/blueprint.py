"""The blueprint of the pages for paper, and the assignment they are about."""

from flask import Blueprint
from flask_login import current_user

from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import find_assignment
from quizapp.web.lookup import found

bp = Blueprint("paper", __name__)


def assignment_of(assignment_id: int) -> Assignment:
    """Return the teacher's assignment with its questions and sources."""
    return found(find_assignment(current_user, assignment_id))
