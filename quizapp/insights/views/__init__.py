"""Reading the results: the class page, the grid, items, students, exports."""

from flask import Flask

from quizapp.insights.views import (
    beliefs,
    decisions,
    downloads,
    grades,
    progress,
    reports,
    results,
    students,
)
from quizapp.insights.views.blueprint import bp
from quizapp.web.rendering import HOMES

__all__ = [
    "beliefs",
    "bind",
    "decisions",
    "downloads",
    "grades",
    "progress",
    "reports",
    "results",
    "students",
]


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
    HOMES["insights"] = "classrooms"
