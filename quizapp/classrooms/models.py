"""Classes, who is in them, how they get in, and what some of them need."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import Role, User
from quizapp.database import Model, PrimaryKey


class Classroom(Model):
    """A class of one teacher, who may let others teach it too.

    ``join_code`` is absent while joining is closed.
    """

    __tablename__ = "classroom"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(80))
    teacher_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    join_code: Mapped[str | None] = mapped_column(String(12), unique=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    teacher: Mapped[User] = relationship()
    co_teachers: Mapped[list["CoTeacher"]] = relationship(
        back_populates="classroom",
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="CoTeacher.added_at, CoTeacher.teacher_id",
    )
    enrolments: Mapped[list["Enrolment"]] = relationship(
        back_populates="classroom", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def teachers(self) -> list[User]:
        """Everybody who teaches the class: first whose class it is, then who came later."""
        return [self.teacher, *(each.teacher for each in self.co_teachers)]

    def is_led_by(self, person: User) -> bool:
        """Return whether the person decides who teaches the class and whether it is in use."""
        return person.role is Role.ADMIN or person.id == self.teacher_id

    def archive(self, now: datetime) -> None:
        """Put the class away: joining closes, results stay."""
        self.archived_at = self.archived_at or now
        self.join_code = None

    def restore(self) -> None:
        """Bring the class back into use; joining stays closed until it is opened again."""
        self.archived_at = None

    def close_joining(self) -> None:
        """Let nobody join any more; the code is free for another class."""
        self.join_code = None


class CoTeacher(Model):
    """Somebody who teaches a class beside the teacher whose class it is."""

    __tablename__ = "co_teacher"

    classroom_id: Mapped[int] = mapped_column(
        ForeignKey("classroom.id", ondelete="CASCADE"), primary_key=True
    )
    teacher_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    added_at: Mapped[datetime]

    classroom: Mapped[Classroom] = relationship(back_populates="co_teachers")
    teacher: Mapped[User] = relationship()


class Enrolment(Model):
    """A student's place in a class; ``left_at`` is set when they are removed, so history stays."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("classroom_id", "student_id"),)

    id: Mapped[PrimaryKey]
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]

    classroom: Mapped[Classroom] = relationship(back_populates="enrolments")
    student: Mapped[User] = relationship()

    def leave(self, now: datetime) -> None:
        """Take the student out of the class; what they did there stays."""
        self.left_at = self.left_at or now

    def come_back(self) -> None:
        """Put the student back into the class."""
        self.left_at = None


class LoginCard(Model):
    """A printed link with which one student signs in; only its hash is kept."""

    __tablename__ = "login_card"

    id: Mapped[PrimaryKey]
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    student: Mapped[User] = relationship()


class Accommodation(Model):
    """What a student needs in every quiz: more time, no limit, larger text, no clock in sight."""

    __tablename__ = "accommodation"
    __table_args__ = (
        CheckConstraint("extra_time_percent BETWEEN 0 AND 400", name="extra_time_in_range"),
    )

    student_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    extra_time_percent: Mapped[int] = mapped_column(default=0)
    untimed: Mapped[bool] = mapped_column(default=False)
    larger_text: Mapped[bool] = mapped_column(default=False)
    hide_clock: Mapped[bool] = mapped_column(default=False)

    student: Mapped[User] = relationship()
