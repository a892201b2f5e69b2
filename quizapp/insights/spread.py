"""How scores spread, in ten bands; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

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


def bands(scores: Sequence[Fraction], out_of: int, middle: Fraction | None) -> Sequence[Band]:
    """Sort exact scores into bands of ten per cent; the one with the middle score is marked."""
    counts = [0] * BANDS
    for score in scores:
        counts[_band(score, out_of)] += 1
    marked = None if middle is None else _band(middle, out_of)
    return [
        Band(place * BANDS, (place + 1) * BANDS, count, place == marked)
        for place, count in enumerate(counts)
    ]


def _band(score: Fraction, out_of: int) -> int:
    share = score / out_of if out_of else Fraction()
    return min(BANDS - 1, int(share * BANDS))
