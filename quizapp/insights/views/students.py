"""What one student did in an assignment, and what a teacher can put right there."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug import Response

from quizapp.attempts import actions as attempts
from quizapp.database import db
from quizapp.insights.ahead import ahead_of
from quizapp.insights.dossier import sheets
from quizapp.insights.forms import ExcuseForm, OverrideForm, VoidForm
from quizapp.insights.queries import assignments, grids, students
from quizapp.insights.views.blueprint import assignment_of, bp
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.queries import terms_of_all
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.get("/assignments/<int:assignment_id>/students/<int:student_id>")
@for_teachers
def student(assignment_id: int, student_id: int) -> ResponseReturnValue:
    return student_page(assignment_of(assignment_id), student_id)


@dataclass(frozen=True)
class Deciding:
    """A form about one mark that comes back: ``place`` is the response's id, or the position."""

    kind: str
    place: int
    form: OverrideForm | ExcuseForm
    problem: str = ""

    def field(self, name: str) -> str:
        """Return where a field of the form stands on the page."""
        return f"{self.kind}-{name}-{self.place}"


def student_page(
    assignment: Assignment,
    student_id: int,
    form: VoidForm | None = None,
    voiding: int = 0,
    deciding: Deciding | None = None,
) -> ResponseReturnValue:
    """Show everything a student did; a form that has to be looked at again comes with it."""
    grid = grids.grid_of(assignment)
    row = found(grid.row_of(student_id))
    due_at = terms_of_all(assignment, [student_id])[student_id].due_at
    sources = assignments.sources_of(assignment)
    return render_template(
        "insights/student.html",
        assignment=assignment,
        row=row,
        grade=grid.grade_of(row),
        sheets=sheets(students.attempts_of(assignment, student_id), row, sources, due_at),
        ahead=ahead_of(assignment, row, students.excuses_of(assignment, student_id)),
        sources=sources,
        form=form or VoidForm(formdata=None),
        voiding=voiding,
        deciding=deciding,
    ), 422 if voiding or deciding else 200


@bp.post("/assignments/<int:assignment_id>/students/<int:student_id>/annulments/<int:attempt_id>")
@for_teachers
def void(assignment_id: int, student_id: int, attempt_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    attempt = found(students.find_attempt(assignment, student_id, attempt_id))
    form = VoidForm()
    if not form.validate_on_submit():
        return student_page(assignment, student_id, form, attempt.id)
    if attempt.voided_at is None:
        attempt.void(current_user, str(form.reason.data), now())
        db.session.commit()
    flash(f"Attempt {attempt.number} no longer counts. Its answers can still be read.", "done")
    return to_student(assignment_id, student_id)


@bp.post("/assignments/<int:assignment_id>/students/<int:student_id>/late-answers/<int:step_id>")
@for_teachers
def accept_late(assignment_id: int, student_id: int, step_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    step = found(students.find_late_step(assignment, student_id, step_id))
    try:
        attempts.accept_late(step, current_user, now())
    except attempts.NothingToMark:
        flash("This attempt was taken out of the results, so its answers stay.", "problem")
    else:
        db.session.commit()
        flash(f"The late answer to question {step.response.position} now counts.", "done")
    return to_student(assignment_id, student_id)


def to_student(assignment_id: int, student_id: int, place: str | None = None) -> Response:
    """Lead back to the page of a student, to a place on it."""
    page = "insights.student"
    return redirect(
        url_for(page, assignment_id=assignment_id, student_id=student_id, _anchor=place)
    )
