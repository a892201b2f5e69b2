"""Classes, rosters, join codes, login cards, accommodations."""

from flask import Blueprint, Flask

bp = Blueprint("classrooms", __name__)


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
