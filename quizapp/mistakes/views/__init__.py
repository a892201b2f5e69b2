"""Mistakes in questions: students say what is wrong, teachers answer."""

from collections.abc import Mapping, Sequence

from flask import Flask, g
from flask_login import current_user

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
    app.jinja_env.globals["longest_mistake_report"] = LONGEST


def own_mistake_reports(bank: str) -> Mapping[str, Sequence[MistakeReport]]:
    """Return what the student who is signed in has reported, by item; asked once a request."""
    key = f"mistake_reports_{bank}"
    if key not in g:
        setattr(g, key, queries.reports_by(current_user, bank))
    found: Mapping[str, Sequence[MistakeReport]] = getattr(g, key)
    return found
