"""Login cards: printing them, and signing in with one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import passwords, sessions
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import User
from quizapp.classrooms import actions, addresses, qr, queries
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.views.blueprint import bp
from quizapp.database import db, stop_writing
from quizapp.web.access import for_everyone, for_teachers
from quizapp.web.lookup import found, row_number
from quizapp.web.times import now

MOST_AT_ONCE = 100
"""Each password takes a good part of a second to protect."""


@bp.get("/classes/<int:classroom_id>/cards")
@for_teachers
def cards(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    return _choice(classroom, _wanted(queries.students_of(classroom)))


def _wanted(students: list[User]) -> set[int]:
    """Return who is chosen at first: those the address names, or the first so many of all."""
    one = request.args.get("student", type=row_number)
    if one:
        return {one}
    if request.args.get("who") == "new":
        students = [each for each in students if each.password_hash is None]
    return {each.id for each in students[:MOST_AT_ONCE]}


def _choice(classroom: Classroom, chosen: set[int], problem: str = "") -> ResponseReturnValue:
    students = queries.students_of(classroom)
    page = render_template(
        "classrooms/cards.html",
        classroom=classroom,
        students=students,
        holders=queries.holders_of_cards([each.id for each in students]),
        chosen=chosen,
        most=MOST_AT_ONCE,
        problem=problem,
        only_here=addresses.only_this_computer(),
    )
    return page, 422 if problem else 200


@bp.post("/classes/<int:classroom_id>/cards")
@for_teachers
def new_cards(classroom_id: int) -> ResponseReturnValue:
    classroom = found(queries.find_classroom(current_user, classroom_id))
    chosen = set(request.form.getlist("student", type=row_number))
    students = [each for each in queries.students_of(classroom) if each.id in chosen]
    if not students:
        return _choice(classroom, chosen, "Choose at least one student.")
    if len(students) > MOST_AT_ONCE:
        return _choice(classroom, chosen, f"Choose at most {MOST_AT_ONCE} students at a time.")
    texts = [passwords.made_up() for _ in students]
    hashes = [hashed_unlocked(text) for text in texts]
    made = actions.make_cards(students, hashes, now())
    db.session.commit()
    stop_writing()
    return _printed(classroom, [(*card, text) for card, text in zip(made, texts, strict=True)])


def _printed(classroom: Classroom, made: list[tuple[User, str, str]]) -> ResponseReturnValue:
    """Answer with the cards; passwords and tokens are in this one page and nowhere else."""
    cards = [
        {
            "student": student,
            "password": password,
            "picture": qr.picture(
                addresses.full(".card", token=token), f"QR code that signs {student.name} in"
            ),
        }
        for student, token, password in made
    ]
    return render_template(
        "classrooms/printed_cards.html",
        classroom=classroom,
        cards=cards,
        address=addresses.typed("accounts.index"),
        only_here=addresses.only_this_computer(),
    )


@bp.get("/cards/<string:token>")
@for_everyone
def card(token: str) -> ResponseReturnValue:
    student = queries.find_card_holder(token)
    if student is None:
        return render_template("classrooms/card_refused.html"), 404
    return render_template("classrooms/card.html", student=student, token=token)


@bp.post("/cards/<string:token>/session")
@for_everyone
def sign_in_by_card(token: str) -> ResponseReturnValue:
    student = queries.find_card_holder(token)
    if student is None:
        return render_template("classrooms/card_refused.html"), 404
    sessions.begin(student)
    flash(f"You are signed in as {student.name}.", "done")
    return redirect(url_for("accounts.index"))
