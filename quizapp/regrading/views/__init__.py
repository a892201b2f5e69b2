"""Putting questions right: the choice, its preview, the history; and notes in the review."""

from collections.abc import Sequence

from flask import Flask

from quizapp.attempts.additions import ADDERS
from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Correction
from quizapp.regrading.notes import notes
from quizapp.regrading.views import correcting, history
from quizapp.regrading.views.blueprint import bp
from quizapp.web.rendering import HOMES

__all__ = ["bind", "correcting", "history"]


def bind(app: Flask) -> None:
    """Register the feature; the page of an item asks it what was corrected there."""
    app.register_blueprint(bp)
    HOMES["regrading"] = "classrooms"
    app.jinja_env.globals["corrections_at"] = corrections_at
    if notes not in ADDERS:
        ADDERS.append(notes)


def corrections_at(assignment_id: int, position: int) -> Sequence[Correction]:
    """Return the corrections in force at one question of an assignment."""
    return in_force([assignment_id]).get((assignment_id, position), ())
