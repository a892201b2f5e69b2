"""Beginning a session in this browser."""

import secrets

from flask import session
from flask_login import login_user

from quizapp.accounts.models import Role, User


def begin(user: User) -> None:
    """Sign a person in, in place of whoever was; a student's session ends with the browser."""
    session.clear()
    login_user(user, remember=False)
    session.permanent = user.role is not Role.STUDENT


def new_key() -> str:
    """Return a key for a person's sessions; those with the old key end."""
    return secrets.token_hex(20)
