"""Steps that set up the school and look after people's accounts."""

from datetime import datetime

from flask import current_app

from quizapp.accounts import sessions, tokens
from quizapp.accounts.models import School, User, open_admins
from quizapp.database import db


def ensure_school(now: datetime) -> str | None:
    """Make the school's row if it is missing, and say how the first admin gets in.

    Returns a new one-time code while there is no admin; the one before stops working. Only its
    digest is kept, so it has to be shown now. Returns ``None`` once there is an admin.
    """
    school = db.session.get(School, 1)
    if school is None:
        zone = current_app.config["QUIZAPP"].time_zone
        school = School(id=1, name="", time_zone=zone)
        db.session.add(school)
    code = None if db.session.scalar(open_admins().limit(1)) else tokens.code()
    school.setup_code_hash = tokens.digest(code) if code else None
    db.session.flush()
    return code


def set_password(user: User, password_hash: str) -> None:
    """Give a person another password, and sign them out wherever they are signed in."""
    user.password_hash = password_hash
    user.session_key = sessions.new_key()
