"""Finding people and the school."""

from collections.abc import Sequence
from datetime import datetime
from unicodedata import normalize

from sqlalchemy import select

from quizapp.accounts import tokens
from quizapp.accounts.models import Invitation, Role, School, User, open_admins
from quizapp.database import db


def folded_username(username: str) -> str:
    """Return a user name as it is stored: composed, without case and space around it."""
    return normalize("NFC", username.strip().casefold())


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


def staff(search: str = "") -> Sequence[User]:
    """Return the teachers and admins by name; only those whose name or user name holds this."""
    wanted = select(User).where(User.role != Role.STUDENT).order_by(User.name, User.id)
    if search:
        name, username = User.name.icontains(search, autoescape=True), folded_username(search)
        wanted = wanted.where(name | User.username.contains(username, autoescape=True))
    return db.session.scalars(wanted).all()


def find_staff(user_id: int) -> User | None:
    """Return the teacher or admin with this number."""
    return db.session.scalar(select(User).where(User.id == user_id, User.role != Role.STUDENT))


def open_invitations(now: datetime) -> Sequence[Invitation]:
    """Return the invitations whose links work, the newest first."""
    return db.session.scalars(
        select(Invitation)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > now)
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
    ).all()


def find_unused_invitation(invitation_id: int) -> Invitation | None:
    """Return the invitation with this number, unless it was taken up."""
    wanted = select(Invitation).where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
    return db.session.scalar(wanted)


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link belongs to, whether or not it still works."""
    return db.session.scalar(select(Invitation).filter_by(token_hash=tokens.digest(token)))
