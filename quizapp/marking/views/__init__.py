"""Marking: the queue, the mark page, and receipts for what was handed in."""

from flask import Flask

from quizapp.attempts.additions import ADDERS
from quizapp.attempts.verdicts import FOLLOWERS, KEEPERS
from quizapp.marking import elsewhere
from quizapp.marking.review import judgements
from quizapp.marking.views import anchors, desk, queue, receipts, second
from quizapp.marking.views.blueprint import bp
from quizapp.web.rendering import NAVIGATION

__all__ = ["anchors", "bind", "desk", "queue", "receipts", "second"]

LINK = ("Marking", "marking.index")


def bind(app: Flask) -> None:
    """Register the feature: its views, its link, and what it adds to reviews and keeps."""
    app.register_blueprint(bp)
    for role in ("teacher", "admin"):
        if LINK not in NAVIGATION[role]:
            NAVIGATION[role].append(LINK)
    for adder in (judgements, receipts.receipts):
        if adder not in ADDERS:
            ADDERS.append(adder)
    if elsewhere.keep not in KEEPERS:
        KEEPERS.append(elsewhere.keep)
    if elsewhere.follow not in FOLLOWERS:
        FOLLOWERS.append(elsewhere.follow)
