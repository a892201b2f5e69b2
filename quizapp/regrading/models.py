"""What a correction did to each response, so that it can be undone exactly."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from quizapp.attempts.models import Response, State
from quizapp.database import Model
from quizapp.quizzes.models import enum_type


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
