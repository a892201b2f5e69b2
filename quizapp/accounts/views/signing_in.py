"""Signing in and out, and where each role begins."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from quizapp.accounts import queries, sessions, throttle
from quizapp.accounts.forms import SignInForm
from quizapp.accounts.hashing import fits_unlocked
from quizapp.accounts.models import Role, User
from quizapp.accounts.views.blueprint import bp
from quizapp.web.access import for_everyone, for_signed_in

HOMES = {
    Role.STUDENT: "attempts.due",
    Role.TEACHER: "classrooms.index",
    Role.ADMIN: "classrooms.index",
}


@bp.route("/")
@for_everyone
def index() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for(HOMES[current_user.role]))
    return sign_in()


@bp.route("/sign-in", methods=["GET", "POST"])
@for_everyone
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        user, problem = _recognised(str(form.username.data), str(form.password.data))
        if user:
            sessions.begin(user, stay=bool(form.stay.data))
            return redirect(_wanted() or url_for(HOMES[user.role]))
        flash(problem, "problem")
    status = 200 if not form.is_submitted() else 422
    waiting = queries.awaits_setup()
    return render_template("accounts/sign_in.html", form=form, awaits_setup=waiting), status


def _recognised(username: str, password: str) -> tuple[User | None, str]:
    folded, address = queries.folded_username(username), request.remote_addr or ""
    if not throttle.allowed(folded, address):
        return None, "There were several wrong tries. Wait half a minute, then try again."
    user = queries.find_user(folded)
    if fits_unlocked(password, user.password_hash if user else None) and user and user.is_active:
        return user, ""
    throttle.note_wrong(folded, address)
    return None, "User name and password do not fit. Check both and try again."


def _wanted() -> str | None:
    """Return the page on this site that the visitor came for, if any.

    Browsers read a backslash as a slash and leave out tabs and line ends, so none may stand here.
    """
    target = request.args.get("next", "")
    own = target.startswith("/") and target[1:2] not in {"/", "\\"} and target.isprintable()
    return target if own else None


@bp.post("/sign-out")
@for_signed_in
def sign_out() -> ResponseReturnValue:
    logout_user()
    session.clear()
    flash("You are signed out.", "done")
    return redirect(url_for("accounts.sign_in"))
