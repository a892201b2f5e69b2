"""Published bank revisions, item versions, assignments."""

from flask import Blueprint, Flask

bp = Blueprint("quizzes", __name__)


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
