"""The blueprint; once names are hidden, they stay hidden until they are asked for."""

from typing import Any

from flask import Blueprint, request

bp = Blueprint("regrading", __name__)


def names_on() -> bool:
    """Return whether students' names may stand on the page."""
    return request.args.get("names") != "off"


@bp.url_defaults
def _keep_names_hidden(_endpoint: str, values: dict[str, Any]) -> None:
    if not names_on():
        values.setdefault("names", "off")


@bp.context_processor
def _for_templates() -> dict[str, Any]:
    return {"names_on": names_on()}
