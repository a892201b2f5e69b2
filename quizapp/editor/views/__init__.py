"""The pages of the authors' workbench."""

from flask import Flask

from quizapp.editor.views import (
    arrivals,
    caring,
    files,
    finding,
    form,
    history,
    publishing,
    quizzes,
    seeing,
    sources,
    writing,
)
from quizapp.editor.views.blueprint import bp
from quizapp.web.rendering import NAVIGATION

__all__ = [
    "arrivals",
    "bind",
    "caring",
    "files",
    "finding",
    "form",
    "history",
    "publishing",
    "quizzes",
    "seeing",
    "sources",
    "writing",
]


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
    for role in ("teacher", "admin"):
        if ("Question bank", "editor.banks") not in NAVIGATION[role]:
            NAVIGATION[role].append(("Question bank", "editor.banks"))
