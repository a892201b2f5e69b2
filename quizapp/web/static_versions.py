"""Static files whose address changes with their content, so that browsers may keep them."""

from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, url_for

BEHAVIOURS = "js/behaviours"
SERVED = {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}
YEAR = 31_536_000
"""How many seconds a browser keeps a file whose address changes with its content."""


def bind(app: Flask) -> None:
    """Version the addresses of static files, and offer templates the import map."""
    folder = Path(app.static_folder or "")
    fingerprint = cache(_fingerprint) if not app.debug else _fingerprint

    @app.url_defaults
    def _add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "v" not in values and values.get("filename"):
            values["v"] = fingerprint(folder / values["filename"])

    @app.after_request
    def _keep(response: Response) -> Response:
        # Only what was answered lies in the folder for certain, and may be looked into.
        served = request.endpoint == "static" and response.status_code in SERVED
        version = request.args.get("v") if served else None
        if version and version == fingerprint(folder / (request.view_args or {})["filename"]):
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
        return response

    @app.context_processor
    def _import_map() -> dict[str, Any]:
        return {"import_map": import_map, "has_asset": has_asset}

    def import_map() -> dict[str, dict[str, str]]:
        """Name the modules: behaviours, and what the feature of the page alone may import."""
        feature = request.blueprint or "none"
        files = [
            *sorted((folder / BEHAVIOURS).glob("*.js")),
            *sorted((folder / "js" / feature).glob("*.js")),
            *(folder / "vendor").glob(f"{feature}.js"),
        ]
        paths = [each.relative_to(folder).as_posix() for each in files]
        return {
            "imports": {
                path.removeprefix("js/"): url_for("static", filename=path) for path in paths
            }
        }

    def has_asset(filename: str) -> bool:
        return (folder / filename).is_file()


def _fingerprint(path: Path) -> str | None:
    try:
        return blake2b(path.read_bytes(), digest_size=4).hexdigest()
    except OSError:
        return None
