"""Beginning a student's session."""

from flask import session
from flask_login import login_user

from quizapp.accounts.models import User


def sign_in_student(student: User) -> None:
    """Sign a student in, in place of whoever was; the session ends with the browser."""
    session.clear()
    login_user(student, remember=False)
