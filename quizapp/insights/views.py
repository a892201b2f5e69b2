"""Reading the results: the class page, the grid, items, students, exports."""

from flask import Blueprint, Flask

bp = Blueprint("insights", __name__)


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
