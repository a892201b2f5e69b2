"""Signing in, one's own settings, the first start, people, invitations, the school."""

from flask import Flask, g, request

from quizapp.accounts import queries
from quizapp.accounts.views import invitations, people, school, settings, setup, signing_in
from quizapp.accounts.views.blueprint import bp
from quizapp.extensions import login_manager
from quizapp.web.rendering import NAVIGATION

__all__ = ["bind", "invitations", "people", "school", "settings", "setup", "signing_in"]

LINKS = [("People", "accounts.people"), ("School", "accounts.school")]


def bind(app: Flask) -> None:
    """Register the feature: who is signed in, the school's time zone, the views."""
    login_manager.user_loader(queries.find_signed_in)
    app.before_request(_know_the_school)
    NAVIGATION["admin"] += [link for link in LINKS if link not in NAVIGATION["admin"]]
    app.register_blueprint(bp)


def _know_the_school() -> None:
    if request.endpoint != "static":
        g.school = queries.get_school()
        g.zone = g.school.zone if g.school else None
