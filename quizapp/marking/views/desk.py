"""The mark page of one script."""

from functools import partial

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts.actions import NothingToMark
from quizapp.database import begin_reading, begin_writing, db
from quizapp.marking import actions, line
from quizapp.marking.actions import (
    HeldByOther,
    MarkedMeanwhile,
    NoColleague,
    Ruling,
    SchemeChanged,
)
from quizapp.marking.alike import give_to_all
from quizapp.marking.desk import Desk, find_desk
from quizapp.marking.forms import Draft, Problems, draft_of
from quizapp.marking.models import GivenMark
from quizapp.marking.views.apart import unless_apart
from quizapp.marking.views.blueprint import bp
from quizapp.marking.views.page import KEPT, held_page, level_and_mark, upon_ruling
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.times import clock, now

NOBODY = "Choose who is to mark this script: somebody who teaches the class."


@bp.get("/scripts/<int:response_id>")
@for_teachers
@unless_apart("show")
def script(response_id: int) -> ResponseReturnValue:
    desk = found(find_desk(current_user, response_id, now()))
    if not desk.closed:
        begin_writing()
        actions.hold(response_id, current_user, now())
        db.session.commit()
        begin_reading()
        desk = found(find_desk(current_user, response_id, now()))
    return held_page(desk, _standing(desk))


@bp.post("/scripts/<int:response_id>/marks")
@for_teachers
@unless_apart("mark")
def mark(response_id: int) -> ResponseReturnValue:
    desk = found(find_desk(current_user, response_id, now()))
    return upon_ruling(desk, held_page, partial(_give, desk))


def _give(desk: Desk, draft: Draft, ruling: Ruling) -> ResponseReturnValue:
    try:
        actions.give(desk.response, current_user, ruling, desk.in_use, now())
    except (HeldByOther, MarkedMeanwhile, SchemeChanged, NothingToMark) as refused:
        return _refused(desk.response.id, draft, refused)
    others = desk.alike if request.form.get("alike") else ()
    also = give_to_all(others, current_user, ruling, now())
    db.session.commit()
    flash(f"Marked: {desk.name}{_and_others(also)}.", "done")
    return _onwards(desk)


def _and_others(count: int) -> str:
    if not count:
        return ""
    return f", and {count} {'other' if count == 1 else 'others'} with the same words"


def _onwards(desk: Desk) -> ResponseReturnValue:
    """Go to the next script behind this one."""
    version = desk.response.version
    address = url_for(".begin", bank=version.bank, item_id=version.item_id, after=desk.response.id)
    return redirect(address)


def _refused(response_id: int, draft: Draft, refused: Exception) -> ResponseReturnValue:
    """Show the page again with all that was typed, and say why it was not saved."""
    db.session.rollback()
    desk = found(find_desk(current_user, response_id, now()))
    seen = desk.current.id if desk.current else 0
    shown = Draft(draft.level, draft.mark, draft.comment, draft.rows, desk.in_use.id, seen)
    return held_page(desk, shown, Problems(refused=f"{_why(refused, desk)} {KEPT}"), 409)


def _why(refused: Exception, desk: Desk) -> str:
    match refused:
        case HeldByOther():
            until = f", at the latest at {clock(desk.hold.until)}" if desk.hold else ""
            return f"{_has_it_open(desk)} Save again when they have done{until}."
        case MarkedMeanwhile():
            return f"{_said(desk.current)} Save again to put yours in its place."
        case SchemeChanged():
            return "The mark scheme has changed since you opened this page. Look at it, then save."
        case _:
            return "There is nothing left to mark here: the answer or its attempt has changed."


def _has_it_open(desk: Desk) -> str:
    return f"{desk.hold.marker.name if desk.hold else 'Somebody else'} has this script open now."


def _said(given: GivenMark | None) -> str:
    if given is None:
        return "This script was marked while you had it open, and the mark was taken back."
    who = given.marker.name if given.marker else "Somebody"
    what = level_and_mark(given.level, given.mark)
    return f"{who} marked this script at {clock(given.at)}: {what}."


@bp.post("/scripts/<int:response_id>/hold")
@for_teachers
@unless_apart("hold")
def hold(response_id: int) -> ResponseReturnValue:
    found(find_desk(current_user, response_id, now()))
    mine = actions.hold(response_id, current_user, now())
    db.session.commit()
    other = None if mine else line.hold_of(response_id, now())
    return {"mine": mine, "by": other.marker.name if other else ""}


@bp.post("/scripts/<int:response_id>/skip")
@for_teachers
@unless_apart("skip")
def skip(response_id: int) -> ResponseReturnValue:
    desk = found(find_desk(current_user, response_id, now()))
    actions.let_go(response_id, current_user)
    db.session.commit()
    return _onwards(desk)


@bp.post("/scripts/<int:response_id>/hand-overs")
@for_teachers
def hand_over(response_id: int) -> ResponseReturnValue:
    desk = found(find_desk(current_user, response_id, now()))
    taker_id = request.form.get("colleague", 0, type=row_number)
    taker = next((each for each in desk.colleagues if each.id == taker_id), None)
    note = request.form.get("note", "").strip()[:300]
    try:
        actions.hand_over(desk.response, current_user, taker, note, now())
    except NoColleague:
        return held_page(desk, _standing(desk), Problems(colleague=NOBODY, note=note), 422)
    except HeldByOther:
        return _not_handed_over(response_id, {"note": note, "taker": str(taker_id)})
    db.session.commit()
    flash(f"{desk.name} now waits for {taker.name if taker else ''}.", "done")
    return _onwards(desk)


def _not_handed_over(response_id: int, typed: dict[str, str]) -> ResponseReturnValue:
    db.session.rollback()
    desk = found(find_desk(current_user, response_id, now()))
    said = f"{_has_it_open(desk)} It was not handed over; your note is still here."
    return held_page(desk, _standing(desk), Problems(refused=said, **typed), 409)


def _standing(desk: Desk) -> Draft:
    return draft_of(desk.current, desk.in_use.id)
