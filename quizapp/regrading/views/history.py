"""What was put right in an assignment, by whom, and undoing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.database import db
from quizapp.quizzes.queries import find_assignment, find_place
from quizapp.regrading import actions, queries
from quizapp.regrading.actions import NotTheLast
from quizapp.regrading.history import entries_of
from quizapp.regrading.views.blueprint import bp, names_on
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.get("/assignments/<int:assignment_id>/corrections")
@for_teachers
def history(assignment_id: int) -> ResponseReturnValue:
    assignment = found(find_assignment(current_user, assignment_id))
    return render_template(
        "regrading/history.html",
        assignment=assignment,
        entries=entries_of(current_user, assignment, names=names_on()),
    )


@bp.post("/assignments/<int:assignment_id>/corrections/<int:correction_id>/reversal")
@for_teachers
def undo(assignment_id: int, correction_id: int) -> ResponseReturnValue:
    found(find_assignment(current_user, assignment_id))
    correction = found(queries.find_correction(assignment_id, correction_id))
    place = found(find_place(current_user, assignment_id, correction.position))
    try:
        changed = actions.undo(place, correction, current_user, now())
    except NotTheLast:
        flash("A later correction of the same question has to be undone first.", "problem")
    else:
        db.session.commit()
        many = "attempt is" if changed == 1 else "attempts are"
        flash(f"Undone: {changed} {many} as before.", "done")
    return redirect(url_for(".history", assignment_id=assignment_id))
