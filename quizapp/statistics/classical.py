"""Item and test statistics of classical test theory.

The definitions are those of Moodle's documentation ("Quiz statistics calculations" and "Quiz
report statistics"), which other quiz software follows too. x is an item's mark, T the total of
all items presented, R the rest: T without the item. Variances and covariances have n - 1 below.
An item's figures come from the students it was presented to.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.statistics import moments
from quizapp.statistics.consistency import alpha, alphas_if_deleted, error_ratio, standard_error
from quizapp.statistics.matrix import MarkTable, both, presented
from quizapp.statistics.moments import Marks


@dataclass(frozen=True, slots=True)
class OverallStatistics:
    """Figures of a whole test; ``None`` where one is not defined."""

    n: int
    mean: Fraction | None
    sd: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    error_ratio: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """Figures of one item in its test; ``None`` where one is not defined."""

    item: str
    n: int
    facility: Fraction | None
    sd: float | None
    random_guess_score: Fraction | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination_index: float | None
    discriminative_efficiency: float | None
    item_rest: float | None
    point_biserial: float | None
    alpha_if_deleted: float | None


def overall(table: MarkTable) -> OverallStatistics:
    """Work out the figures of the whole test; a student without any item is not counted."""
    totals = presented(table.totals)
    consistency = alpha(table)
    return OverallStatistics(
        n=len(totals),
        mean=moments.mean(totals),
        sd=moments.standard_deviation(totals),
        skewness=moments.skewness(totals),
        kurtosis=moments.kurtosis(totals),
        alpha=None if consistency is None else float(consistency),
        error_ratio=error_ratio(consistency),
        standard_error=standard_error(moments.standard_deviation(totals), consistency),
    )


def by_item(
    table: MarkTable, guesses: Sequence[Fraction | None] | None = None
) -> tuple[ItemStatistics, ...]:
    """Work out the figures of every item, in the order of the table.

    ``guesses`` are the random guess scores, one an item: what somebody who guesses can expect,
    as a part of the item's marks (0 to 1; ``None`` where not known). They are handed through.
    """
    known = guesses if guesses is not None else [None] * len(table.items)
    intended, effective = intended_weights(table), effective_weights(table)
    without = alphas_if_deleted(table)
    return tuple(
        _one_item(table, at, guess, (intended[at], effective[at]), without[at])
        for at, guess in zip(range(len(table.items)), known, strict=True)
    )


def _one_item(
    table: MarkTable,
    at: int,
    guess: Fraction | None,
    weights: tuple[float | None, float | None],
    without: Fraction | None,
) -> ItemStatistics:
    column = table.columns[at]
    marks, rest = both(column, table.rest(at))
    return ItemStatistics(
        item=table.items[at],
        n=len(presented(column)),
        facility=facility(presented(column), table.max_marks[at]),
        sd=moments.standard_deviation(presented(column)),
        random_guess_score=guess,
        intended_weight=weights[0],
        effective_weight=weights[1],
        discrimination_index=discrimination_index(marks, rest),
        discriminative_efficiency=discriminative_efficiency(marks, rest),
        item_rest=moments.correlation(marks, rest),
        point_biserial=moments.correlation(*both(column, table.totals)),
        alpha_if_deleted=None if without is None else float(without),
    )


def facility(marks: Marks, most: Fraction) -> Fraction | None:
    """Facility: the mean mark over the maximum mark; the easier the item, the higher.

    Source: Moodle, facility index F, there in per cent. Unit: part of the maximum. Range: 0 to 1.
    Undefined when nobody was presented with the item or its maximum is 0.
    """
    average = moments.mean(marks)
    return average / most if average is not None and most else None


def discrimination_index(marks: Marks, rest: Marks) -> float | None:
    """Discrimination index: 100 * cov(x, R) / sqrt(var x * var R).

    Says whether those who do well in the rest do well here. Source: Moodle, discrimination index
    D. Unit: per cent. Range: -100 to 100. Undefined for fewer than two students, when all marks
    of the item are alike, and when all rests are (one item alone has an empty rest).
    """
    found = moments.correlation(marks, rest)
    return None if found is None else 100 * found


def discriminative_efficiency(marks: Marks, rest: Marks) -> float | None:
    """Discriminative efficiency: 100 * cov(x, R) / covmax(x, R).

    covmax is the covariance of the same marks and rests when both are put in ascending order: the
    most these marks could reach. So a very easy or very hard item is measured by what it can do.
    Source: Moodle, discriminative efficiency E. Unit: per cent. Range: at most 100, and below
    -100 in odd cases. Undefined where the discrimination index is.
    """
    together = moments.covariance(marks, rest)
    most = moments.greatest_covariance(marks, rest)
    return float(100 * together / most) if together is not None and most else None


def intended_weights(table: MarkTable) -> list[float | None]:
    """Intended weight of each item: 100 * its maximum / the sum of all maxima.

    Source: Moodle, intended question weight. Unit: per cent. Range: 0 to 100, together 100.
    Undefined when all maxima are 0.
    """
    whole = sum(table.max_marks, Fraction())
    return [float(100 * most / whole) if whole else None for most in table.max_marks]


def effective_weights(table: MarkTable) -> list[float | None]:
    """Effective weight of each item: 100 * sqrt(cov(x, T)) / the sum of these roots.

    How much of the spread of totals comes from the item, to hold against the intended weight.
    Source: Moodle, effective question weight. Unit: per cent. Range: 0 to 100, together 100.
    Undefined for an item whose covariance with the total is negative (it stays out of the sum),
    for fewer than two students, and when no item varies with the total.
    """
    shared = [moments.covariance(*both(column, table.totals)) for column in table.columns]
    largest = max((share for share in shared if share is not None), default=Fraction())
    if largest <= 0:
        return [None] * len(shared)
    roots = [None if share is None or share < 0 else math.sqrt(share / largest) for share in shared]
    whole = math.fsum(root for root in roots if root is not None)
    return [None if root is None else 100 * root / whole for root in roots]


def option_point_biserial(chosen: Sequence[bool], rest: Sequence[Fraction]) -> float | None:
    """Point-biserial correlation of having chosen an option with the rest of the test.

    Pearson's correlation with 1 for "chosen" and 0 for "not chosen". A key should be positive, a
    wrong option negative. Source: Lord and Novick 1968, chapter 15. No unit. Range: -1 to 1.
    Undefined for fewer than two students, when all or none chose the option, and when all rests
    are alike.
    """
    return moments.correlation([Fraction(choice) for choice in chosen], rest)
