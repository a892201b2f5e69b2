"""The entry grid, the page that asks before anything given online is touched, and saving."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from quizapp.attempts.actions import end_overdue_in
from quizapp.classrooms.queries import wait_for_turn
from quizapp.database import db
from quizapp.paper import actions, forms, queries
from quizapp.paper.desk import Desk, desk_of
from quizapp.paper.plan import Cells, Plan, Problem, plan
from quizapp.paper.views.blueprint import assignment_of, bp
from quizapp.web.access import for_teachers
from quizapp.web.times import now

CHANGED = "Something changed since you looked at this list. Please look at it again."


@bp.get("/assignments/<int:assignment_id>/paper-answers")
@for_teachers
def answers(assignment_id: int) -> ResponseReturnValue:
    desk = desk_of(assignment_of(assignment_id))
    return _grid(desk, forms.present(desk.standings, desk.boxes))


@bp.post("/assignments/<int:assignment_id>/paper-answers")
@for_teachers
def enter_answers(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    wait_for_turn(assignment.classroom)
    end_overdue_in(assignment, now())
    desk, cells = desk_of(assignment), forms.cells_from(request.form)
    wanted = plan(desk.standings, desk.boxes, cells)
    problems = [*forms.gone(cells, desk.standings), *wanted.problems]
    if "edit" in request.form or problems:
        return _grid(desk, cells, problems, 422 if problems else 200)
    confirmed = request.form.get("confirmed", "")
    if confirmed and confirmed != wanted.fingerprint:
        return preview(desk, wanted, cells, CHANGED, 409)
    if wanted.asks and not confirmed:
        return preview(desk, wanted, cells)
    return _save(desk, wanted, cells)


def _grid(
    desk: Desk, cells: Cells, problems: Sequence[Problem] = (), status: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "paper/answers.html",
        desk=desk,
        assignment=desk.assignment,
        cells=cells,
        problems=problems,
        bad={each.box: each.sentence for each in problems if each.box},
    )
    return page, status


def preview(
    desk: Desk,
    wanted: Plan,
    cells: Cells,
    problem: str = "",
    status: int = 200,
    from_file: bool = False,
) -> ResponseReturnValue:
    """Show what would change, with everything typed carried along."""
    page = render_template(
        "paper/preview.html",
        desk=desk,
        assignment=desk.assignment,
        plan=wanted,
        carried=forms.hidden(cells),
        problem=problem,
        from_file=from_file,
    )
    return page, status


def _save(desk: Desk, wanted: Plan, cells: Cells) -> ResponseReturnValue:
    assignment = desk.assignment
    ident = assignment.id
    terms = queries.terms_for_all(assignment)
    try:
        actions.carry_out(wanted.lines, assignment, current_user, terms, now())
        db.session.commit()
    except (IntegrityError, actions.Overtaken):  # a student began or ended at this very moment
        db.session.rollback()
        desk = desk_of(assignment_of(ident))
        return preview(desk, plan(desk.standings, desk.boxes, cells), cells, CHANGED, 409)
    count = len(wanted.lines)
    flash(
        f"Entered from paper for {count} {'student' if count == 1 else 'students'}."
        if count
        else "There was nothing new in the boxes.",
        "done",
    )
    return redirect(url_for(".answers", assignment_id=ident))
