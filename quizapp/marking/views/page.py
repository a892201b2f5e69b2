"""The mark page, the same for whatever lies on the desk."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quizapp.marking.forms import Draft, Problems

KEPT = "Your mark was not saved; everything you typed is still here."


def desk_page(
    desk: Any,
    draft: Draft,
    problems: Problems | None = None,
    status: int = 200,
    *,
    may_mark: bool = True,
) -> ResponseReturnValue:
    """Return the mark page with what was typed, right or wrong."""
    page = render_template(
        "marking/script.html",
        desk=desk,
        draft=draft,
        problems=problems or Problems(),
        may_mark=may_mark,
    )
    return page, status


def with_saved_comment(desk: Any, draft: Draft) -> ResponseReturnValue | None:
    """Return the page with the saved comment that was picked; ``None`` if none was."""
    if "insert" not in request.form:
        return None
    chosen = [each for each in desk.saved if str(each.id) == request.form["insert"]]
    return desk_page(desk, draft.adding(chosen[0].text if chosen else ""))
