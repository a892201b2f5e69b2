"""The first start: whoever can read the terminal becomes the first admin."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import actions, queries, sessions, throttle, tokens
from quizapp.accounts.forms import SetupForm
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import School, User
from quizapp.accounts.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_everyone
from quizapp.web.lookup import found
from quizapp.web.times import now

GUESSING = "the one-time code"
"""Wrong codes count like wrong passwords, under a name that no account can have."""


@bp.route("/setup", methods=["GET", "POST"])
@for_everyone
def setup() -> ResponseReturnValue:
    school = found(queries.get_school() if queries.awaits_setup() else None)
    form = SetupForm(time_zone=school.time_zone)
    if form.validate_on_submit() and _code_fits(form, school):
        admin = _first_admin(form)
        if admin:
            db.session.commit()
            sessions.begin(admin)
            flash("The school is set up. Invite the teachers next.", "done")
            return redirect(url_for(".people"))
    return render_template("accounts/setup.html", form=form), 422 if form.errors else 200


def _code_fits(form: SetupForm, school: School) -> bool:
    address = request.remote_addr or ""
    if not throttle.allowed(GUESSING, address):
        form.code.errors = ["There were several wrong codes. Wait half a minute, then try again."]
    elif not tokens.opens(tokens.tidy(str(form.code.data)), school.setup_code_hash):
        throttle.note_wrong(GUESSING, address)
        form.code.errors = ["This is not the code. Each start prints a new one; take the latest."]
    return not form.code.errors


def _first_admin(form: SetupForm) -> User | None:
    password_hash = hashed_unlocked(str(form.password.data))
    code, name, username = tokens.tidy(str(form.code.data)), form.name.data, form.username.data
    try:
        admin = actions.set_up(code, str(name), str(username), password_hash, now())
    except actions.CodeRefused:
        form.code.errors = ["The code has just been used."]
    except actions.UsernameTaken:
        form.username.errors = ["Somebody has this user name. Choose another."]
    else:
        actions.describe_school(str(form.school.data), form.time_zone.data)
        return admin
    return None
