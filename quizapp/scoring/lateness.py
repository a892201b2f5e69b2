"""What is taken off work that comes after its due date; pure and exact."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import assert_never

DAY = timedelta(days=1)


class LateKind(StrEnum):
    """What happens to late work; not taking it at all is what a closing date is for."""

    NONE = "none"
    PER_DAY = "per_day"
    CAP = "cap"


def days_late(
    handed_in_at: datetime, due_at: datetime | None, grace: timedelta = timedelta()
) -> int:
    """Return how many days have begun since the due date; 0 up to it and the grace after it."""
    if due_at is None or handed_in_at <= due_at + grace:
        return 0
    return -(-(handed_in_at - due_at) // DAY)


@dataclass(frozen=True)
class LateRule:
    """What late work gets.

    `LateKind.PER_DAY`: ``per_cent`` of the whole marks come off for each day that has begun, but
    this takes nobody below ``floor`` per cent of them; who earned less than the floor keeps that.
    `LateKind.CAP`: late work gets ``per_cent`` of the whole marks at most.
    """

    kind: LateKind = LateKind.NONE
    per_cent: int = 0
    floor: int = 0

    def score(self, earned: Fraction, out_of: int, days: int) -> Fraction:
        """Return what counts of the marks that were earned, so many days late.

        It is never below 0, and never above what was earned.
        """
        if days <= 0:
            return earned
        match self.kind:
            case LateKind.NONE:
                return earned
            case LateKind.PER_DAY:
                left = earned - Fraction(self.per_cent * days * out_of, 100)
                return max(left, min(earned, Fraction(self.floor * out_of, 100)))
            case LateKind.CAP:
                return min(earned, Fraction(self.per_cent * out_of, 100))
            case _:
                assert_never(self.kind)


NO_LATE_RULE = LateRule()


@dataclass(frozen=True)
class FinalScore:
    """The marks of one attempt added up, and what counts of them: ``value``."""

    earned: Fraction
    out_of: int
    days_late: int = 0
    rule: LateRule = NO_LATE_RULE

    @property
    def value(self) -> Fraction:
        return self.rule.score(self.earned, self.out_of, self.days_late)

    @property
    def taken_off(self) -> Fraction:
        return self.earned - self.value
