"""Reading the results: the class page, the grid, items, students, exports."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from flask import (
    Blueprint,
    Flask,
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions as attempts
from quizapp.attempts.terms import overdue_in_assignment
from quizapp.classrooms.queries import find_classroom
from quizapp.database import begin_reading, begin_writing, db
from quizapp.insights import exports, finding
from quizapp.insights.board import board_of
from quizapp.insights.cells import SIGNS, WORDS
from quizapp.insights.dossier import sheets
from quizapp.insights.forms import VoidForm
from quizapp.insights.item_page import item_page
from quizapp.insights.queries import assignments, classes, grids, students
from quizapp.insights.sheets import Value, csv_text
from quizapp.quizzes.models import Assignment
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.rendering import HOMES
from quizapp.web.times import day_and_clock, now

bp = Blueprint("insights", __name__)


def bind(app: Flask) -> None:
    """Register the feature."""
    app.register_blueprint(bp)
    HOMES["insights"] = "classrooms"


@bp.url_defaults
def _keep_names_hidden(_endpoint: str, values: dict[str, Any]) -> None:
    """Once names are hidden, they stay hidden from page to page, until they are asked for."""
    if not names_on():
        values.setdefault("names", "off")


@bp.context_processor
def _for_templates() -> dict[str, Any]:
    return {"names_on": names_on(), "signs": SIGNS, "words": WORDS}


def names_on() -> bool:
    """Return whether students' names may stand on the page."""
    return request.args.get("names") != "off"


@bp.get("/classes/<int:classroom_id>")
@for_teachers
def classroom(classroom_id: int) -> ResponseReturnValue:
    found(find_classroom(current_user, classroom_id))
    _end_overdue(classes.with_attempts_under_way(classroom_id))
    there = found(find_classroom(current_user, classroom_id))
    given = classes.assignments_of(there)
    members = classes.member_ids(there)
    standings = classes.standings_of(given, members, now())
    opening = min((each.opens_at for each in given if each.opens_at > now()), default=None)
    opens = day_and_clock(opening) if opening else ""
    return render_template(
        "insights/classroom.html",
        classroom=there,
        finding=finding.of_class(there.name, len(members), standings, opens),
        quizzes=list(zip(given, standings, strict=True)),
        members=len(members),
    )


@bp.get("/assignments/<int:assignment_id>/results")
@for_teachers
def results(assignment_id: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    version = assignments.version_of(current_user, assignment_id)
    order = "name" if request.args.get("sort") == "name" else "score"
    board = board_of(assignment)
    return render_template(
        "insights/results.html", assignment=assignment, board=board, order=order, version=version
    )


@bp.get("/assignments/<int:assignment_id>/version")
@for_teachers
def version(assignment_id: int) -> ResponseReturnValue:
    text = found(assignments.version_of(current_user, assignment_id))
    if _end_overdue([assignment_id]):
        text = found(assignments.version_of(current_user, assignment_id))
    response = make_response({"version": text})
    response.set_etag(text)
    return response.make_conditional(request)


@bp.get("/assignments/<int:assignment_id>/items/<int:position>")
@for_teachers
def item(assignment_id: int, position: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    page = found(item_page(assignment, position))
    return render_template("insights/item.html", assignment=assignment, page=page)


@bp.get("/assignments/<int:assignment_id>/items/<int:position>/projector")
@for_teachers
def projector(assignment_id: int, position: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    page = found(item_page(assignment, position))
    answer = request.args.get("answer") == "1"
    return render_template(
        "insights/projector.html", assignment=assignment, page=page, answer=answer
    )


@bp.get("/assignments/<int:assignment_id>/students/<int:student_id>")
@for_teachers
def student(assignment_id: int, student_id: int) -> ResponseReturnValue:
    return _student_page(_assignment(assignment_id), student_id, VoidForm(formdata=None))


def _student_page(
    assignment: Assignment, student_id: int, form: VoidForm, voiding: int = 0
) -> ResponseReturnValue:
    row = found(grids.grid_of(assignment).row_of(student_id))
    sources = assignments.sources_of(assignment)
    return render_template(
        "insights/student.html",
        assignment=assignment,
        row=row,
        sheets=sheets(students.attempts_of(assignment, student_id), row, sources),
        sources=sources,
        form=form,
        voiding=voiding,
    ), 422 if form.errors else 200


@bp.post("/assignments/<int:assignment_id>/students/<int:student_id>/annulments/<int:attempt_id>")
@for_teachers
def void(assignment_id: int, student_id: int, attempt_id: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    attempt = found(students.find_attempt(assignment, student_id, attempt_id))
    form = VoidForm()
    if not form.validate_on_submit():
        return _student_page(assignment, student_id, form, attempt.id)
    if attempt.voided_at is None:
        attempt.void(current_user, str(form.reason.data), now())
        db.session.commit()
    flash(f"Attempt {attempt.number} no longer counts. Its answers can still be read.", "done")
    return _to_student(assignment_id, student_id)


@bp.post("/assignments/<int:assignment_id>/students/<int:student_id>/late-answers/<int:step_id>")
@for_teachers
def accept_late(assignment_id: int, student_id: int, step_id: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    step = found(students.find_late_step(assignment, student_id, step_id))
    attempts.accept_late(step, current_user, now())
    db.session.commit()
    flash(f"The late answer to question {step.response.position} now counts.", "done")
    return _to_student(assignment_id, student_id)


def _to_student(assignment_id: int, student_id: int) -> ResponseReturnValue:
    return redirect(url_for("insights.student", assignment_id=assignment_id, student_id=student_id))


@bp.get("/assignments/<int:assignment_id>/marks.csv")
@for_teachers
def marks_csv(assignment_id: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    grid = grids.grid_of(assignment)
    return _csv(assignment, "marks", exports.marks_header(grid), exports.marks_rows(grid))


@bp.get("/assignments/<int:assignment_id>/responses.csv")
@for_teachers
def responses_csv(assignment_id: int) -> ResponseReturnValue:
    assignment = _assignment(assignment_id)
    rows = exports.response_rows(
        students.all_attempts(assignment),
        grids.grid_of(assignment),
        assignments.items_of(assignment),
        assignments.sources_of(assignment),
    )
    return _csv(assignment, "responses", exports.RESPONSES, rows)


def _csv(
    assignment: Assignment, what: str, header: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Response:
    name = exports.file_name(assignment.classroom.name, assignment.title, what)
    response = make_response(csv_text(header, rows))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _assignment(assignment_id: int) -> Assignment:
    """Return the teacher's assignment, with every attempt ended whose time is over."""
    found(assignments.find_assignment(current_user, assignment_id))
    _end_overdue([assignment_id])
    return found(assignments.find_assignment(current_user, assignment_id))


def _end_overdue(assignment_ids: Iterable[int]) -> bool:
    """End the attempts whose time is over, so that nobody seems to work who no longer does.

    Return whether there were any. Nearly always there are none, and then a request that reads
    stays one that reads.
    """
    overdue = [each for each in assignment_ids if overdue_in_assignment(each, now())]
    if not overdue:
        return False
    begin_writing()
    for each in overdue:
        attempts.end_overdue_in(db.session.get_one(Assignment, each), now())
    db.session.commit()
    if request.method == "GET":
        begin_reading()
    return True
