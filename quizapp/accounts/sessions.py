"""Beginning a session in this browser."""

import secrets

from flask import session
from flask_login import login_user

from quizapp.accounts.models import User


def begin(user: User, *, stay: bool = False) -> None:
    """Sign a person in, in place of whoever was.

    Schools share computers, so a session ends with the browser; closing a tab does not end it,
    and a phone keeps it through a lesson. Who says that the device is theirs stays signed in
    until thirty days after their last visit.
    """
    session.clear()
    login_user(user, remember=False)
    session.permanent = stay


def new_key() -> str:
    """Return a key for a person's sessions; those with the old key end."""
    return secrets.token_hex(20)
