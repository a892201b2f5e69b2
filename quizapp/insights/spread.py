"""How scores spread, in ten bands; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

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
