"""Grade boundaries of a quiz, and what late work gets."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.database import db
from quizapp.insights.finding import Finding
from quizapp.insights.forms import GradesForm, present_grades
from quizapp.insights.grades import Grading, finding_of, grading_of
from quizapp.insights.queries import grids
from quizapp.insights.views.blueprint import assignment_of, bp
from quizapp.quizzes.models import Assignment
from quizapp.scoring.grades import READY
from quizapp.web.access import for_teachers

NOT_READABLE = Finding("These boundaries cannot be used yet.")


@bp.route("/assignments/<int:assignment_id>/grades", methods=["GET", "POST"])
@for_teachers
def grades(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    _name, start = READY.get(request.args.get("start", ""), ("", None))
    form = GradesForm(assignment, data=present_grades(assignment, start or assignment.scale))
    if not form.validate_on_submit():
        scale = None if form.errors else start or assignment.scale
        return _page(assignment, form, grading_of(scale, grids.grid_of(assignment).members))
    assignment.grade_by(form.scale)
    assignment.treat_late_work_by(form.late)
    grading = grading_of(form.scale, grids.grid_of(assignment).members)
    if request.form.get("step") == "preview":
        return _page(assignment, form, grading)  # nothing is committed
    db.session.commit()
    flash(f"Saved. {finding_of(grading)}", "done")
    return redirect(url_for(".grades", assignment_id=assignment_id))


def _page(assignment: Assignment, form: GradesForm, grading: Grading | None) -> ResponseReturnValue:
    page = render_template(
        "insights/grades.html",
        assignment=assignment,
        form=form,
        grading=grading,
        finding=NOT_READABLE if form.errors else finding_of(grading),
        out_of=sum(each.max_mark for each in assignment.items),
        ready=READY,
    )
    return page, 422 if form.errors else 200
