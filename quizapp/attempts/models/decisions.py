"""What teachers decide about marks: fixed ones, excuses, corrections of a question."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models.attempt import Response
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models import ItemVersion


class Remedy(StrEnum):
    """What is done about a question that was wrong."""

    VERSION = "version"
    CREDIT = "credit"
    DROP = "drop"


class FixedMark(Model):
    """A mark that a teacher put in place of what a response is worth; it holds until taken back.

    It counts while the question does. What the response earned by itself stays what it is.
    """

    __tablename__ = "fixed_mark"
    __table_args__ = (
        CheckConstraint("numerator >= 0", name="not_negative"),
        CheckConstraint("denominator > 0", name="denominator_positive"),
    )

    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    numerator: Mapped[int] = mapped_column(BigInteger)
    denominator: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    response: Mapped[Response] = relationship(back_populates="fixed")
    by: Mapped[User | None] = relationship()

    @property
    def mark(self) -> Fraction:
        """The mark, exactly."""
        return Fraction(self.numerator, self.denominator)


class Excuse(Model):
    """One question that leaves the total of one student, in every attempt at an assignment."""

    __tablename__ = "excuse"
    __table_args__ = (UniqueConstraint("assignment_id", "student_id", "position"),)

    id: Mapped[PrimaryKey]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    position: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    student: Mapped[User] = relationship(foreign_keys=[student_id])
    by: Mapped[User | None] = relationship(foreign_keys=[by_id])


class Correction(Model):
    """How one question of an assignment is scored from a moment on; later ones build on earlier.

    ``version`` is the item whose key counts, with `Remedy.VERSION` alone; with ``never_lower``
    nobody loses by it. ``max_mark_before`` is what the question was worth until then. ``act`` is
    the same for what one person decided for several assignments at once. A correction that was
    undone no longer counts and stays as history.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint(
            "(remedy = 'version') = (item_version_id IS NOT NULL)", name="version_where_needed"
        ),
        CheckConstraint("undone_at IS NOT NULL OR undone_by_id IS NULL", name="undone_with_time"),
        Index("ix_correction_assignment_id_position", "assignment_id", "position"),
    )

    id: Mapped[PrimaryKey]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    position: Mapped[int]
    act: Mapped[str] = mapped_column(String(32), index=True)
    remedy: Mapped[Remedy] = mapped_column(enum_type(Remedy, "remedy"))
    item_version_id: Mapped[int | None] = mapped_column(ForeignKey("item_version.id"))
    never_lower: Mapped[bool] = mapped_column(default=False)
    max_mark_before: Mapped[int]
    note: Mapped[str] = mapped_column(String(600), default="")
    changed: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    version: Mapped[ItemVersion | None] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=[by_id])
    undone_by: Mapped[User | None] = relationship(foreign_keys=[undone_by_id])
