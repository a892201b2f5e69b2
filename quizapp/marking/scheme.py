"""What a marker goes by: the levels of an item, the marks inside each, and whether a mark fits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from typing import Any

from quizapp.items.base import Item
from quizapp.items.contested.model import ContestedItem
from quizapp.items.extended_response.model import ExtendedResponseItem, Sample
from quizapp.items.ranking.model import RankingItem

NOTHING = "Nothing that a level describes"


class OutsideLevel(Exception):
    """The mark does not lie in the level, or is not one of the scheme's; the message says so."""


@dataclass(frozen=True)
class Band:
    """A level and the marks inside it; level 0 lies below the lowest that is described."""

    level: int
    label: str
    descriptor: str
    marks: tuple[Fraction, ...]

    @property
    def name(self) -> str:
        return f"Level {self.level}" if self.level else "No level"


@dataclass(frozen=True)
class Scheme:
    """The marks that a person gives to an item: ``bands`` is empty where there are no levels.

    ``top`` is the highest of them; ``out_of`` is the item's whole mark, of which a machine may
    have given a share.
    """

    bands: tuple[Band, ...]
    marks: tuple[Fraction, ...]
    out_of: int

    @property
    def top(self) -> Fraction:
        return self.marks[-1]

    def band(self, level: int | None) -> Band | None:
        """Return the level with this number."""
        return next((band for band in self.bands if band.level == level), None)

    def level_of(self, mark: Fraction) -> int | None:
        """Return the level in which a mark lies; ``None`` where there are no levels."""
        return next((band.level for band in self.bands if mark in band.marks), None)

    def next_above(self, level: int | None) -> Band | None:
        """Return the level above this one; ``None`` at the top."""
        return None if level is None else self.band(level + 1)

    def insist(self, level: int | None, mark: Fraction) -> None:
        """Raise `OutsideLevel` unless the mark lies in the level."""
        if not self.bands:
            if level is not None or mark not in self.marks:
                raise OutsideLevel(f"The marks run from 0 to {spelled(self.top)}.")
            return
        band = self.band(level)
        if band is None:
            raise OutsideLevel("The mark scheme has no such level.")
        if mark not in band.marks:
            raise OutsideLevel(f"{_range(band)}; {spelled(mark)} does not lie in it.")


def _range(band: Band) -> str:
    first, last = spelled(band.marks[0]), spelled(band.marks[-1])
    if first == last:
        return f"{band.name} has only {first} {'mark' if first == '1' else 'marks'}"
    return f"{band.name} runs from {first} to {last} marks"


def spelled(mark: Fraction) -> str:
    """Return a mark as a form sends it: 3, or 12/5."""
    return str(mark)


def scheme_of(item: Item) -> Scheme | None:
    """Return what a person marks an item by; ``None`` for items that a machine marks in full."""
    match item:
        case ExtendedResponseItem():
            return _levels(item)
        case ContestedItem() if item.max_mark:
            return Scheme((), _up_to(Fraction(item.max_mark)), item.max_mark)
        case RankingItem():
            return Scheme((), item.reason_marks, item.max_mark)
        case _:
            return None


def shown_samples(item: Item, hidden: Collection[str]) -> Sequence[Sample]:
    """Return the examples to show beside a script: not those that lie there as anchors."""
    if not isinstance(item, ExtendedResponseItem):
        return ()
    unknown = {" ".join(text.split()) for text in hidden}
    return [each for each in item.samples if " ".join(each.text.split()) not in unknown]


def _levels(item: ExtendedResponseItem) -> Scheme:
    none = Band(0, NOTHING, "The answer does not reach the lowest level.", (Fraction(),))
    described = [
        Band(
            each.level,
            each.label,
            each.descriptor,
            tuple(map(Fraction, range(each.lowest, each.highest + 1))),
        )
        for each in item.levels
    ]
    return Scheme((none, *described), _up_to(Fraction(item.max_mark)), item.max_mark)


def _up_to(top: Fraction) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, range(int(top) + 1)))


GOES_BY = {
    "contested": ("max_mark", "positions", "reason"),
    "extended_response": ("max_mark", "levels", "within_level", "indicative", "samples", "faults"),
    "ranking": (
        *("max_mark", "order", "open_pairs", "order_share", "criteria"),
        *("reason.prompt", "reason.checklist"),
    ),
}
"""What of an item a marker goes by: when one of these changes, the scheme has changed.

Reasons that have their mark already are no part of it: they leave a marker less to do, not other
things to look for.
"""


def alike(one: Item, other: Item) -> bool:
    """Return whether two versions of an item are marked by the same scheme."""
    return one is other or _goes_by(one) == _goes_by(other)


def _goes_by(item: Item) -> Sequence[Any]:
    return [item.type, *(attrgetter(name)(item) for name in GOES_BY.get(item.type, ()))]


def usable(newest: Item, answered: Item) -> bool:
    """Return whether an answer to one version can be marked by the scheme of a newer one.

    The order of a ranking is scored by the version that was answered, so its reason is too.
    """
    return (
        isinstance(newest, ExtendedResponseItem)
        and isinstance(answered, ExtendedResponseItem)
        and newest.max_mark == answered.max_mark
    )
