"""Signing in and out, and where each role begins."""

from urllib.parse import urlsplit

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from quizapp.accounts import passwords, queries, throttle
from quizapp.accounts.forms import SignInForm
from quizapp.accounts.models import Role, User
from quizapp.extensions import login_manager
from quizapp.web.access import for_everyone, for_signed_in

bp = Blueprint("accounts", __name__)

HOMES = {
    Role.STUDENT: "attempts.due",
    Role.TEACHER: "classrooms.index",
    Role.ADMIN: "classrooms.index",
}


def bind(app: Flask) -> None:
    """Register the feature: who is signed in, the school's time zone, the views."""
    login_manager.user_loader(queries.find_signed_in)
    app.before_request(_know_the_school)
    app.register_blueprint(bp)


def _know_the_school() -> None:
    if request.endpoint != "static":
        g.school = queries.get_school()
        g.zone = g.school.zone if g.school else None


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
            session.clear()
            login_user(user, remember=False)
            session.permanent = user.role is not Role.STUDENT
            return redirect(_wanted() or url_for(HOMES[user.role]))
        flash(problem, "problem")
    status = 200 if not form.is_submitted() else 422
    return render_template("accounts/sign_in.html", form=form), status


def _recognised(username: str, password: str) -> tuple[User | None, str]:
    folded, address = queries.folded_username(username), request.remote_addr or ""
    if not throttle.allowed(folded, address):
        return None, "There were several wrong tries. Wait half a minute, then try again."
    user = queries.find_user(folded)
    if passwords.fits(password, user.password_hash if user else None) and user and user.is_active:
        return user, ""
    throttle.note_wrong(folded, address)
    return None, "User name and password do not fit. Check both and try again."


def _wanted() -> str | None:
    """Return the page on this site that the visitor came for, if any."""
    target = request.args.get("next", "")
    parts = urlsplit(target)
    own = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if own and not parts.netloc and not parts.scheme else None


@bp.post("/sign-out")
@for_signed_in
def sign_out() -> ResponseReturnValue:
    logout_user()
    session.clear()
    flash("You are signed out.", "done")
    return redirect(url_for("accounts.sign_in"))
