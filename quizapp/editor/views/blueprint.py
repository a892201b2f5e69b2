"""What the pages of the workbench share."""

from typing import Any

from flask import Blueprint

from quizapp.editor.working import Working, find_working
from quizapp.web.lookup import found

bp = Blueprint("editor", __name__)
BANK = "/banks/<string:bank>"


def working_of(bank: str) -> Working:
    """Return the working copy of a bank."""
    return found(find_working(bank))


@bp.app_template_filter("file_name")
def _file_name(path: Any) -> str:
    """Return the name of a file without its folder and ending: ``S1-03``."""
    return str(path).rpartition("/")[2].removesuffix(".yaml")
