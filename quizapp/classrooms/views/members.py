"""Who is in a class: the table, one more by hand, and who comes back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import passwords
from quizapp.accounts.actions import UsernameTaken
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import User
from quizapp.classrooms import actions, addresses, codes, queries
from quizapp.classrooms.forms import StudentForm
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.get("/classes/<int:classroom_id>/students")
@for_teachers
def students(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    enrolments = queries.enrolments_of(classroom)
    ids = [each.student_id for each in enrolments]
    holders = queries.holders_of_cards(ids)
    return render_template(
        "classrooms/students.html",
        classroom=classroom,
        code=codes.shown(classroom.join_code) if classroom.join_code else "",
        enrolments=enrolments,
        needs=queries.accommodations_of(ids),
        former=queries.former_enrolments_of(classroom),
        locked_out=[each for each in enrolments if _cannot_sign_in(each.student, holders)],
    )


def _cannot_sign_in(student: User, holders: set[int]) -> bool:
    return student.password_hash is None and student.id not in holders


@bp.route("/classes/<int:classroom_id>/students/new", methods=["GET", "POST"])
@for_teachers
def new_student(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    form = StudentForm()
    if form.validate_on_submit() and _is_new_here(classroom, form):
        password = str(form.password.data) or passwords.made_up()
        password_hash = hashed_unlocked(password)
        queries.wait_for_turn(classroom)
        student = _added(classroom, form, password_hash)
        if student:
            db.session.commit()
            flash(f"{student.name} is in the class.", "done")
            return shown_once(classroom, student, password)
    page = render_template("classrooms/new_student.html", classroom=classroom, form=form)
    return page, 422 if form.errors else 200


def _is_new_here(classroom: Classroom, form: StudentForm) -> bool:
    """Return whether no student here has the name; a user name says that it is somebody else."""
    name = str(form.name.data).casefold()
    taken = [each for each in queries.students_of(classroom) if each.name.casefold() == name]
    if not taken or form.username.data:
        return True
    form.name.errors = [
        f"{taken[0].name} ({taken[0].username}) is in the class already. "
        "If this is somebody else, give a user name too."
    ]
    return False


def _added(classroom: Classroom, form: StudentForm, password_hash: str) -> User | None:
    if not _is_new_here(classroom, form):  # the same form was sent twice
        return None
    name = str(form.name.data)
    username = str(form.username.data) or queries.free_username(name)
    try:
        student = actions.make_student(name, username, password_hash, now())
    except UsernameTaken:
        free = queries.free_username(name)
        form.username.errors = [
            f"Somebody has this user name; “{free}” is free. A student who has an account joins "
            "with the code instead."
        ]
        return None
    actions.enrol(classroom, student, now())
    return student


def shown_once(classroom: Classroom, student: User, password: str) -> ResponseReturnValue:
    """Answer with a new password; it is in this one page and nowhere else."""
    return render_template(
        "classrooms/password.html",
        classroom=classroom,
        student=student,
        password=password,
        address=addresses.typed("accounts.index"),
    )


@bp.post("/classes/<int:classroom_id>/students/<int:student_id>/return")
@for_teachers
def take_back(classroom_id: int, student_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    enrolment = found(queries.find_enrolment(classroom, student_id))
    enrolment.come_back()
    db.session.commit()
    flash(f"{enrolment.student.name} is back in the class.", "done")
    return redirect(url_for(".students", classroom_id=classroom_id))
