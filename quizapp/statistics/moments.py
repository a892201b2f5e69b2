"""Means, variances and their relatives, summed exactly; only square roots are floats.

A list of fractions is brought to one denominator first, so that the sums run over whole numbers:
as exact as summing the fractions, and many times as fast.
"""

import math
from collections.abc import Sequence
from fractions import Fraction

Marks = Sequence[Fraction]


def mean(values: Marks) -> Fraction | None:
    """Mean: the sum over n. Unit: that of the values. Undefined without any."""
    return sum(values, Fraction()) / len(values) if values else None


def covariance(xs: Marks, ys: Marks) -> Fraction | None:
    """Sample covariance: the sum of (x - mean x)(y - mean y) over n - 1.

    Unit: that of x times that of y. Undefined for fewer than two pairs.
    """
    return _shared(*_whole(xs), *_whole(ys))


def greatest_covariance(xs: Marks, ys: Marks) -> Fraction | None:
    """Covariance of the same values with both lists put in ascending order: the most it can be.

    Unit: that of x times that of y. Range: 0 and above. Undefined for fewer than two pairs.
    """
    (whole_xs, unit_x), (whole_ys, unit_y) = _whole(xs), _whole(ys)
    return _shared(sorted(whole_xs), unit_x, sorted(whole_ys), unit_y)


def variance(values: Marks) -> Fraction | None:
    """Sample variance: squared distances from the mean, summed, over n - 1.

    Unit: that of the values, squared. Range: 0 and above. Undefined for fewer than two values.
    """
    return covariance(values, values)


def standard_deviation(values: Marks) -> float | None:
    """Sample standard deviation: the square root of the variance with n - 1.

    Unit: that of the values. Range: 0 and above. Undefined for fewer than two values.
    """
    spread = variance(values)
    return None if spread is None else math.sqrt(spread)


def correlation(xs: Marks, ys: Marks) -> float | None:
    """Pearson's correlation: cov(x, y) / sqrt(var x * var y).

    Source: Pearson 1895. No unit. Range: -1 to 1, never beyond by rounding. Undefined for fewer
    than two pairs, and when all x or all y are alike.
    """
    together = covariance(xs, ys)
    spread_x, spread_y = variance(xs), variance(ys)
    if together is None or not spread_x or not spread_y:
        return None
    return signed_root(together, together**2 / (spread_x * spread_y))


def skewness(values: Marks) -> float | None:
    """Skewness: k3 / k2^(3/2) with Fisher's k-statistics; 0 for a symmetric spread.

    With m2 and m3 the mean squared and cubed distances from the mean, k2 = n m2 / (n - 1) and
    k3 = n^2 m3 / ((n - 1)(n - 2)). Source: Moodle, "Quiz statistics calculations"; elsewhere
    called G1. No unit. Range: any number. Undefined below three values or when all are alike.
    """
    n = len(values)
    k2 = variance(values)
    if n < 3 or not k2:
        return None
    k3 = n**2 * _central(values, 3) / ((n - 1) * (n - 2))
    return signed_root(k3, k3**2 / k2**3)


def kurtosis(values: Marks) -> float | None:
    """Kurtosis: k4 / k2^2 with Fisher's k-statistics; 0 for a normal spread (excess kurtosis).

    With m2 and m4 the mean 2nd and 4th powers of the distances from the mean, k2 = n m2 / (n - 1)
    and k4 = n^2 ((n + 1) m4 - 3 (n - 1) m2^2) / ((n - 1)(n - 2)(n - 3)). Source: Moodle, "Quiz
    statistics calculations"; elsewhere called G2. No unit. Range: any number. Undefined below
    four values or when all are alike.
    """
    n = len(values)
    k2 = variance(values)
    if n < 4 or not k2:
        return None
    m2, m4 = _central(values, 2), _central(values, 4)
    k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return float(k4 / k2**2)


def signed_root(sign: Fraction, square: Fraction) -> float:
    """Return the square root of ``square`` with the sign of ``sign``."""
    return math.copysign(math.sqrt(square), sign) if sign else 0.0


def _central(values: Marks, power: int) -> Fraction:
    """Return the mean of the distances from the mean, each raised to ``power``."""
    n = len(values)
    whole, unit = _whole(values)
    total = sum(whole)
    return Fraction(sum((n * x - total) ** power for x in whole), n ** (power + 1) * unit**power)


def _shared(xs: list[int], unit_x: int, ys: list[int], unit_y: int) -> Fraction | None:
    """Return the covariance of values that were brought to whole numbers."""
    n = len(xs)
    if n < 2:
        return None
    spread = n * sum(x * y for x, y in zip(xs, ys, strict=True)) - sum(xs) * sum(ys)
    return Fraction(spread, n * (n - 1) * unit_x * unit_y)


def _whole(values: Marks) -> tuple[list[int], int]:
    """Return the values as whole numbers of 1/unit, and that unit's denominator."""
    ratios = [value.as_integer_ratio() for value in values]
    unit = math.lcm(*{below for _above, below in ratios})
    return [above * (unit // below) for above, below in ratios], unit
