"""Attempts at an assignment, the responses in them, and every step that led there."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models import Assignment, ItemVersion

if TYPE_CHECKING:
    from quizapp.attempts.models.decisions import Excuse, FixedMark


PAPER = "paper"
"""The device of answers that a teacher entered from paper; no student's is called so."""


class AlreadySubmitted(Exception):
    """The attempt has been handed in."""


class Ended(StrEnum):
    """Who ended an attempt."""

    STUDENT = "student"
    CLOCK = "clock"
    TEACHER = "teacher"


class State(StrEnum):
    """What is known of a response."""

    BLANK = "blank"
    UNREADABLE = "unreadable"
    READ = "read"
    SCORED = "scored"
    WAITING = "waiting"


class StepKind(StrEnum):
    """What happened to a response."""

    SAVED = "saved"
    CONFLICT = "conflict"
    LATE = "late"
    ACCEPTED = "accepted"
    SUBMITTED = "submitted"
    SCORED = "scored"
    MARKED = "marked"
    REGRADED = "regraded"
    OVERRIDDEN = "overridden"
    REINSTATED = "reinstated"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"


class Attempt(Model):
    """One sitting of one student; ``number`` counts from 1, ``seed`` fixes every shuffle in it.

    ``entered_at`` says when a teacher entered answers that were given on paper, ``entered_by`` who.
    """

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("assignment_id", "student_id", "number"),)

    id: Mapped[PrimaryKey]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    student_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    number: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    ended_by: Mapped[Ended | None] = mapped_column(enum_type(Ended, "ended_by"))
    voided_at: Mapped[datetime | None]
    voided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    void_reason: Mapped[str] = mapped_column(String(300), default="")
    entered_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    assignment: Mapped[Assignment] = relationship()
    student: Mapped[User] = relationship(foreign_keys=[student_id])
    responses: Mapped[list["Response"]] = relationship(
        back_populates="attempt",
        order_by="Response.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    excuses: Mapped[list["Excuse"]] = relationship(
        primaryjoin="and_(Attempt.assignment_id == foreign(Excuse.assignment_id), "
        "Attempt.student_id == foreign(Excuse.student_id))",
        viewonly=True,
    )

    def submit(self, now: datetime, ended_by: Ended) -> None:
        """End the attempt. Raises `AlreadySubmitted`."""
        if self.submitted_at:
            raise AlreadySubmitted
        self.submitted_at = now
        self.ended_by = ended_by

    def void(self, teacher: User, reason: str, now: datetime) -> None:
        """Take the attempt out of all results; it stays readable."""
        self.voided_at, self.voided_by_id, self.void_reason = now, teacher.id, reason


class Response(Model):
    """The current response to one item of an attempt.

    ``revision`` counts saves from 1 (0: nothing saved yet); ``fields`` is the form as it came;
    ``certainty`` is 1 (low) to 3 (high). ``client`` is the device of the last save, ``sequences``
    the number of the last save by device, ``step_at`` when the last step was kept. ``shown_at`` is
    absent while the student has not seen the item (not reached).

    ``mark`` is what counts, ``earned`` what the response is worth by itself; they differ where
    evidence does not count because its claim is not right, where a teacher has ``fixed`` the mark,
    and where the student is excused: then ``max_mark`` is 0. Both are exact fractions.
    """

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        CheckConstraint("certainty BETWEEN 1 AND 3", name="certainty_in_range"),
        CheckConstraint("mark_denominator > 0", name="denominator_positive"),
        Index("ix_response_item_version_id", "item_version_id"),
    )

    id: Mapped[PrimaryKey]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id", ondelete="CASCADE"))
    position: Mapped[int]
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    max_mark: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)
    fields: Mapped[dict[str, Any]] = mapped_column(default=dict)
    certainty: Mapped[int | None]
    flagged: Mapped[bool] = mapped_column(default=False)
    client: Mapped[str] = mapped_column(String(40), default="")
    sequences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    step_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    saved_at: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(enum_type(State, "state"), default=State.BLANK)
    mark_numerator: Mapped[int | None] = mapped_column(BigInteger)
    mark_denominator: Mapped[int | None] = mapped_column(BigInteger)
    earned_numerator: Mapped[int | None] = mapped_column(BigInteger)
    earned_denominator: Mapped[int | None] = mapped_column(BigInteger)

    attempt: Mapped[Attempt] = relationship(back_populates="responses")
    version: Mapped[ItemVersion] = relationship()
    fixed: Mapped["FixedMark | None"] = relationship(
        back_populates="response", lazy="selectin", cascade="all, delete-orphan"
    )
    steps: Mapped[list["ResponseStep"]] = relationship(
        back_populates="response",
        order_by="ResponseStep.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def mark(self) -> Fraction | None:
        """The mark so far, exactly; ``None`` until the response is scored."""
        if self.mark_numerator is None or self.mark_denominator is None:
            return None
        return Fraction(self.mark_numerator, self.mark_denominator)

    @mark.setter
    def mark(self, value: Fraction | None) -> None:
        self.mark_numerator = None if value is None else value.numerator
        self.mark_denominator = None if value is None else value.denominator

    @property
    def earned(self) -> Fraction | None:
        """What the response is worth by itself, exactly; ``None`` until it is scored."""
        if self.earned_numerator is None or self.earned_denominator is None:
            return None
        return Fraction(self.earned_numerator, self.earned_denominator)

    @earned.setter
    def earned(self, value: Fraction | None) -> None:
        self.earned_numerator = None if value is None else value.numerator
        self.earned_denominator = None if value is None else value.denominator

    @property
    def checked(self) -> bool:
        """Whether the response has been scored, so that it can no longer change."""
        return self.state in {State.SCORED, State.WAITING} or self.mark is not None

    @property
    def waits(self) -> bool:
        """Whether a person has still to mark it: not what does not count, or is decided."""
        return self.state is State.WAITING and self.max_mark > 0 and self.fixed is None


class ResponseStep(Model):
    """Something that happened to a response; steps are added and never changed."""

    __tablename__ = "response_step"

    id: Mapped[PrimaryKey]
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[StepKind] = mapped_column(enum_type(StepKind, "step_kind"))
    revision: Mapped[int]
    fields: Mapped[dict[str, Any]]
    certainty: Mapped[int | None]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    client: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    mark_numerator: Mapped[int | None] = mapped_column(BigInteger)
    mark_denominator: Mapped[int | None] = mapped_column(BigInteger)

    response: Mapped[Response] = relationship(back_populates="steps")
    actor: Mapped[User | None] = relationship()
