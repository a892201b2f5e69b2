"""What waits, and the way to the next script."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions as attempts
from quizapp.attempts.terms import overdue_in_assignment
from quizapp.database import begin_reading, begin_writing, db
from quizapp.marking import actions, queries
from quizapp.marking.anchors.actions import serve
from quizapp.marking.anchors.record import owes_exercise
from quizapp.marking.anchors.topics import find_topic
from quizapp.marking.queue import find_pile, piles_of
from quizapp.marking.views.blueprint import bp
from quizapp.marking.views.trials import address_of
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.times import now


@bp.get("/marking")
@for_teachers
def index() -> ResponseReturnValue:
    _end(queries.under_way(current_user))
    return render_template("marking/index.html", piles=piles_of(current_user, now()))


def _end(assignment_ids: Sequence[int]) -> None:
    """End the attempts whose time is over, so that what they hold waits here; mostly none are."""
    overdue = [each for each in assignment_ids if overdue_in_assignment(each, now())]
    if overdue:
        begin_writing()
        attempts.end_overdue_in_all(overdue, now())
        db.session.commit()
        begin_reading()


@bp.get("/marking/<string:bank>/<string:item_id>")
@for_teachers
def begin(bank: str, item_id: str) -> ResponseReturnValue:
    found(find_pile(current_user, bank, item_id, now()))
    topic = find_topic(bank, item_id)
    if topic and owes_exercise(current_user, topic):
        return redirect(url_for(".exercise", bank=bank, item_id=item_id))
    begin_writing()
    after = request.args.get("after", type=row_number)
    script = actions.take_next(current_user, bank, item_id, now(), after)
    anchor = serve(topic, current_user, script, now()) if topic and script else None
    db.session.commit()
    if anchor is not None:
        return redirect(address_of(anchor))
    if script is None:
        flash("No other script of this question waits for you now.", "done")
        return redirect(url_for(".scripts", bank=bank, item_id=item_id))
    return redirect(url_for(".script", response_id=script))


@bp.get("/marking/<string:bank>/<string:item_id>/scripts")
@for_teachers
def scripts(bank: str, item_id: str) -> ResponseReturnValue:
    pile = found(find_pile(current_user, bank, item_id, now()))
    return render_template("marking/scripts.html", pile=pile)
