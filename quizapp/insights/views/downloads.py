"""Tables to take away, and the page that says what they hold."""

from urllib.parse import quote

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from quizapp.insights.downloads import Downloads
from quizapp.insights.exports.about import COUNTS
from quizapp.insights.exports.table import Table, explained, file_name
from quizapp.insights.views.blueprint import (
    assignment_of,
    bp,
    names_on,
    pool_with,
    which_attempts,
)
from quizapp.quizzes.models import Assignment
from quizapp.tables.csv_file import csv_text
from quizapp.web.access import for_teachers
from quizapp.web.times import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
NAMELESS = " without names"


@bp.get("/assignments/<int:assignment_id>/downloads")
@for_teachers
def downloads(assignment_id: int) -> ResponseReturnValue:
    page = _downloads(assignment_id)
    return render_template(
        "insights/downloads.html",
        assignment=page.assignment,
        page=page,
        explained=explained,
        counts=COUNTS[page.assignment.counts],
    )


@bp.get("/assignments/<int:assignment_id>/results.xlsx")
@for_teachers
def results_xlsx(assignment_id: int) -> ResponseReturnValue:
    page = _downloads(assignment_id)
    what = f"results{'' if page.names else NAMELESS}"
    return _file(page.assignment, page.workbook(now()), XLSX, what, "xlsx")


@bp.get("/assignments/<int:assignment_id>/marks.csv")
@for_teachers
def marks_csv(assignment_id: int) -> ResponseReturnValue:
    page = Downloads([assignment_of(assignment_id)], which_attempts(), names_on())
    return _csv(page, page.marks, f"marks{'' if page.names else NAMELESS}")


@bp.get("/assignments/<int:assignment_id>/responses.csv")
@for_teachers
def responses_csv(assignment_id: int) -> ResponseReturnValue:
    page = Downloads([assignment_of(assignment_id)], which_attempts(), names_on())
    return _csv(page, page.responses, f"responses{'' if page.names else NAMELESS}")


@bp.get("/assignments/<int:assignment_id>/statistics.csv")
@for_teachers
def statistics_csv(assignment_id: int) -> ResponseReturnValue:
    page = _downloads(assignment_id)
    return _csv(page, page.questions, "item statistics")


@bp.get("/assignments/<int:assignment_id>/options.csv")
@for_teachers
def options_csv(assignment_id: int) -> ResponseReturnValue:
    page = _downloads(assignment_id)
    return _csv(page, page.options, "options")


def _downloads(assignment_id: int) -> Downloads:
    return Downloads(pool_with(assignment_id), which_attempts(), names_on())


def _csv(page: Downloads, table: Table, what: str) -> Response:
    return _file(page.assignment, csv_text(table), CSV, what, "csv")


def _file(
    assignment: Assignment, content: str | bytes, mimetype: str, what: str, ending: str
) -> Response:
    name = file_name(assignment.classroom.name, assignment.title, what, ending)
    response = make_response(content)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
