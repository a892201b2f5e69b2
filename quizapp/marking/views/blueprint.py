"""The blueprint of marking; names stay hidden from page to page until they are asked for."""

from typing import Any

from flask import Blueprint, request

bp = Blueprint("marking", __name__)


def names_on() -> bool:
    """Return whether the marker asked to see whose script it is."""
    return request.args.get("names") == "on"


@bp.url_defaults
def _keep_names(_endpoint: str, values: dict[str, Any]) -> None:
    if names_on():
        values.setdefault("names", "on")


@bp.context_processor
def _for_templates() -> dict[str, Any]:
    return {"names_on": names_on()}
