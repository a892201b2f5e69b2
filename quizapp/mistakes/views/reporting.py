"""A student says that a question is wrong, while working or afterwards."""

from datetime import datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response as Answer

from quizapp.attempts.models import AlreadySubmitted, Response
from quizapp.attempts.queries import last_position
from quizapp.attempts.terms import Timed, find_timed
from quizapp.attempts.views.player import refusals, save_what_came
from quizapp.database import db
from quizapp.mistakes import actions, queries
from quizapp.mistakes.forms import ReportForm
from quizapp.mistakes.views.blueprint import bp
from quizapp.web import times
from quizapp.web.access import for_students
from quizapp.web.lookup import found

OPEN = "You have reported this question already. Your teacher has not answered yet."
TOO_MANY = (
    f"You have made {actions.MOST_IN_A_DAY} reports in a day, and more cannot be looked at. "
    "Tell your teacher in person, or come back tomorrow."
)


@bp.post("/attempts/<int:attempt_id>/mistakes")
@for_students
def report(attempt_id: int) -> ResponseReturnValue:
    now = times.now()
    timed = found(find_timed(current_user.id, attempt_id, lock=True))
    _save_answers(timed, now)
    form = ReportForm()
    complete = form.validate_on_submit()
    response = _response(attempt_id, form.position)
    if complete and response and _reported(response, form, now):
        db.session.commit()
        flash("Thank you. Your teacher reads it; go on as usual.", "done")
        return _back(timed, response.position)
    db.session.commit()  # the answers, if any came
    return _page(timed, form)


def _save_answers(timed: Timed, now: datetime) -> None:
    """Save the answers that come along from the player, so that none is lost by reporting."""
    with refusals():
        try:
            saved = save_what_came(timed, now)
        except AlreadySubmitted:
            flash("An answer on that page can no longer change, and was not saved.", "problem")
        else:
            if any(each.late for each in saved.values()):
                flash("The time was over: the answer is kept, your teacher decides.", "problem")


def _response(attempt_id: int, position: int | None) -> Response | None:
    """Return the response to the question that the form names; a made-up one is not found."""
    if position is None:
        return None
    return found(queries.find_response(current_user, attempt_id, position))


def _reported(response: Response, form: ReportForm, now: datetime) -> bool:
    try:
        actions.report(current_user, response, str(form.text.data), now)
    except actions.AlreadyReported:
        form.text.errors = [OPEN]
    except actions.TooManyReports:
        form.text.errors = [TOO_MANY]
    else:
        return True
    return False


def _back(timed: Timed, position: int) -> Answer:
    attempt = timed.attempt
    if attempt.submitted_at:
        here = f"question-{position}"
        return redirect(url_for("attempts.review", attempt_id=attempt.id, _anchor=here))
    return redirect(url_for("attempts.show", attempt_id=attempt.id, question=position))


def _page(timed: Timed, form: ReportForm) -> ResponseReturnValue:
    """Answer with what was typed and what is wrong with it; the answers are saved by now."""
    back = _back(timed, form.position or 1).location
    attempt = timed.attempt
    count = last_position(attempt.id)
    page = render_template(
        "mistakes/report.html", attempt=attempt, form=form, back=back, count=count
    )
    return page, 422
