"""Classes, rosters, join codes, login cards, accommodations."""

from flask import Flask, g
from flask_login import current_user

from quizapp.accounts.models import Role
from quizapp.classrooms.queries import accommodations_of
from quizapp.classrooms.views import cards, classes, joining, members, roster, student, teachers
from quizapp.classrooms.views.blueprint import bp
from quizapp.web.rendering import NAVIGATION

__all__ = ["bind", "cards", "classes", "joining", "members", "roster", "student", "teachers"]

LINK = ("Classes", "classrooms.index")


def bind(app: Flask) -> None:
    """Register the feature: its views, and the first link of teachers and admins."""
    for role in ("teacher", "admin"):
        if LINK not in NAVIGATION[role]:
            NAVIGATION[role].insert(0, LINK)
    app.register_blueprint(bp)
    app.jinja_env.globals["needs_larger_text"] = needs_larger_text


def needs_larger_text() -> bool:
    """Return whether the student who is signed in needs larger text; asked once a request."""
    if not current_user.is_authenticated or current_user.role is not Role.STUDENT:
        return False
    if "needs_larger_text" not in g:
        needs = accommodations_of([current_user.id]).get(current_user.id)
        g.needs_larger_text = bool(needs and needs.larger_text)
    return bool(g.needs_larger_text)
