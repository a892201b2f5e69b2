"""Join codes: shown to a class by the teacher, typed by students."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import passwords, sessions
from quizapp.accounts.actions import UsernameTaken
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import Role, User
from quizapp.classrooms import actions, addresses, codes, guessing, qr, queries
from quizapp.classrooms.forms import JoinForm
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_everyone, for_teachers
from quizapp.web.lookup import found
from quizapp.web.times import now

WRONG_CODE = (
    "No class takes new students with this code. Compare it with the board letter by letter, "
    "or ask your teacher whether joining is still open."
)
SENT_TWICE_WITHIN = timedelta(minutes=1)
TOO_MANY = "There were many wrong codes from here. Wait a minute, then try again."


@bp.get("/classes/<int:classroom_id>/join-code")
@for_teachers
def join_code(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    code = classroom.join_code
    address = addresses.full(".join", code=code)
    return render_template(
        "classrooms/join_code.html",
        classroom=classroom,
        code=codes.shown(code) if code else "",
        picture=qr.picture(address, f"QR code of {address}") if code else "",
        address=addresses.typed(".join"),
        only_here=addresses.only_this_computer(),
    )


@bp.post("/classes/<int:classroom_id>/join-code")
@for_teachers
def new_join_code(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    if classroom.archived_at:
        flash("Bring the class back before you open joining.", "problem")
    else:
        actions.open_joining(classroom)
        flash("There is a new code; joining is open.", "done")
    db.session.commit()
    return redirect(url_for(".students", classroom_id=classroom_id))


@bp.post("/classes/<int:classroom_id>/join-code/closure")
@for_teachers
def close_joining(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    classroom.close_joining()
    db.session.commit()
    flash("Joining is closed: the code has stopped working.", "done")
    return redirect(url_for(".students", classroom_id=classroom_id))


@bp.route("/join", methods=["GET", "POST"])
@for_everyone
def join() -> ResponseReturnValue:
    typed = request.values.get("code", "")
    if not codes.tidy(typed):
        return render_template("classrooms/join.html", typed="", problem="")
    classroom, problem, status = _opened_by(typed)
    if classroom is None:
        return render_template("classrooms/join.html", typed=typed, problem=problem), status
    if current_user.is_authenticated:
        return _join_as_oneself(classroom)
    return _join_as_newcomer(classroom)


def _opened_by(typed: str) -> tuple[Classroom | None, str, int]:
    address = request.remote_addr or ""
    if not guessing.allowed(address):
        return None, TOO_MANY, 429
    classroom = queries.find_open_classroom(codes.tidy(typed))
    if classroom is None:
        guessing.note_wrong(address)
    return classroom, WRONG_CODE, 422


def _join_as_oneself(classroom: Classroom) -> ResponseReturnValue:
    if request.method == "POST" and current_user.role is Role.STUDENT:
        actions.enrol(classroom, current_user, now())
        db.session.commit()
        flash(f"You are in {classroom.name}.", "done")
        return redirect(url_for("accounts.index"))
    return render_template("classrooms/join_as_oneself.html", classroom=classroom)


def _join_as_newcomer(classroom: Classroom) -> ResponseReturnValue:
    form = JoinForm(code=classroom.join_code)
    if form.validate_on_submit():
        password = str(form.password.data)
        password_hash = hashed_unlocked(password)
        queries.wait_for_turn(classroom)
        student = _just_made(classroom, form) or _new_student(form, password_hash)
        if student and classroom.join_code:
            actions.enrol(classroom, student, now())
            db.session.commit()
            return _welcomed(classroom, student)
        db.session.rollback()
    page = render_template("classrooms/join_as_newcomer.html", classroom=classroom, form=form)
    return page, 422 if form.is_submitted() else 200


def _just_made(classroom: Classroom, form: JoinForm) -> User | None:
    """Return the account that the same form has made a moment ago, when it was sent twice."""
    namesakes = queries.newcomers_named(classroom, str(form.name.data), now() - SENT_TWICE_WITHIN)
    password = str(form.password.data)
    return next((each for each in namesakes if passwords.fits(password, each.password_hash)), None)


def _new_student(form: JoinForm, password_hash: str) -> User | None:
    name = str(form.name.data)
    username = str(form.username.data) or queries.free_username(name)
    try:
        return actions.make_student(name, username, password_hash, now())
    except UsernameTaken:
        free = queries.free_username(name)
        form.username.errors = [f"Somebody has this user name. “{free}” is free."]
        return None


def _welcomed(classroom: Classroom, student: User) -> ResponseReturnValue:
    sessions.begin(student)
    flash(
        f"You are in {classroom.name}. Your user name is {student.username}: "
        "note it, you need it with your password next time.",
        "done",
    )
    return redirect(url_for("accounts.index"))
