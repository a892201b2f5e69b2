"""The mark page, the same for whatever lies on the desk."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.marking.actions import Ruling
from quizapp.marking.forms import Draft, NotComplete, Problems, draft_from, ruling_of
from quizapp.web.rendering import mark as shown

KEPT = "Your mark was not saved; everything you typed is still here."


def level_and_mark(level: int | None, mark: Fraction) -> str:
    """Return what was given in words: ``level 2, 4 marks``."""
    words = f"{shown(mark)} {'mark' if mark == 1 else 'marks'}"
    return words if level is None else f"level {level}, {words}" if level else f"no level, {words}"


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


def held_page(
    desk: Any, draft: Draft, problems: Problems | None = None, status: int = 200
) -> ResponseReturnValue:
    """Return the mark page of a script that only one person at a time can mark."""
    mine = desk.hold is not None and desk.hold.marker_id == current_user.id
    may_mark = not desk.closed and (mine or request.method == "POST")
    return desk_page(desk, draft, problems, status, may_mark=may_mark)


Page = Callable[[Any, Draft, Problems, int], ResponseReturnValue]


def upon_ruling(
    desk: Any, page: Page, give: Callable[[Draft, Ruling], ResponseReturnValue]
) -> ResponseReturnValue:
    """Give what was decided, or return the page: with what is missing, or a comment picked."""
    draft = draft_from(request.form)
    if "insert" in request.form:
        chosen = [each for each in desk.saved if str(each.id) == request.form["insert"]]
        return desk_page(desk, draft.adding(chosen[0].text if chosen else ""))
    try:
        ruling = ruling_of(draft, desk.scheme, desk.text)
    except NotComplete as amiss:
        return page(desk, draft, amiss.problems, 422)
    return give(draft, ruling)
