"""Printing an assignment, entering what was answered on paper, marks in a table."""

from flask import Flask

from quizapp.paper.views import entry, marks, printing
from quizapp.paper.views.blueprint import bp
from quizapp.web.rendering import HOMES

__all__ = ["bind", "entry", "marks", "printing"]


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
    HOMES["paper"] = "classrooms"
