"""One student of a class: name, password, cards, what they need, moving and removing."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import passwords
from quizapp.accounts.actions import set_password
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import User
from quizapp.classrooms import actions, queries
from quizapp.classrooms.forms import AccommodationForm, MoveForm, NameForm
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.views.blueprint import bp
from quizapp.classrooms.views.members import shown_once
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.forms import choices
from quizapp.web.lookup import found
from quizapp.web.times import now

ADDRESS = "/classes/<int:classroom_id>/students/<int:student_id>"


def _found(classroom_id: int, student_id: int) -> tuple[Classroom, User]:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    return classroom, found(queries.find_student(classroom, student_id))


@bp.get(ADDRESS)
@for_teachers
def student(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom, student = _found(classroom_id, student_id)
    form = AccommodationForm()
    form.show(queries.accommodations_of([student.id]).get(student.id))
    return _page(classroom, student, needs=form)


def _page(
    classroom: Classroom,
    student: User,
    needs: AccommodationForm,
    name: NameForm | None = None,
) -> ResponseReturnValue:
    move = MoveForm(formdata=None)
    targets = {str(each.id): each.name for each in queries.neighbours_of(current_user, classroom)}
    move.classroom.choices = choices(targets)
    name = name or NameForm(formdata=None, obj=student)
    taught = queries.classrooms_of_student(student)
    page = render_template(
        "classrooms/student.html",
        classroom=classroom,
        student=student,
        needs=needs,
        move=move,
        name=name,
        taught=taught,
        other_teachers=queries.other_teachers_of(current_user, taught),
        has_card=bool(queries.holders_of_cards([student.id])),
    )
    return page, 422 if needs.errors or name.errors else 200


@bp.post(f"{ADDRESS}/name")
@for_teachers
def rename_student(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom, student = _found(classroom_id, student_id)
    form = NameForm()
    if not form.validate_on_submit():
        needs = AccommodationForm(formdata=None)
        needs.show(queries.accommodations_of([student.id]).get(student.id))
        return _page(classroom, student, needs, form)
    form.populate_obj(student)
    db.session.commit()
    flash("The name is changed.", "done")
    return _to_student(classroom_id, student_id)


def _to_student(classroom_id: int, student_id: int) -> ResponseReturnValue:
    return redirect(url_for(".student", classroom_id=classroom_id, student_id=student_id))


@bp.post(f"{ADDRESS}/accommodations")
@for_teachers
def set_accommodations(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom, student = _found(classroom_id, student_id)
    form = AccommodationForm()
    if not form.validate_on_submit():
        return _page(classroom, student, form)
    actions.set_accommodation(student, **form.needs())
    db.session.commit()
    flash(f"Saved. This holds for {student.name} in every quiz from now on.", "done")
    return _to_student(classroom_id, student_id)


@bp.post(f"{ADDRESS}/password")
@for_teachers
def reset_password(classroom_id: int, student_id: int) -> ResponseReturnValue:
    _found(classroom_id, student_id)
    password = passwords.made_up()
    password_hash = hashed_unlocked(password)
    classroom, student = _found(classroom_id, student_id)
    set_password(student, password_hash)
    db.session.commit()
    return shown_once(classroom, student, password)


@bp.post(f"{ADDRESS}/cards/revocation")
@for_teachers
def revoke_cards(classroom_id: int, student_id: int) -> ResponseReturnValue:
    _, student = _found(classroom_id, student_id)
    actions.revoke_cards([student.id], now())
    db.session.commit()
    flash("The login card no longer works. The password still does.", "done")
    return _to_student(classroom_id, student_id)


@bp.post(f"{ADDRESS}/transfer")
@for_teachers
def move(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom, student = _found(classroom_id, student_id)
    form = MoveForm()
    targets = {each.id: each for each in queries.neighbours_of(current_user, classroom)}
    target = found(targets.get(form.classroom.data or 0))
    enrolment = found(queries.find_enrolment(classroom, student_id))
    actions.move(enrolment, target, now())
    db.session.commit()
    flash(f"{student.name} is now in {target.name}.", "done")
    return redirect(url_for(".students", classroom_id=target.id))


@bp.post(f"{ADDRESS}/removal")
@for_teachers
def remove(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom, student = _found(classroom_id, student_id)
    found(queries.find_enrolment(classroom, student_id)).leave(now())
    db.session.commit()
    flash(f"{student.name} is no longer in {classroom.name}. Their results stay.", "done")
    return redirect(url_for(".students", classroom_id=classroom_id))
