"""What a correction did: to each response, so that it can be undone, and to each result."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models import Response, State
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.scoring.grades import Scale, scale_from


@dataclass(frozen=True)
class Held:
    """What a response held: its state, its whole mark, and exactly what it earned by itself."""

    state: State
    max_mark: int
    numerator: int
    denominator: int

    @classmethod
    def of(cls, state: State, max_mark: int, earned: Fraction | None) -> "Held":
        """Return the values; what is not scored yet has earned nothing."""
        exact = earned or Fraction()
        return cls(state, max_mark, exact.numerator, exact.denominator)

    @classmethod
    def by(cls, response: Response) -> "Held":
        """Return what a response holds now."""
        return cls.of(response.state, response.max_mark, response.earned)

    @property
    def earned(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class Change(Model):
    """One response under one correction: what it held before, and what afterwards.

    ``revision`` is the response's at that moment: with another one it says something else now.
    """

    __tablename__ = "correction_change"
    __table_args__ = (
        CheckConstraint("before_denominator > 0", name="before_denominator_positive"),
        CheckConstraint("after_denominator > 0", name="after_denominator_positive"),
    )

    correction_id: Mapped[int] = mapped_column(
        ForeignKey("correction.id", ondelete="CASCADE"), primary_key=True
    )
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    revision: Mapped[int]
    before: Mapped[Held] = composite(
        mapped_column("before_state", enum_type(State, "before_state")),
        mapped_column("before_max_mark"),
        mapped_column("before_numerator", BigInteger),
        mapped_column("before_denominator", BigInteger),
    )
    after: Mapped[Held] = composite(
        mapped_column("after_state", enum_type(State, "after_state")),
        mapped_column("after_max_mark"),
        mapped_column("after_numerator", BigInteger),
        mapped_column("after_denominator", BigInteger),
    )


class Reckoning(Model):
    """What a correction, or its ``undoing``, made of everybody's result; never changed.

    ``grades`` are the boundaries of that moment as plain values, empty for none. ``stayed`` counts
    the students with the same result and grade as before; all others are in ``results``.
    """

    __tablename__ = "correction_reckoning"
    __table_args__ = (
        UniqueConstraint("correction_id", "undoing"),
        CheckConstraint("stayed >= 0", name="stayed_not_negative"),
    )

    id: Mapped[PrimaryKey]
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id", ondelete="CASCADE"))
    undoing: Mapped[bool]
    grades: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stayed: Mapped[int]

    results: Mapped[list["ChangedResult"]] = relationship(
        order_by="ChangedResult.student_id", cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def scale(self) -> Scale | None:
        """The boundaries of that moment; ``None`` where no grades were given."""
        return scale_from(self.grades)


@dataclass(frozen=True)
class Stood:
    """What a student had at one moment: the attempt that counted, its exact score, its grade.

    ``waits`` says that something in the attempt was still to be marked.
    """

    number: int
    numerator: int
    denominator: int
    out_of: int
    grade: str | None
    waits: bool

    @property
    def score(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


class ChangedResult(Model):
    """One student whose result or grade became another: what they had before, and afterwards."""

    __tablename__ = "correction_result"
    __table_args__ = (
        CheckConstraint("before_denominator > 0", name="before_denominator_positive"),
        CheckConstraint("after_denominator > 0", name="after_denominator_positive"),
    )

    reckoning_id: Mapped[int] = mapped_column(
        ForeignKey("correction_reckoning.id", ondelete="CASCADE"), primary_key=True
    )
    student_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    before: Mapped[Stood] = composite(
        mapped_column("before_number"),
        mapped_column("before_numerator", BigInteger),
        mapped_column("before_denominator", BigInteger),
        mapped_column("before_out_of"),
        mapped_column("before_grade", String(20)),
        mapped_column("before_waits"),
    )
    after: Mapped[Stood] = composite(
        mapped_column("after_number"),
        mapped_column("after_numerator", BigInteger),
        mapped_column("after_denominator", BigInteger),
        mapped_column("after_out_of"),
        mapped_column("after_grade", String(20)),
        mapped_column("after_waits"),
    )

    student: Mapped[User] = relationship()
