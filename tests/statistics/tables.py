"""Tables of marks for the tests, written as rows of numbers."""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.statistics.matrix import MarkTable

Number = int | str | None


def table(rows: Sequence[Sequence[Number]], most: Sequence[int | str]) -> MarkTable:
    """Return a table with the items Q1, Q2, …"""
    return MarkTable(
        tuple(f"Q{n}" for n in range(1, len(most) + 1)),
        tuple(Fraction(each) for each in most),
        tuple(tuple(None if mark is None else Fraction(mark) for mark in row) for row in rows),
    )


def fractions(*numbers: int | str) -> list[Fraction]:
    return [Fraction(each) for each in numbers]
