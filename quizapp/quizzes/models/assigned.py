"""Quizzes set to classes: their conditions, their questions, exceptions for single students."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models.published import ItemVersion, SourceVersion
from quizapp.scoring.grades import Scale, scale_from
from quizapp.scoring.lateness import LateKind, LateRule


class Feedback(StrEnum):
    """When students see marks, feedback and explanations."""

    PRACTICE = "practice"
    SUBMISSION = "submission"
    CLOSE = "close"


class Counts(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LATEST = "latest"
    FIRST = "first"


class Assignment(Model):
    """A quiz set to a class, with the item versions of the moment it was set.

    ``quiz_id`` is empty where the questions were chosen one by one. ``note`` and ``reading`` are
    words to the students: in their list, and to read before they begin.
    ``attempts_allowed`` 0 means as many as one likes; ``time_limit_minutes`` absent means none.
    ``grades`` holds a scale as plain values, empty for none; see `Assignment.scale`.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("time_limit_minutes > 0", name="time_limit_positive"),
        CheckConstraint("attempts_allowed >= 0", name="attempts_not_negative"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("late_per_cent BETWEEN 0 AND 100", name="late_per_cent_in_range"),
        CheckConstraint("late_floor BETWEEN 0 AND 100", name="late_floor_in_range"),
    )

    id: Mapped[PrimaryKey]
    classroom_id: Mapped[int] = mapped_column(ForeignKey("classroom.id"), index=True)
    teacher_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    bank: Mapped[str] = mapped_column(String(60))
    quiz_id: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(160))
    created_at: Mapped[datetime]
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    time_limit_minutes: Mapped[int | None]
    attempts_allowed: Mapped[int] = mapped_column(default=1)
    counts: Mapped[Counts] = mapped_column(enum_type(Counts, "counts"), default=Counts.BEST)
    shuffle: Mapped[bool] = mapped_column(default=True)
    feedback: Mapped[Feedback] = mapped_column(
        enum_type(Feedback, "feedback"), default=Feedback.SUBMISSION
    )
    certainty: Mapped[bool] = mapped_column(default=False)
    late_rule: Mapped[LateKind] = mapped_column(
        enum_type(LateKind, "late_rule"), default=LateKind.NONE
    )
    late_per_cent: Mapped[int] = mapped_column(default=0)
    late_floor: Mapped[int] = mapped_column(default=0)
    grades: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(String(300), default="")
    reading: Mapped[str] = mapped_column(Text, default="")
    archived_at: Mapped[datetime | None]

    classroom: Mapped[Classroom] = relationship()
    teacher: Mapped[User] = relationship()
    items: Mapped[list["AssignedItem"]] = relationship(
        back_populates="assignment",
        order_by="AssignedItem.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    sources: Mapped[list[SourceVersion]] = relationship(
        secondary="assigned_source", order_by="SourceVersion.source_id"
    )

    @property
    def late(self) -> LateRule:
        """What late work gets."""
        return LateRule(self.late_rule, self.late_per_cent, self.late_floor)

    @property
    def scale(self) -> Scale | None:
        """The grades with their boundaries; ``None`` when no grades are given."""
        return scale_from(self.grades)

    def treat_late_work_by(self, rule: LateRule) -> None:
        """Let late work get this from now on, also what was handed in before."""
        self.late_rule, self.late_per_cent, self.late_floor = rule.kind, rule.per_cent, rule.floor

    def grade_by(self, scale: Scale | None) -> None:
        """Give grades by these boundaries from now on, or none at all."""
        self.grades = scale.stored() if scale else {}

    def archive(self, now: datetime) -> None:
        """Put the assignment away: students no longer see it, results stay."""
        self.archived_at = self.archived_at or now


class AssignedItem(Model):
    """An item's place in an assignment, counted from 1.

    ``claim_position`` is set on evidence: it counts only if the item there is wholly right.
    """

    __tablename__ = "assigned_item"
    __table_args__ = (UniqueConstraint("assignment_id", "position"),)

    id: Mapped[PrimaryKey]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    position: Mapped[int]
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    max_mark: Mapped[int]
    claim_position: Mapped[int | None]

    assignment: Mapped[Assignment] = relationship(back_populates="items")
    version: Mapped[ItemVersion] = relationship()


class AssignedSource(Model):
    """Which source versions an assignment shows."""

    __tablename__ = "assigned_source"

    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    source_version_id: Mapped[int] = mapped_column(
        ForeignKey("source_version.id"), primary_key=True
    )


class Override(Model):
    """What is different in one assignment for one student; only what is set differs."""

    __tablename__ = "override"
    __table_args__ = (UniqueConstraint("assignment_id", "student_id"),)

    id: Mapped[PrimaryKey]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    opens_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    time_limit_minutes: Mapped[int | None]
    extra_attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(300), default="")
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))

    student: Mapped[User] = relationship(foreign_keys=[student_id])
    assignment: Mapped[Assignment] = relationship()
