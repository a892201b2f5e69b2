"""Samples of marked scripts, and what a second marker gave to each."""

from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.marking.models import GivenMark


class Outcome(StrEnum):
    """Which mark a script has after both were looked at."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Sample(Model):
    """Scripts of an item drawn for a second marker: ``per_cent`` of the marked, ``least`` or more.

    Whoever knows the seed and the scripts that were marked can draw the same again.
    """

    __tablename__ = "second_sample"
    __table_args__ = (
        CheckConstraint("per_cent BETWEEN 1 AND 100", name="per_cent_in_range"),
        CheckConstraint("least >= 1", name="least_positive"),
        Index("ix_second_sample_bank_item_id", "bank", "item_id"),
    )

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    per_cent: Mapped[int]
    least: Mapped[int]
    seed: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class SecondMark(Model):
    """One script of a sample: the first mark as it was drawn, and the second once it is given.

    ``outcome`` is absent until a teacher has decided; the first mark stands meanwhile.
    """

    __tablename__ = "second_mark"
    __table_args__ = (
        UniqueConstraint("response_id"),
        CheckConstraint("mark_denominator > 0", name="denominator_positive"),
    )

    id: Mapped[PrimaryKey]
    sample_id: Mapped[int] = mapped_column(
        ForeignKey("second_sample.id", ondelete="CASCADE"), index=True
    )
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    first_id: Mapped[int] = mapped_column(
        ForeignKey("given_mark.id", ondelete="CASCADE"), index=True
    )
    marker_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    item_version_id: Mapped[int | None] = mapped_column(ForeignKey("item_version.id"))
    level: Mapped[int | None]
    mark_numerator: Mapped[int | None] = mapped_column(BigInteger)
    mark_denominator: Mapped[int | None] = mapped_column(BigInteger)
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome, "outcome"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    sample: Mapped[Sample] = relationship()
    response: Mapped[Response] = relationship()
    first: Mapped[GivenMark] = relationship()
    marker: Mapped[User | None] = relationship(foreign_keys=[marker_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])

    @property
    def mark(self) -> Fraction | None:
        """The second mark, exactly; ``None`` until it is given."""
        if self.mark_numerator is None or self.mark_denominator is None:
            return None
        return Fraction(self.mark_numerator, self.mark_denominator)

    @property
    def difference(self) -> Fraction:
        """By how many marks the second is above the first."""
        return (self.mark or Fraction()) - self.first.mark

    @property
    def replaced(self) -> bool:
        """Whether the answer is another one since it was drawn."""
        return self.first.revision != self.response.revision
