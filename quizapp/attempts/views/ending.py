"""Handing in, and looking at it again."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions, queries
from quizapp.attempts.additions import additions_to
from quizapp.attempts.models import AlreadySubmitted
from quizapp.attempts.rules import Stage
from quizapp.attempts.terms import find_timed
from quizapp.attempts.views.blueprint import bp
from quizapp.attempts.views.lists import end_overdue
from quizapp.database import db
from quizapp.web import times
from quizapp.web.access import for_students
from quizapp.web.lookup import found


@bp.get("/attempts/<int:attempt_id>/submission")
@for_students
def summary(attempt_id: int) -> ResponseReturnValue:
    sitting = found(queries.find_sitting(current_user, attempt_id, times.now()))
    if sitting.stage is not Stage.RUNNING:
        return redirect(url_for(".show", attempt_id=attempt_id))
    return render_template("attempts/summary.html", sitting=sitting)


@bp.post("/attempts/<int:attempt_id>/submission")
@for_students
def submit(attempt_id: int) -> ResponseReturnValue:
    now = times.now()
    timed = found(find_timed(current_user.id, attempt_id))
    try:
        actions.hand_in_by_student(timed, now)
    except AlreadySubmitted:
        db.session.rollback()
    else:
        db.session.commit()
        flash(f"Handed in at {times.clock(now)}.", "done")
    return redirect(url_for(".review", attempt_id=attempt_id))


@bp.get("/attempts/<int:attempt_id>/review")
@for_students
def review(attempt_id: int) -> ResponseReturnValue:
    now = times.now()
    end_overdue(now)
    sitting = found(queries.find_sitting(current_user, attempt_id, now))
    if sitting.stage is not Stage.ENDED:
        return redirect(url_for(".show", attempt_id=attempt_id))
    return render_template("attempts/review.html", sitting=sitting, additions=additions_to(sitting))
