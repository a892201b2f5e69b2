"""What a teacher decides for one student: another mark, or that a question does not count."""

from dataclasses import replace

from flask import flash
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.attempts import actions as attempts
from quizapp.attempts.actions import CannotDecide
from quizapp.database import db
from quizapp.insights.forms import ExcuseForm, OverrideForm
from quizapp.insights.queries import students
from quizapp.insights.views.blueprint import assignment_of, bp
from quizapp.insights.views.students import Deciding, student_page, to_student
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now

STUDENT = "/assignments/<int:assignment_id>/students/<int:student_id>"


@bp.post(f"{STUDENT}/overrides/<int:response_id>")
@for_teachers
def override(assignment_id: int, student_id: int, response_id: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    response = found(students.find_response(assignment, student_id, response_id))
    form = OverrideForm(response.max_mark)
    deciding = Deciding("override", response.id, form)
    if not form.validate_on_submit():
        return student_page(assignment, student_id, deciding=deciding)
    reason = str(form.reason.data)
    try:
        attempts.override(response, form.value, current_user, reason, now(), form.step)
    except CannotDecide as why:
        return student_page(assignment, student_id, deciding=replace(deciding, problem=str(why)))
    db.session.commit()
    flash(f"Question {response.position} now counts as you said. It can be taken back.", "done")
    return to_student(assignment_id, student_id, f"response-{response.id}")


@bp.post(f"{STUDENT}/overrides/<int:response_id>/withdrawal")
@for_teachers
def take_back_override(
    assignment_id: int, student_id: int, response_id: int
) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    response = found(students.find_response(assignment, student_id, response_id))
    try:
        attempts.take_back_override(response, current_user, now())
    except CannotDecide as why:
        flash(str(why), "problem")
    else:
        db.session.commit()
        flash(f"Question {response.position} counts what the answer is worth again.", "done")
    return to_student(assignment_id, student_id, f"response-{response.id}")


@bp.post(f"{STUDENT}/excuses/<int:position>")
@for_teachers
def excuse(assignment_id: int, student_id: int, position: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    student = found(students.find_student(assignment, student_id))
    place, form = found(students.find_place(assignment, position)), ExcuseForm()
    deciding = Deciding("excuse", position, form)
    if not form.validate_on_submit():
        return student_page(assignment, student_id, deciding=deciding)
    try:
        attempts.excuse(place, student, current_user, str(form.reason.data), now())
    except CannotDecide as why:
        return student_page(assignment, student_id, deciding=replace(deciding, problem=str(why)))
    db.session.commit()
    flash(f"Question {position} no longer counts for this student.", "done")
    return to_student(assignment_id, student_id, f"question-{position}")


@bp.post(f"{STUDENT}/excuses/<int:position>/withdrawal")
@for_teachers
def take_back_excuse(assignment_id: int, student_id: int, position: int) -> ResponseReturnValue:
    assignment = assignment_of(assignment_id)
    student = found(students.find_student(assignment, student_id))
    place = found(students.find_place(assignment, position))
    attempts.take_back_excuse(place, student, current_user, now())
    db.session.commit()
    flash(f"Question {position} counts for this student again.", "done")
    return to_student(assignment_id, student_id, f"question-{position}")
