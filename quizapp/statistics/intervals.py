"""What can be said of small groups: proportions with their intervals, no coefficients."""

import math
from statistics import NormalDist

ENOUGH = 30
"""So many attempts at least before coefficients are shown.

The standard error of a correlation near 0 is about 1 / sqrt(n - 1). With 30 attempts that is
0.19: an item that discriminates not at all may still show anything from -36 to +36 per cent.
With fewer, a figure says more about who happened to sit the test than about the item.
"""


def enough(n: int) -> bool:
    """Say whether ``n`` attempts are enough for coefficients; else show counts and intervals."""
    return n >= ENOUGH


def wilson(successes: int, n: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """Wilson's score interval of a proportion p = successes / n.

    (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n), where z is the normal quantile of the
    confidence (1.96 for 95 per cent). Source: Wilson 1927. Unit: proportion. Range: 0 to 1, with
    the observed proportion inside. Undefined for n = 0.
    """
    if n == 0:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p = successes / n
    middle = p + z**2 / (2 * n)
    reach = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    below, above = ((middle + side) / (1 + z**2 / n) for side in (-reach, reach))
    return (0.0 if successes == 0 else below, 1.0 if successes == n else above)
