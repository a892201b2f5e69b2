"""What only the demo has: accounts on the sign-in page, and a door for this machine alone."""

from ipaddress import ip_address

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from quizapp.accounts import queries, sessions
from quizapp.demo import people
from quizapp.web.access import for_everyone
from quizapp.web.lookup import found

bp = Blueprint("demo", __name__)


class NotTheDemo(Exception):
    """The settings name a real database, which the demo never opens."""


def bind(app: Flask) -> None:
    """Turn the app into the demo. Raises `NotTheDemo`."""
    settings = app.config["QUIZAPP"]
    if not settings.demo or settings.database_url:
        raise NotTheDemo("The demo uses instance/demo.db and nothing else; unset DATABASE_URL.")
    app.before_request(_this_machine_only)
    app.jinja_env.globals["demo_accounts"] = people.ACCOUNTS
    app.jinja_env.globals["demo_password"] = people.PASSWORD
    app.register_blueprint(bp)


def _this_machine_only() -> None:
    """Refuse visitors from elsewhere: the passwords are public."""
    try:
        here = ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        here = False
    if not here:
        abort(403, "The demo school can be opened only on the computer that it runs on.")


@bp.post("/demo/sessions")
@for_everyone
def sign_in() -> ResponseReturnValue:
    """Sign in as one of the listed accounts, without its password."""
    listed = [account.username for account in people.ACCOUNTS]
    username = request.form.get("username", "")
    user = found(queries.find_user(username) if username in listed else None)
    sessions.begin(user)
    return redirect(url_for("accounts.index"))
