"""Who teaches a class: its teacher, and colleagues whom the teacher lets in."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.classrooms import actions, queries
from quizapp.classrooms.forms import CoTeacherForm
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.get("/classes/<int:classroom_id>/teachers")
@for_teachers
def teachers(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    form = CoTeacherForm()
    form.offer(queries.possible_co_teachers(classroom))
    return _page(classroom, form)


def _page(classroom: Classroom, form: CoTeacherForm) -> ResponseReturnValue:
    page = render_template("classrooms/teachers.html", classroom=classroom, form=form)
    return page, 422 if form.errors else 200


@bp.post("/classes/<int:classroom_id>/teachers")
@for_teachers
def add_teacher(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_led_classroom(current_user, classroom_id))
    form = CoTeacherForm()
    form.offer(queries.possible_co_teachers(classroom))
    if not form.validate_on_submit():
        return _page(classroom, form)
    teacher = form.offered[str(form.teacher.data)]
    actions.add_co_teacher(classroom, teacher, now())
    db.session.commit()
    flash(f"{teacher.name} teaches {classroom.name} too, from now on.", "done")
    return redirect(url_for(".teachers", classroom_id=classroom_id))


@bp.post("/classes/<int:classroom_id>/teachers/<int:teacher_id>/removal")
@for_teachers
def remove_teacher(classroom_id: int, teacher_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    co_teacher = found(queries.find_co_teacher(classroom, teacher_id))
    leaves = teacher_id == current_user.id
    if not leaves and not classroom.is_led_by(current_user):
        abort(404)
    name = co_teacher.teacher.name
    actions.remove_co_teacher(co_teacher)
    db.session.commit()
    if leaves:
        flash(f"You no longer teach {classroom.name}.", "done")
        return redirect(url_for(".index"))
    flash(f"{name} no longer teaches {classroom.name}.", "done")
    return redirect(url_for(".teachers", classroom_id=classroom_id))
