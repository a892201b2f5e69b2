"""People, invitations and the school."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.database import Model, PrimaryKey, enum_type

INVITATION_LASTS = timedelta(days=7)


class Role(StrEnum):
    """What a person may do."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


class AlreadyUsed(Exception):
    """The invitation has been taken up, or has expired."""


class User(Model):
    """A person. ``username`` is stored folded; ``comfort`` holds the reading settings they chose.

    ``session_key`` stands in every session cookie: a new one signs the person out everywhere.
    ``is_author`` lets a teacher work on the question banks; an admin may in any case.
    """

    __tablename__ = "user"

    id: Mapped[PrimaryKey]
    username: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_key: Mapped[str] = mapped_column(String(40))
    comfort: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_author: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.archived_at is None

    def get_id(self) -> str:
        return f"{self.id}:{self.session_key}"

    @property
    def may_write_questions(self) -> bool:
        """Whether the person may work on the question banks."""
        return self.role is Role.ADMIN or (self.role is Role.TEACHER and self.is_author)

    def archive(self, now: datetime) -> None:
        """Close the account; nothing that belongs to it is deleted."""
        self.archived_at = self.archived_at or now

    def restore(self) -> None:
        """Open the account again."""
        self.archived_at = None


def open_admins() -> Select[int]:
    """Select the numbers of the admins whose accounts are open."""
    open_ones = User.role == Role.ADMIN, User.archived_at.is_(None)
    return select(User.id).where(*open_ones).order_by(User.id)


class Invitation(Model):
    """A link with which one person becomes a teacher or an admin; only its hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[PrimaryKey]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[Role] = mapped_column(enum_type(Role, "role"))
    name: Mapped[str] = mapped_column(String(120))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    created_by: Mapped[User] = relationship()

    def open_at(self, now: datetime) -> bool:
        """Return whether the link still works."""
        return self.used_at is None and now < self.expires_at

    def take_up(self, now: datetime) -> None:
        """Mark the invitation as used. Raises `AlreadyUsed`."""
        if not self.open_at(now):
            raise AlreadyUsed
        self.used_at = now


class School(Model):
    """The one row that says whose installation this is.

    ``setup_code_hash`` is set until the first admin is made.
    """

    __tablename__ = "school"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(120))
    time_zone: Mapped[str] = mapped_column(String(60))
    setup_code_hash: Mapped[str | None] = mapped_column(String(64))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
