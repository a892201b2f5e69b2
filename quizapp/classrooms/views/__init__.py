"""Classes, rosters, join codes, login cards, accommodations."""

from flask import Flask

from quizapp.classrooms.views import cards, classes, joining, members, roster, student
from quizapp.classrooms.views.blueprint import bp
from quizapp.web.rendering import NAVIGATION

__all__ = ["bind", "cards", "classes", "joining", "members", "roster", "student"]

LINK = ("Classes", "classrooms.index")


def bind(app: Flask) -> None:
    """Register the feature: its views, and the first link of teachers and admins."""
    for role in ("teacher", "admin"):
        if LINK not in NAVIGATION[role]:
            NAVIGATION[role].insert(0, LINK)
    app.register_blueprint(bp)
