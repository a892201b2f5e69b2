"""Anchor scripts, how they are used, and what markers gave to them."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models import ItemVersion


class Origin(StrEnum):
    """Where the text of an anchor comes from."""

    EXAMPLE = "example"
    SCRIPT = "script"
    TYPED = "typed"


class Standard(Model):
    """Whether anchors are used for an item, and after how many scripts one comes round again.

    ``every`` is 0 where none comes round. Of several that a marker may see the oldest counts.
    """

    __tablename__ = "standard"
    __table_args__ = (
        UniqueConstraint("bank", "item_id", "owner_id"),
        CheckConstraint("every >= 0", name="every_not_negative"),
    )

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    on: Mapped[bool] = mapped_column(default=False)
    every: Mapped[int] = mapped_column(default=10)
    at: Mapped[datetime]


class Anchor(Model):
    """A text with the level and mark that teachers agreed on, and why.

    It is a copy without a name and knows nothing of who wrote it. ``version`` holds the scheme of
    the agreement; ``ranked`` is the order that goes with the reason for a ranking. An anchor that
    is withdrawn stays for the record of those who marked it.
    """

    __tablename__ = "anchor"
    __table_args__ = (
        CheckConstraint("mark_denominator > 0", name="denominator_positive"),
        Index("ix_anchor_bank_item_id", "bank", "item_id"),
    )

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    origin: Mapped[Origin] = mapped_column(enum_type(Origin, "origin"))
    text: Mapped[str] = mapped_column(Text)
    ranked: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[int | None]
    mark_numerator: Mapped[int] = mapped_column(BigInteger)
    mark_denominator: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    owner: Mapped[User] = relationship()
    version: Mapped[ItemVersion] = relationship()

    @property
    def mark(self) -> Fraction:
        """The agreed mark, exactly."""
        return Fraction(self.mark_numerator, self.mark_denominator)

    @mark.setter
    def mark(self, value: Fraction) -> None:
        self.mark_numerator, self.mark_denominator = value.numerator, value.denominator


class Exercise(Model):
    """One marker's way through the anchors; it ends when they go on to the scripts."""

    __tablename__ = "exercise"
    __table_args__ = (Index("ix_exercise_marker_id_item", "marker_id", "bank", "item_id"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    marker_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    trials: Mapped[list["Trial"]] = relationship(
        back_populates="exercise",
        order_by="Trial.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )


class Trial(Model):
    """An anchor in front of a marker, in an exercise or, without one, among the scripts.

    ``beside_id`` is the script whose place it took there. It is closed when it is marked or
    skipped; then it keeps what was agreed at that moment, for the agreement may be changed later.
    """

    __tablename__ = "trial"
    __table_args__ = (
        CheckConstraint("mark_denominator > 0", name="denominator_positive"),
        CheckConstraint("agreed_denominator > 0", name="agreed_denominator_positive"),
    )

    id: Mapped[PrimaryKey]
    anchor_id: Mapped[int] = mapped_column(ForeignKey("anchor.id", ondelete="CASCADE"), index=True)
    marker_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    exercise_id: Mapped[int | None] = mapped_column(
        ForeignKey("exercise.id", ondelete="CASCADE"), index=True
    )
    beside_id: Mapped[int | None] = mapped_column(ForeignKey("response.id", ondelete="SET NULL"))
    served_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    level: Mapped[int | None]
    mark_numerator: Mapped[int | None] = mapped_column(BigInteger)
    mark_denominator: Mapped[int | None] = mapped_column(BigInteger)
    agreed_level: Mapped[int | None]
    agreed_numerator: Mapped[int | None] = mapped_column(BigInteger)
    agreed_denominator: Mapped[int | None] = mapped_column(BigInteger)
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)

    anchor: Mapped[Anchor] = relationship()
    marker: Mapped[User] = relationship()
    exercise: Mapped[Exercise | None] = relationship(back_populates="trials")

    @property
    def mark(self) -> Fraction | None:
        """What the marker gave, exactly; ``None`` before, and when the anchor was skipped."""
        if self.mark_numerator is None or self.mark_denominator is None:
            return None
        return Fraction(self.mark_numerator, self.mark_denominator)

    @property
    def agreed(self) -> Fraction | None:
        """What was agreed when the marker gave theirs."""
        if self.agreed_numerator is None or self.agreed_denominator is None:
            return None
        return Fraction(self.agreed_numerator, self.agreed_denominator)

    @property
    def difference(self) -> Fraction:
        """By how many marks the marker was above what was agreed."""
        return (self.mark or Fraction()) - (self.agreed or Fraction())

    def close(self, level: int | None, mark: Fraction, now: datetime) -> None:
        """Keep what the marker gives, and what was agreed."""
        self.level, self.mark_numerator, self.mark_denominator = (
            level,
            mark.numerator,
            mark.denominator,
        )
        self.agreed_level = self.anchor.level
        self.agreed_numerator = self.anchor.mark_numerator
        self.agreed_denominator = self.anchor.mark_denominator
        self.closed_at = now
