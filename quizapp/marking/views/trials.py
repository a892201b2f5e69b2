"""Anchors on the mark page: in an exercise, and unannounced among the scripts."""

from functools import partial

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.database import db
from quizapp.marking.actions import Ruling, SchemeChanged
from quizapp.marking.anchors import actions
from quizapp.marking.anchors.actions import AnchorGone, GivenAlready
from quizapp.marking.anchors.desk import TrialDesk, find_trial_desk
from quizapp.marking.anchors.models import Trial
from quizapp.marking.anchors.reading import find_anchor
from quizapp.marking.forms import Draft, Problems
from quizapp.marking.numbers import TRIALS
from quizapp.marking.scripts import neighbours
from quizapp.marking.views.apart import APART, Apart
from quizapp.marking.views.page import KEPT, desk_page, level_and_mark, upon_ruling
from quizapp.web.lookup import found
from quizapp.web.times import now

GONE = "That was an anchor, and it was taken out of use meanwhile. There is nothing to mark there."
DONE = "You have marked or skipped that anchor already; the first mark stays on record."
CHANGED = "The mark scheme has changed since you opened this page. Look at it, then save."


def address_of(trial: Trial) -> str:
    """Return where an anchor is marked."""
    return url_for("marking.script", response_id=TRIALS.start + trial.id)


def show(trial_id: int) -> ResponseReturnValue:
    desk = found(find_trial_desk(current_user, trial_id, now()))
    if desk.trial.closed_at is not None:
        flash(DONE, "note")
        return _onwards(desk)
    if find_anchor(current_user, desk.trial.anchor_id) is None:
        flash(GONE, "note")
        return _onwards(desk)
    return desk_page(desk, Draft(version_id=desk.in_use.id))


def mark(trial_id: int) -> ResponseReturnValue:
    desk = found(find_trial_desk(current_user, trial_id, now()))
    return upon_ruling(desk, desk_page, partial(_give, desk))


def _give(desk: TrialDesk, draft: Draft, ruling: Ruling) -> ResponseReturnValue:
    trial_id = desk.trial.id
    try:
        actions.give(desk.topic, current_user, desk.trial, ruling, now())
    except SchemeChanged:
        return _scheme_changed(trial_id, draft)
    except (AnchorGone, GivenAlready) as refused:
        db.session.rollback()
        flash(GONE if isinstance(refused, AnchorGone) else DONE, "note")
        return _onwards(found(find_trial_desk(current_user, trial_id, now())))
    flash(_told(desk), "done")
    db.session.commit()
    return _onwards(desk)


def _scheme_changed(trial_id: int, draft: Draft) -> ResponseReturnValue:
    db.session.rollback()
    desk = found(find_trial_desk(current_user, trial_id, now()))
    again = Draft(draft.level, draft.mark, draft.comment, draft.rows, desk.in_use.id)
    return desk_page(desk, again, Problems(refused=f"{CHANGED} {KEPT}"), 409)


def _told(desk: TrialDesk) -> str:
    """Return what the marker hears: in an exercise only that it is saved, all follows later."""
    trial = desk.trial
    if desk.nameless or trial.mark is None or trial.agreed is None:
        return f"Marked: {desk.name}."
    given = level_and_mark(trial.level, trial.mark)
    agreed = level_and_mark(trial.agreed_level, trial.agreed)
    compared = "as agreed" if given == agreed else f"agreed: {agreed}"
    return f"That was an anchor. You gave {given}; {compared}. {trial.anchor.reason}"


def _onwards(desk: TrialDesk) -> ResponseReturnValue:
    """Go to the next anchor of the exercise, to its result, or back to where the script waits."""
    if desk.trial.exercise is None:
        after = neighbours(desk.scripts, desk.entry.id)[0] if desk.entry else None
        address = url_for("marking.begin", after=after, **desk.key)
        return redirect(address if desk.scripts else url_for("marking.index"))
    following = actions.next_trial(current_user, desk.trial.exercise, desk.trial.id)
    if following is None:
        return redirect(url_for("marking.exercise", **desk.key))
    return redirect(address_of(following))


def skip(trial_id: int) -> ResponseReturnValue:
    desk = found(find_trial_desk(current_user, trial_id, now()))
    actions.skip(desk.trial, now())
    db.session.commit()
    return _onwards(found(find_trial_desk(current_user, trial_id, now())))


def hold(trial_id: int) -> ResponseReturnValue:
    found(find_trial_desk(current_user, trial_id, now()))
    return {"mine": True, "by": ""}


APART.append(Apart(TRIALS, show, mark, skip, hold))
