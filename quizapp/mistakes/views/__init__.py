"""Mistakes in questions: students say what is wrong, teachers answer."""

from collections.abc import Mapping, Sequence

from flask import Flask, g
from flask_login import current_user

from quizapp.attempts.corrections import in_force
from quizapp.mistakes import queries
from quizapp.mistakes.models import LONGEST, MistakeReport
from quizapp.mistakes.views import answering, reporting
from quizapp.mistakes.views.blueprint import bp
from quizapp.web.rendering import HOMES

__all__ = ["answering", "bind", "reporting"]


def bind(app: Flask) -> None:
    """Register the feature; its parts of other features' pages are templates they include."""
    app.register_blueprint(bp)
    HOMES["mistakes"] = "quizzes"
    app.jinja_env.globals["own_mistake_reports"] = own_mistake_reports
    app.jinja_env.globals["open_mistake_reports"] = lambda: queries.count_open(current_user)
    app.jinja_env.globals["open_mistakes_in"] = open_mistakes_in
    app.jinja_env.globals["was_put_right"] = was_put_right
    app.jinja_env.globals["longest_mistake_report"] = LONGEST


def open_mistakes_in(bank: str, item_id: str) -> int:
    """Return how many reports on an item wait for the teacher who is signed in."""
    return queries.count_open_on(current_user, bank, item_id)


def was_put_right(assignment_id: int, position: int) -> bool:
    """Return whether a question's marks follow a correction; asked once a request."""
    key = f"put_right_{assignment_id}"
    if key not in g:
        setattr(g, key, in_force([assignment_id]))
    return (assignment_id, position) in getattr(g, key)


def own_mistake_reports(bank: str) -> Mapping[str, Sequence[MistakeReport]]:
    """Return what the student who is signed in has reported, by item; asked once a request."""
    key = f"mistake_reports_{bank}"
    if key not in g:
        setattr(g, key, queries.reports_by(current_user, bank))
    found: Mapping[str, Sequence[MistakeReport]] = getattr(g, key)
    return found
