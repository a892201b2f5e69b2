"""Signing in, one's own settings, the first start, people, invitations, the school."""

from flask import Flask, g, request

from quizapp.accounts import queries
from quizapp.accounts.views import settings, signing_in
from quizapp.accounts.views.blueprint import bp
from quizapp.extensions import login_manager

__all__ = ["bind", "settings", "signing_in"]


def bind(app: Flask) -> None:
    """Register the feature: who is signed in, the school's time zone, the views."""
    login_manager.user_loader(queries.find_signed_in)
    app.before_request(_know_the_school)
    app.register_blueprint(bp)


def _know_the_school() -> None:
    if request.endpoint != "static":
        g.school = queries.get_school()
        g.zone = g.school.zone if g.school else None
