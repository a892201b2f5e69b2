"""How far two markers of the same scripts agree.

Each function takes the marks of the first and of the second marker, script by script, and is
undefined (``None``) without any script.
"""

from collections.abc import Sequence
from fractions import Fraction

Marks = Sequence[Fraction]


def exact_agreement(first: Marks, second: Marks) -> Fraction | None:
    """Exact agreement: scripts with equal marks over all scripts.

    Unit: part of the scripts. Range: 0 to 1. Undefined without any script.
    """
    return _share_within(Fraction(), first, second)


def agreement_within_one(first: Marks, second: Marks) -> Fraction | None:
    """Adjacent agreement: scripts whose marks differ by at most one mark over all scripts.

    Unit: part of the scripts. Range: 0 to 1. Undefined without any script.
    """
    return _share_within(Fraction(1), first, second)


def quadratic_weighted_kappa(first: Marks, second: Marks) -> float | None:
    """Weighted kappa: 1 - (mean of (a - b)²) / (mean of (a - b)² over all a with all b).

    The observed disagreement over that of two markers who give the same marks, but to scripts
    drawn by lot; disagreement counts with the square of the distance in marks. The number of
    marks on the scale falls out. Source: Cohen 1968. No unit. Range: at most 1; 0 is chance,
    below 0 worse. Undefined without any script and when both gave one same mark throughout.
    """
    n = len(first)
    squares = [(a - b) ** 2 for a, b in zip(first, second, strict=True)]
    sum_a, sum_b = sum(first, Fraction()), sum(second, Fraction())
    of_squares = sum((mark**2 for mark in (*first, *second)), Fraction())
    by_chance = n * of_squares - 2 * sum_a * sum_b
    return float(1 - n * sum(squares, Fraction()) / by_chance) if by_chance else None


def _share_within(reach: Fraction, first: Marks, second: Marks) -> Fraction | None:
    near = [abs(a - b) <= reach for a, b in zip(first, second, strict=True)]
    return Fraction(sum(near), len(near)) if near else None
