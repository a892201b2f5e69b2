"""How far the items of a test measure the same thing, and how surely the test measures it."""

import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations_with_replacement

from quizapp.statistics import moments
from quizapp.statistics.matrix import MarkTable, Row, both, presented


def alpha(table: MarkTable) -> Fraction | None:
    """Cronbach's alpha: k / (k - 1) * (1 - sum of var(x) / var(T)), for k items.

    Where a table has gaps, var(T) is the sum of all variances and covariances of the items, each
    over the students who had both; without gaps that is the variance of the totals. Sources:
    Cronbach 1951; Moodle, coefficient of internal consistency, there in per cent (100 * alpha).
    No unit. Range: at most 1, and negative when items work against each other. Undefined for
    fewer than two items or students, when the totals do not vary, when two items have fewer than
    two students in common, and when gaps make the covariances contradict each other.
    """
    own, shared = _spreads(table)
    return _alpha(len(table.items), sum(own, Fraction()), sum(shared, Fraction())) if own else None


def alphas_if_deleted(table: MarkTable) -> list[Fraction | None]:
    """Cronbach's alpha of the test without each item, in the order of the items.

    Above the alpha of the whole test, the item takes more consistency away than it brings.
    Formula, source, range: see ``alpha``. Undefined for fewer than three items, when the rests do
    not vary, and for want of students as in ``alpha``.
    """
    own, shared = _spreads(table)
    if not own:
        return [None] * len(table.items)
    parts, whole = sum(own, Fraction()), sum(shared, Fraction())
    return [
        _alpha(len(own) - 1, parts - mine, whole - 2 * with_all + mine)
        for mine, with_all in zip(own, shared, strict=True)
    ]


def _alpha(items: int, parts: Fraction, whole: Fraction) -> Fraction | None:
    """Return alpha from the items' summed variances and the variance of their total."""
    if items < 2 or whole <= 0:
        return None
    found = Fraction(items, items - 1) * (1 - parts / whole)
    return found if found <= 1 else None


def _spreads(table: MarkTable) -> tuple[list[Fraction], list[Fraction]]:
    """Return each item's variance, and the sum of its covariances with all items, itself too.

    Both lists are empty if one of the figures is not defined. Without gaps, the covariances with
    all items add up to the covariance with the total, which spares the pairs.
    """
    columns = table.columns
    own = [moments.variance(presented(column)) for column in columns]
    if table.complete:
        shared = [moments.covariance(*both(column, table.totals)) for column in columns]
    else:
        shared = _summed_pairs(columns)
    known_own = [spread for spread in own if spread is not None]
    known_shared = [spread for spread in shared if spread is not None]
    if len(known_own) < len(columns) or len(known_shared) < len(columns):
        return [], []
    return known_own, known_shared


def _summed_pairs(columns: Sequence[Row]) -> list[Fraction | None]:
    """Return, for each column, the sum of its covariances with all columns, pair by pair."""
    sums: list[Fraction | None] = [Fraction()] * len(columns)
    for (i, left), (j, right) in combinations_with_replacement(enumerate(columns), 2):
        together = moments.covariance(*both(left, right))
        for at in {i, j}:
            before = sums[at]
            sums[at] = None if before is None or together is None else before + together
    return sums


def error_ratio(consistency: Fraction | None) -> float | None:
    """Error ratio: 100 * sqrt(1 - alpha); how much of the spread is chance.

    Source: Moodle, error ratio ER. Unit: per cent of the standard deviation. Range: 0 and above;
    above 100 when alpha is negative. Undefined where alpha is.
    """
    return None if consistency is None else 100 * math.sqrt(1 - consistency)


def standard_error(sd: float | None, consistency: Fraction | None) -> float | None:
    """Standard error of measurement: sd(T) * error ratio / 100.

    How far a student's total may lie from what it would be without chance, about two times in
    three. Source: Moodle, standard error SE. Unit: marks. Range: 0 and above. Undefined where
    the standard deviation or alpha is.
    """
    return None if sd is None or consistency is None else sd * math.sqrt(1 - consistency)
