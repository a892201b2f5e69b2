"""Steps that set up the school and look after people's accounts."""

from datetime import datetime

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from quizapp.accounts import sessions, tokens
from quizapp.accounts.models import (
    INVITATION_LASTS,
    AlreadyUsed,
    Invitation,
    Role,
    School,
    User,
    open_admins,
)
from quizapp.database import db


class UsernameTaken(Exception):
    """Somebody else has the user name."""


class CodeRefused(Exception):
    """The one-time code is wrong, or no longer asked for."""


class LastAdmin(Exception):
    """Without this admin nobody could look after the school."""


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


def let_write_questions(person: User, *, may: bool) -> None:
    """Let a teacher work on the question banks, or no longer; an admin may in any case."""
    person.is_author = may


def make_user(
    name: str, username: str, role: Role, password_hash: str | None, now: datetime
) -> User:
    """Make an account. Raises `UsernameTaken`."""
    user = User(
        name=name,
        username=username,
        role=role,
        password_hash=password_hash,
        session_key=sessions.new_key(),
        comfort={},
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        raise UsernameTaken from error
    return user


def set_up(code: str, name: str, username: str, password_hash: str, now: datetime) -> User:
    """Make the first admin, who typed the one-time code; the code stops working.

    Raises `CodeRefused` for another code or when there is an admin, and `UsernameTaken`.
    """
    school = db.session.get_one(School, 1, with_for_update=True, populate_existing=True)
    if db.session.scalar(open_admins().limit(1)) or not tokens.opens(code, school.setup_code_hash):
        raise CodeRefused
    admin = make_user(name, username, Role.ADMIN, password_hash, now)
    school.setup_code_hash = None
    return admin


def describe_school(name: str, time_zone: str) -> None:
    """Say what the school is called and where it is."""
    school = db.session.get_one(School, 1)
    school.name = name
    school.time_zone = time_zone


def invite(admin: User, name: str, role: Role, now: datetime) -> str:
    """Invite somebody to make an account; return the token of the link, which is not kept."""
    token = tokens.token()
    invitation = Invitation(
        token_hash=tokens.digest(token),
        role=role,
        name=name,
        created_by=admin,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    db.session.add(invitation)
    db.session.flush()
    return token


def revoke(invitation: Invitation) -> None:
    """Let nobody use the link of an invitation."""
    db.session.delete(invitation)


def accept(token: str, name: str, username: str, password_hash: str, now: datetime) -> User:
    """Make the account that the invitation with this link is for.

    Raises `AlreadyUsed` when it was taken up, revoked or has expired, and `UsernameTaken`.
    """
    wanted = select(Invitation).filter_by(token_hash=tokens.digest(token)).with_for_update()
    invitation = db.session.scalar(wanted.execution_options(populate_existing=True))
    if invitation is None:
        raise AlreadyUsed
    invitation.take_up(now)
    return make_user(name, username, invitation.role, password_hash, now)


def archive(person: User, now: datetime) -> None:
    """Close an account, with the invitations it has given out. Raises `LastAdmin`."""
    _leave_an_admin(person)
    person.archive(now)
    _take_back_invitations(person)


def change_role(person: User, role: Role) -> None:
    """Let a member of the staff be something else from now on. Raises `LastAdmin`.

    Who is no longer an admin has no invitations out either: one of them could make an admin.
    """
    if role is not Role.ADMIN:
        _leave_an_admin(person)
        _take_back_invitations(person)
    person.role = role


def _take_back_invitations(person: User) -> None:
    db.session.execute(
        delete(Invitation).where(
            Invitation.created_by_id == person.id, Invitation.used_at.is_(None)
        )
    )


def _leave_an_admin(person: User) -> None:
    """Make sure that another admin stays, also when two leave at the same moment."""
    admins = db.session.scalars(open_admins().with_for_update()).all()
    if set(admins) == {person.id}:
        raise LastAdmin
