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
from quizapp.web.errors import SHOWN_AGAIN
from quizapp.web.guard import LARGER
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


WITH_PICTURES = ("editor.add_source", "editor.save_source")
MOST_SENT = 10_000_000
"""So many bytes a form with a picture may have; a picture that is too large is then told apart."""


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
    SHOWN_AGAIN.add(bp.name)
    LARGER.update(dict.fromkeys(WITH_PICTURES, MOST_SENT))
    for role in ("teacher", "admin"):
        if ("Question bank", "editor.banks") not in NAVIGATION[role]:
            NAVIGATION[role].append(("Question bank", "editor.banks"))
