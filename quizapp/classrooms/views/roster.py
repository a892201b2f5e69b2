"""Rosters: a dry run first, then what was confirmed; and the way out as CSV."""

from collections.abc import Sequence

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts.actions import UsernameTaken
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.classrooms import actions, queries
from quizapp.classrooms.forms import RosterForm
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.roster import confirmation, reader, writer
from quizapp.classrooms.roster.acquaintance import known_to
from quizapp.classrooms.roster.plan import Step, fingerprint, plan, totals
from quizapp.classrooms.roster.rows import Row
from quizapp.classrooms.views.blueprint import bp
from quizapp.database import db, stop_writing
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now

MOST_PASSWORDS = 200
"""Each password takes a good part of a second to protect."""
SAMPLE = (("Ada Lovelace", "", ""), ("Zoë Example", "zoe.example", "long-winter-7"))
CHANGED = "Something changed since you looked at this list. Please look at it again."
GARBLED = "The list came back incomplete. Nothing was changed; upload the file again."
TOO_MANY_PASSWORDS = (
    f"The file gives more than {MOST_PASSWORDS} passwords, and each takes time to protect. "
    "Split the file, or leave the column out and print login cards."
)


@bp.route("/classes/<int:classroom_id>/roster", methods=["GET", "POST"])
@for_teachers
def roster(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    form = RosterForm()
    if form.validate_on_submit():
        try:
            return _dry_run(classroom, _read(form))
        except reader.Unreadable as problem:
            form.file.errors = [str(problem)]
            if isinstance(problem, reader.NotUtf8):
                form.encoding.data = "windows-1252"
    page = render_template("classrooms/roster.html", classroom=classroom, form=form)
    return page, 422 if form.errors else 200


def _read(form: RosterForm) -> reader.Sheet:
    data = form.file.data.read(reader.MOST_BYTES + 1)
    sheet = reader.read(data, str(form.encoding.data))
    if too_many_passwords(sheet.rows):
        raise reader.Unreadable(TOO_MANY_PASSWORDS)
    return sheet


def too_many_passwords(rows: Sequence[Row]) -> bool:
    """Return whether hashing the passwords of these rows would take minutes."""
    return sum(bool(row.password) for row in rows) > MOST_PASSWORDS


def _dry_run(
    classroom: Classroom, sheet: reader.Sheet, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    stop_writing()
    steps = plan(sheet.rows, known_to(current_user, classroom), sheet.counted)
    page = render_template(
        "classrooms/roster_plan.html",
        classroom=classroom,
        sheet=sheet,
        steps=steps,
        totals=totals(steps),
        carried=confirmation.carried(sheet.rows),
        fingerprint=fingerprint(steps),
        problem=problem,
    )
    return page, status


@bp.post("/classes/<int:classroom_id>/roster/changes")
@for_teachers
def change_by_roster(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    try:
        rows = confirmation.read(request.form.get("rows", ""))
    except confirmation.Garbled:
        abort(400, GARBLED)
    if too_many_passwords(rows):
        abort(400, TOO_MANY_PASSWORDS)
    steps, hashes = _prepared(classroom, rows)
    if fingerprint(steps) == request.form.get("fingerprint"):
        try:
            actions.carry_out(steps, classroom, hashes, now())
        except UsernameTaken:
            db.session.rollback()
        else:
            db.session.commit()
            return _done(classroom, steps)
    counted = request.form.get("counted", reader.Counted.LINES, type=reader.Counted)
    return _dry_run(classroom, reader.Sheet(1, rows, counted=counted), CHANGED, 409)


def _prepared(classroom: Classroom, rows: Sequence[Row]) -> tuple[list[Step], dict[int, str]]:
    """Return the plan as it stands now, and the hashes of its passwords by line."""
    wanted = {
        step.row.first: step.row.password
        for step in plan(rows, known_to(current_user, classroom))
        if step.works and step.row.password
    }
    hashes = {line: hashed_unlocked(password) for line, password in wanted.items()}
    return plan(rows, known_to(current_user, classroom)), hashes


def _done(classroom: Classroom, steps: Sequence[Step]) -> ResponseReturnValue:
    counted = totals(steps)
    flash(
        f"The roster is in. New accounts: {counted['create']}; put into the class: "
        f"{counted['enrol']}; changed: {counted['change']}.",
        "done",
    )
    return redirect(url_for(".students", classroom_id=classroom.id))


@bp.get("/classes/<int:classroom_id>/roster.csv")
@for_teachers
def roster_csv(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    people = [(each.name, each.username, "*") for each in queries.students_of(classroom)]
    return _file(writer.written(people), f"class-{classroom_id}.csv")


@bp.get("/classes/sample-roster.csv")
@for_teachers
def sample_roster() -> ResponseReturnValue:
    return _file(writer.written(SAMPLE), "sample-roster.csv")


def _file(text: str, name: str) -> Response:
    heading = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/csv", headers=heading)
