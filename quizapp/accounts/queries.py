"""Finding people and the school."""

from sqlalchemy import select

from quizapp.accounts.models import School, User, open_admins
from quizapp.database import db


def folded_username(username: str) -> str:
    """Return a user name as it is stored: without case and space around it."""
    return username.strip().casefold()


def find_user(username: str) -> User | None:
    """Return the person with this user name, archived or not."""
    return db.session.scalar(select(User).filter_by(username=folded_username(username)))


def find_signed_in(session_id: str) -> User | None:
    """Return whose session this is: ``<id>:<session key>``, while the account is open."""
    number, _, key = session_id.partition(":")
    user = db.session.get(User, int(number)) if number.isdecimal() else None
    return user if user and user.session_key == key and user.is_active else None


def get_school() -> School | None:
    """Return the school, or ``None`` before the installation was set up."""
    return db.session.get(School, 1)


def awaits_setup() -> bool:
    """Return whether a one-time code can still make the first admin."""
    school = get_school()
    return bool(school and school.setup_code_hash) and not db.session.scalar(open_admins().limit(1))
