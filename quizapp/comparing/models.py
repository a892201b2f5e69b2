"""Rounds of comparing, the scripts in them, and what their judges decided."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models import Assignment, ItemVersion


class Verdict(StrEnum):
    """Which of two scripts is the better one; ``SKIPPED`` where the judge did not say."""

    LEFT = "left"
    RIGHT = "right"
    SKIPPED = "skipped"


class ComparingRound(Model):
    """The scripts of one item version, compared with each other by some teachers.

    ``least`` is how often each script is to be compared; ``seed`` fixes everything that is drawn.
    """

    __tablename__ = "comparing_round"
    __table_args__ = (CheckConstraint("least BETWEEN 1 AND 50", name="least_in_range"),)

    id: Mapped[PrimaryKey]
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    started_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    least: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)

    version: Mapped[ItemVersion] = relationship()
    started_by: Mapped[User | None] = relationship()
    assignments: Mapped[list[Assignment]] = relationship(
        secondary="comparing_round_assignment", order_by="Assignment.id"
    )
    judges: Mapped[list[User]] = relationship(secondary="comparing_round_judge", order_by="User.id")
    scripts: Mapped[list["ComparedScript"]] = relationship(
        back_populates="round",
        order_by="ComparedScript.number",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    def close(self, now: datetime) -> None:
        """Take no more decisions; what was decided stays."""
        self.closed_at = self.closed_at or now

    def reopen(self) -> None:
        """Let the judges go on."""
        self.closed_at = None


class RoundAssignment(Model):
    """Of which assignments a round compares the answers."""

    __tablename__ = "comparing_round_assignment"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("comparing_round.id", ondelete="CASCADE"), primary_key=True
    )
    assignment_id: Mapped[int] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class RoundJudge(Model):
    """Who judges in a round."""

    __tablename__ = "comparing_round_judge"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("comparing_round.id", ondelete="CASCADE"), primary_key=True
    )
    judge_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )


class ComparedScript(Model):
    """A script in a round: a student's response, or an example of the mark scheme.

    ``sample`` is the place of the example in the item's list. ``anchor_mark`` is set where the mark
    is known. ``mark_used_at`` says when the round gave the response its mark for the last time.
    """

    __tablename__ = "compared_script"
    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("round_id", "response_id"),
        UniqueConstraint("round_id", "sample"),
        CheckConstraint("(response_id IS NULL) <> (sample IS NULL)", name="one_origin"),
        CheckConstraint("anchor_mark >= 0", name="anchor_not_negative"),
    )

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("comparing_round.id", ondelete="CASCADE"))
    number: Mapped[int]
    response_id: Mapped[int | None] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    sample: Mapped[int | None]
    anchor_mark: Mapped[int | None]
    mark_used_at: Mapped[datetime | None]

    round: Mapped[ComparingRound] = relationship(back_populates="scripts")
    response: Mapped[Response | None] = relationship()


class Decision(Model):
    """What a judge said of two scripts, as their ``turn``-th answer in the round.

    The revisions say which words were compared: with others the decision no longer counts. One
    that was taken back stays as history.
    """

    __tablename__ = "comparing_decision"
    __table_args__ = (
        UniqueConstraint("round_id", "judge_id", "turn"),
        CheckConstraint("left_id <> right_id", name="two_scripts"),
        CheckConstraint("seconds >= 0", name="seconds_not_negative"),
    )

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("comparing_round.id", ondelete="CASCADE"))
    judge_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    turn: Mapped[int]
    left_id: Mapped[int] = mapped_column(
        ForeignKey("compared_script.id", ondelete="CASCADE"), index=True
    )
    right_id: Mapped[int] = mapped_column(
        ForeignKey("compared_script.id", ondelete="CASCADE"), index=True
    )
    left_revision: Mapped[int]
    right_revision: Mapped[int]
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict, "verdict"))
    note: Mapped[str] = mapped_column(String(300), default="")
    seconds: Mapped[int | None]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    judge: Mapped[User | None] = relationship()
