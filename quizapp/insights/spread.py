"""How scores spread: in ten bands, and in a few numbers; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median, quantiles, stdev

BANDS = 10


@dataclass(frozen=True)
class Band:
    """How many scores lie from ``lowest`` to below ``highest`` per cent; the last includes 100."""

    lowest: int
    highest: int
    count: int
    middle: bool = False

    @property
    def words(self) -> str:
        last = self.highest if self.highest == 100 else self.highest - 1
        return f"{self.lowest} to {last} %"


def bands(shares: Sequence[Fraction]) -> Sequence[Band]:
    """Sort exact shares (0..1) into bands of ten per cent; the middle one's band is marked."""
    counts = [0] * BANDS
    for share in shares:
        counts[_band(share)] += 1
    marked = _band(median(shares)) if shares else None
    return [
        Band(place * BANDS, (place + 1) * BANDS, count, place == marked)
        for place, count in enumerate(counts)
    ]


def _band(share: Fraction) -> int:
    return min(BANDS - 1, int(share * BANDS))


@dataclass(frozen=True)
class Summary:
    """Where shares (0..1) lie: the ends, the middle half, the mean, and the spread around it.

    ``sd`` is the standard deviation of a sample; it is absent for a single share.
    """

    count: int
    lowest: Fraction
    quarter: Fraction
    middle: Fraction
    three_quarters: Fraction
    highest: Fraction
    mean: Fraction
    sd: float | None


def summary(shares: Sequence[Fraction]) -> Summary | None:
    """Sum up shares; ``None`` while there are none."""
    if not shares:
        return None
    several = len(shares) > 1
    cuts = quantiles(shares, n=4, method="inclusive") if several else [shares[0]] * 3
    return Summary(
        count=len(shares),
        lowest=min(shares),
        quarter=cuts[0],
        middle=cuts[1],
        three_quarters=cuts[2],
        highest=max(shares),
        mean=sum(shares, Fraction()) / len(shares),
        sd=stdev(map(float, shares)) if several else None,
    )
