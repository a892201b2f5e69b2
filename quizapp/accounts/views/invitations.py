"""Invitations: a link that an admin hands over, and with which one person makes an account."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quizapp.accounts import actions, queries, sessions
from quizapp.accounts.forms import AccountForm, InviteForm
from quizapp.accounts.hashing import hashed_unlocked
from quizapp.accounts.models import AlreadyUsed, Role
from quizapp.accounts.views.blueprint import bp
from quizapp.database import db
from quizapp.web.access import for_admins, for_everyone
from quizapp.web.lookup import found
from quizapp.web.times import now


@bp.route("/people/invitations/new", methods=["GET", "POST"])
@for_admins
def invite() -> ResponseReturnValue:
    form = InviteForm()
    if form.validate_on_submit():
        name, role = str(form.name.data), Role(form.role.data)
        token = actions.invite(current_user, name, role, now())
        db.session.commit()
        link = url_for(".invitation", token=token, _external=True)
        invited = queries.find_invitation(token)
        return render_template("accounts/invited.html", link=link, invitation=invited)
    return render_template("accounts/invite.html", form=form), 422 if form.errors else 200


@bp.post("/people/invitations/<int:invitation_id>/revocation")
@for_admins
def revoke_invitation(invitation_id: int) -> ResponseReturnValue:
    invitation = found(queries.find_unused_invitation(invitation_id))
    flash(f"The link for {invitation.name} no longer works.", "done")
    actions.revoke(invitation)
    db.session.commit()
    return redirect(url_for(".people"))


@bp.route("/invitations/<string:token>", methods=["GET", "POST"])
@for_everyone
def invitation(token: str) -> ResponseReturnValue:
    invitation = queries.find_invitation(token)
    if invitation is None or not invitation.open_at(now()):
        return _refused()
    form = AccountForm(name=invitation.name)
    if form.validate_on_submit():
        try:
            return _accepted(token, form)
        except AlreadyUsed:
            return _refused()
        except actions.UsernameTaken:
            form.username.errors = ["Somebody has this user name. Choose another."]
    page = render_template("accounts/invitation.html", form=form, invitation=invitation)
    return page, 422 if form.errors else 200


def _refused() -> ResponseReturnValue:
    return render_template("accounts/invitation_refused.html"), 404


def _accepted(token: str, form: AccountForm) -> ResponseReturnValue:
    name, username = str(form.name.data), str(form.username.data)
    password_hash = hashed_unlocked(str(form.password.data))
    person = actions.accept(token, name, username, password_hash, now())
    db.session.commit()
    sessions.begin(person)
    flash(f"Your account is made. Your user name is {person.username}.", "done")
    return redirect(url_for(".index"))
