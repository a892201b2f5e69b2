"""Judging by comparing: rounds and their settings, the pairs, the report, the marks."""

from flask import Flask

from quizapp.comparing.views import marks, pairs, rounds, settings
from quizapp.comparing.views.blueprint import bp
from quizapp.web.rendering import HOMES

__all__ = ["bind", "marks", "pairs", "rounds", "settings"]


def bind(app: Flask) -> None:
    """Register the feature; its pages stand under marking."""
    app.register_blueprint(bp)
    HOMES["comparing"] = "marking"
