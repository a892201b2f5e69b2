"""One's own settings: how pages look, and the password."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import actions, rules, sessions, throttle
from quizapp.accounts.forms import ComfortForm, PasswordForm
from quizapp.accounts.hashing import fits_unlocked, hashed_unlocked
from quizapp.accounts.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_signed_in


@bp.route("/settings", methods=["GET", "POST"])
@for_signed_in
def settings() -> ResponseReturnValue:
    form = ComfortForm(data=current_user.comfort)
    if form.validate_on_submit():
        current_user.comfort = form.comfort()
        db.session.commit()
        flash("Saved. It holds on every device where you sign in.", "done")
        return redirect(url_for(".settings"))
    return _page(form, _password_form())


def _password_form() -> PasswordForm:
    return PasswordForm(current_user.role, current_user.username)


def _page(comfort: ComfortForm, password: PasswordForm) -> ResponseReturnValue:
    page = render_template(
        "accounts/settings.html",
        form=comfort,
        password=password,
        shortest=rules.shortest_password(current_user.role),
    )
    return page, 422 if comfort.errors or password.errors else 200


@bp.post("/settings/password")
@for_signed_in
def change_password() -> ResponseReturnValue:
    form = _password_form()
    if not (form.validate_on_submit() and _is_really_them(form)):
        return _page(ComfortForm(formdata=None, data=current_user.comfort), form)
    password_hash = hashed_unlocked(str(form.password.data))
    actions.set_password(current_user, password_hash)
    db.session.commit()
    person = current_user._get_current_object()  # the person, not the stand-in
    sessions.begin(person, stay=session.permanent)
    flash("The password is changed. Other devices are signed out; this one is not.", "done")
    return redirect(url_for(".settings"))


def _is_really_them(form: PasswordForm) -> bool:
    """Return whether they typed the password they have; an open browser alone is not enough."""
    username, address = current_user.username, request.remote_addr or ""
    if not throttle.allowed(username, address):
        form.current.errors = ["There were several wrong tries. Wait half a minute."]
    elif not fits_unlocked(str(form.current.data), current_user.password_hash):
        throttle.note_wrong(username, address)
        form.current.errors = ["This is not the password you have now."]
    return not form.current.errors
