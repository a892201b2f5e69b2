"""Taking a quiz: attempts, responses, steps, review."""

from flask import Blueprint, Flask

bp = Blueprint("attempts", __name__)


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
