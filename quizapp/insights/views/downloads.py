"""Tables to take away."""

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from quizapp.insights import exports
from quizapp.insights.queries import assignments, grids, students
from quizapp.insights.sheets import Value, csv_text
from quizapp.insights.views.blueprint import assignment_of, bp
from quizapp.quizzes.models import Assignment
from quizapp.web.access import for_teachers


@bp.get("/assignments/<int:assignment_id>/marks.csv")
@for_teachers
def marks_csv(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    grid = grids.grid_of(assignment)
    return _csv(assignment, "marks", exports.marks_header(grid), exports.marks_rows(grid))


@bp.get("/assignments/<int:assignment_id>/responses.csv")
@for_teachers
def responses_csv(assignment_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
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
