"""Scoring of picks among many, shared by the types that let several things be picked."""

from collections.abc import Iterable
from fractions import Fraction


def plus_minus(credits: Iterable[Fraction], asked_for: int) -> Fraction:
    """Return (right picks - wrong picks) / number asked for, never below 0 (Betts et al. 2022)."""
    balance = sum(1 if credit == 1 else -1 for credit in credits)
    return max(Fraction(), Fraction(balance, asked_for))
