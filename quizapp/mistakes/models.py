"""Reports of mistakes in questions; a report keeps all that belongs to it and is never deleted."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models import ItemVersion

LONGEST = 600
"""How many letters a report, or the answer to one, may have."""


class Outcome(StrEnum):
    """What became of a report."""

    MENDED = "mended"
    NO_MISTAKE = "no mistake"


class MistakeReport(Model):
    """A student says that a question is wrong; ``fields`` is their response at that moment.

    The report is open until a teacher closes it with an outcome; ``note`` is what the student then
    reads. A student has at most one open report on a question, in whatever quiz it stands.
    """

    __tablename__ = "mistake_report"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (closed_at IS NULL)", name="closed_with_outcome"),
        Index(
            "ix_mistake_report_open",
            "student_id",
            "bank",
            "item_id",
            unique=True,
            sqlite_where=sql("closed_at IS NULL"),
            postgresql_where=sql("closed_at IS NULL"),
        ),
        Index("ix_mistake_report_bank_item_id", "bank", "item_id"),
    )

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("attempt.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    fields: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(String(LONGEST))
    reported_at: Mapped[datetime]
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome, "outcome"))
    note: Mapped[str] = mapped_column(String(LONGEST), default="")
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    version: Mapped[ItemVersion] = relationship()
    attempt: Mapped[Attempt] = relationship()
    student: Mapped[User] = relationship(foreign_keys=[student_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])

    @property
    def is_open(self) -> bool:
        """Whether no teacher has closed the report yet."""
        return self.closed_at is None

    def close(self, teacher: User, outcome: Outcome, note: str, now: datetime) -> None:
        """Answer the report; one that is closed stays as it was answered."""
        if self.is_open:
            self.closed_by_id = teacher.id
            self.outcome, self.note, self.closed_at = outcome, note, now
