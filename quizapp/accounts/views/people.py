"""Teachers and admins: the list, and one of them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import actions, passwords, queries
from quizapp.accounts.forms import RoleForm
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import Role, User
from quizapp.accounts.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_admins
from quizapp.web.lookup import found
from quizapp.web.times import now

LAST_ADMIN = "This is the only admin. Make somebody else an admin first."


@bp.get("/people")
@for_admins
def people() -> ResponseReturnValue:
    search = " ".join(request.args.get("search", "").split())
    staff = queries.staff(search)
    return render_template(
        "accounts/people.html",
        search=search,
        people=[each for each in staff if each.is_active],
        archived=[each for each in staff if not each.is_active],
        invitations=queries.open_invitations(now()),
    )


@bp.get("/people/<int:user_id>")
@for_admins
def person(user_id: int) -> ResponseReturnValue:
    person = found(queries.find_staff(user_id))
    form = RoleForm(formdata=None, role=person.role.value)
    return render_template("accounts/person.html", person=person, form=form)


@bp.post("/people/<int:user_id>/role")
@for_admins
def change_role(user_id: int) -> ResponseReturnValue:
    person = found(queries.find_staff(user_id))
    form = RoleForm()
    if not form.validate_on_submit():
        return render_template("accounts/person.html", person=person, form=form), 422
    try:
        actions.change_role(person, Role(form.role.data))
    except actions.LastAdmin:
        flash(LAST_ADMIN, "problem")
    else:
        db.session.commit()
        flash(f"{person.name} is now {_article(person.role)}.", "done")
    return _back_to(person)


@bp.post("/people/<int:user_id>/authorship")
@for_admins
def change_authorship(user_id: int) -> ResponseReturnValue:
    person = found(queries.find_staff(user_id))
    may = request.form.get("may") == "yes"
    actions.let_write_questions(person, may=may)
    db.session.commit()
    flash(f"{person.name} can {'now' if may else 'no longer'} work on the question bank.", "done")
    return _back_to(person)


def _article(role: Role) -> str:
    return "an admin" if role is Role.ADMIN else "a teacher"


def _back_to(person: User) -> ResponseReturnValue:
    """Return to the person's page, as long as the visitor may see it."""
    if current_user.role is Role.ADMIN and current_user.is_active:
        return redirect(url_for(".person", user_id=person.id))
    return redirect(url_for(".index"))


@bp.post("/people/<int:user_id>/archiving")
@for_admins
def archive_person(user_id: int) -> ResponseReturnValue:
    person = found(queries.find_staff(user_id))
    try:
        actions.archive(person, now())
    except actions.LastAdmin:
        flash(LAST_ADMIN, "problem")
    else:
        db.session.commit()
        flash(f"{person.name} can no longer sign in. Classes and results stay.", "done")
    return _back_to(person)


@bp.post("/people/<int:user_id>/restoration")
@for_admins
def restore_person(user_id: int) -> ResponseReturnValue:
    person = found(queries.find_staff(user_id))
    person.restore()
    db.session.commit()
    flash(f"{person.name} can sign in again.", "done")
    return _back_to(person)


@bp.post("/people/<int:user_id>/password")
@for_admins
def reset_password(user_id: int) -> ResponseReturnValue:
    person = found(queries.find_staff(user_id))
    if person.id == current_user.id:
        flash("Change your own password here.", "problem")
        return redirect(url_for(".settings"))
    password = passwords.made_up()
    password_hash = hashed_unlocked(password)
    actions.set_password(person, password_hash)
    db.session.commit()
    return render_template("accounts/password.html", person=person, password=password)
