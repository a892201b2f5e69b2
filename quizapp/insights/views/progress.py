"""How a class, and each student in it, gets on over time."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import find_classroom
from quizapp.insights import progress_pages
from quizapp.insights.progress import ENOUGH
from quizapp.insights.queries import classes
from quizapp.insights.views.blueprint import bp, end_overdue
from quizapp.web.access import for_students, for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.get("/classes/<int:classroom_id>/progress")
@for_teachers
def class_progress(classroom_id: int) -> ResponseReturnValue:
    classroom = _classroom(classroom_id)
    page = progress_pages.of_class(classroom)
    return render_template(
        "insights/class_progress.html", classroom=classroom, page=page, enough=ENOUGH
    )


@bp.get("/classes/<int:classroom_id>/progress/<int:student_id>")
@for_teachers
def student_progress(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom = _classroom(classroom_id)
    sheet = found(next(iter(progress_pages.of_students(classroom, only=student_id)), None))
    return render_template("insights/student_progress.html", classroom=classroom, sheets=[sheet])


@bp.get("/classes/<int:classroom_id>/progress/sheets")
@for_teachers
def progress_sheets(classroom_id: int) -> ResponseReturnValue:
    classroom = _classroom(classroom_id)
    sheets = progress_pages.of_students(classroom)
    return render_template("insights/student_progress.html", classroom=classroom, sheets=sheets)


@bp.get("/progress")
@for_students
def own_progress() -> ResponseReturnValue:
    page = progress_pages.of_oneself(current_user, now())
    return render_template("insights/own_progress.html", page=page)


def _classroom(classroom_id: int) -> Classroom:
    """Return the teacher's class, with every attempt ended whose time is over."""
    found(find_classroom(current_user, classroom_id))
    end_overdue(classes.with_attempts_under_way(classroom_id))
    return found(find_classroom(current_user, classroom_id))
