"""Grades and the boundaries between them; pure and exact.

A boundary is compared with the exact score and never with a rounded figure: whoever has 69.99 per
cent has not reached 70, even where a page shows 70 %.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any


class Unit(StrEnum):
    """What the boundaries of a scale are given in."""

    PER_CENT = "per_cent"
    MARKS = "marks"


@dataclass(frozen=True)
class Boundary:
    """A grade and the least that earns it."""

    grade: str
    least: Fraction


@dataclass(frozen=True)
class Scale:
    """Grades with their boundaries, the best first; ``boundaries`` is never empty."""

    unit: Unit
    boundaries: Sequence[Boundary]

    def stored(self) -> dict[str, Any]:
        """Return the scale as plain values, exactly."""
        lines = [[each.grade, str(each.least)] for each in self.boundaries]
        return {"unit": self.unit.value, "boundaries": lines}

    @property
    def grades(self) -> Sequence[str]:
        return [each.grade for each in self.boundaries]


def scale_from(stored: Mapping[str, Any]) -> Scale | None:
    """Return what `Scale.stored` gave away; ``None`` for no scale, which is stored as nothing."""
    if not stored:
        return None
    lines = [Boundary(grade, Fraction(least)) for grade, least in stored["boundaries"]]
    return Scale(Unit(stored["unit"]), lines)


def grade_of(score: Fraction, out_of: int, scale: Scale | None) -> str | None:
    """Return the best grade whose boundary the exact score reaches.

    ``None`` below the lowest boundary, without a scale, and where there were no marks to earn.
    """
    if scale is None or not out_of:
        return None
    reached = score if scale.unit is Unit.MARKS else 100 * score / out_of
    return next((each.grade for each in scale.boundaries if reached >= each.least), None)


def _scale(*lines: tuple[str, int]) -> Scale:
    return Scale(Unit.PER_CENT, [Boundary(grade, Fraction(least)) for grade, least in lines])


READY: Mapping[str, tuple[str, Scale]] = {
    "nine": (
        "9 to 1",
        _scale(*((str(grade), 10 * grade) for grade in range(9, 0, -1)), ("U", 0)),
    ),
    "letters": (
        "A* to U",
        _scale(("A*", 90), ("A", 80), ("B", 70), ("C", 60), ("D", 50), ("E", 40), ("U", 0)),
    ),
    "pass": ("Pass or fail", _scale(("Pass", 50), ("Fail", 0))),
}
"""Scales to begin with, by key, with their name; teachers move the boundaries as they see fit."""
