"""Marks given on paper: the table to take along, and the table as it comes back."""

from dataclasses import replace
from urllib.parse import quote

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from quizapp.database import stop_writing
from quizapp.paper import forms, marks_reading
from quizapp.paper.desk import Desk, desk_of
from quizapp.paper.marks_table import marks_table
from quizapp.paper.plan import Plan, plan
from quizapp.paper.views.blueprint import assignment_of, bp
from quizapp.paper.views.entry import preview
from quizapp.tables.csv_file import csv_text
from quizapp.tables.reading import MOST_BYTES, Unreadable
from quizapp.tables.table import Table, file_name
from quizapp.tables.workbook import workbook
from quizapp.web.access import for_teachers
from quizapp.web.times import now

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


@bp.get("/assignments/<int:assignment_id>/paper-marks")
@for_teachers
def marks(assignment_id: int) -> ResponseReturnValue:
    return _page(desk_of(assignment_of(assignment_id)))


def _page(desk: Desk, problem: str = "") -> ResponseReturnValue:
    assignment = desk.assignment
    page = render_template(
        "paper/marks.html", desk=desk, assignment=assignment, form=forms.UploadForm(),
        problem=problem,
    )  # fmt: skip
    return page, 422 if problem else 200


@bp.post("/assignments/<int:assignment_id>/paper-marks")
@for_teachers
def upload_marks(assignment_id: int) -> ResponseReturnValue:
    assignment_of(assignment_id)
    stop_writing()
    desk, form = desk_of(assignment_of(assignment_id)), forms.UploadForm()
    if not form.validate_on_submit():
        return _page(desk, "Choose the file with the marks.")
    try:
        data = form.file.data.read(MOST_BYTES + 1)
        sheet = marks_reading.read(data, assignment_id, desk.standings, desk.boxes)
    except Unreadable as unreadable:
        return _page(desk, str(unreadable))
    return _dry_run(desk, sheet)


def _dry_run(desk: Desk, sheet: marks_reading.Sheet) -> ResponseReturnValue:
    wanted = plan(desk.standings, desk.boxes, sheet.cells)
    placed = [replace(each, place=sheet.places.get(each.box, "")) for each in wanted.problems]
    bad = {each.box for each in wanted.problems}
    good = {
        key: text for key, text in sheet.cells.items() if f"{key[1]}-{key[0]}-{key[2]}" not in bad
    }
    return preview(desk, Plan(wanted.lines, [*sheet.problems, *placed]), good, from_file=True)


@bp.get("/assignments/<int:assignment_id>/paper-marks.csv")
@for_teachers
def marks_csv(assignment_id: int) -> ResponseReturnValue:
    desk = desk_of(assignment_of(assignment_id))
    return _file(desk, csv_text(_table(desk)), CSV, "csv")


@bp.get("/assignments/<int:assignment_id>/paper-marks.xlsx")
@for_teachers
def marks_xlsx(assignment_id: int) -> ResponseReturnValue:
    desk = desk_of(assignment_of(assignment_id))
    book = workbook(desk.assignment.title, now(), [_table(desk)])
    return _file(desk, book, XLSX, "xlsx")


def _table(desk: Desk) -> Table:
    answers = request.args.get("answers") == "on"
    return marks_table(desk.assignment.id, desk.standings, desk.boxes, answers=answers)


def _file(desk: Desk, content: str | bytes, mimetype: str, ending: str) -> Response:
    assignment = desk.assignment
    name = file_name(assignment.classroom.name, assignment.title, "marks on paper", ending)
    response = make_response(content)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
