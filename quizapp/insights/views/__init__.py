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
from quizapp.insights.views.blueprint import bp, with_names_turned
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
    """Register the feature; what hides names is a part of other features' pages too."""
    app.register_blueprint(bp)
    app.jinja_env.globals["with_names_turned"] = with_names_turned
    HOMES["insights"] = "classrooms"
