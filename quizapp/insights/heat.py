"""What a class selected in a source, for showing over the text itself; without names; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from quizapp.insights.tally import Tally
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem

SHADES = 5
"""How many shades there are, one for each fifth of the class; 0 is no shade."""


@dataclass(frozen=True)
class Spot:
    """A place that can be selected; ``share`` is taken of all who selected something."""

    key: str
    text: str
    count: int
    share: Fraction
    right: bool

    @property
    def shade(self) -> int:
        return ceil(self.share * SHADES)


@dataclass(frozen=True)
class Heat:
    """All places of an item by key, in the author's order, and how many students selected."""

    spots: Mapping[str, Spot]
    students: int

    @property
    def by_count(self) -> Sequence[Spot]:
        """The places, the most selected first."""
        return sorted(self.spots.values(), key=lambda spot: -spot.count)


def heat(item: Item, counted: Tally) -> Heat | None:
    """Return what was selected where; ``None`` for items that are not answered in a source."""
    if not isinstance(item, HotTextItem):
        return None
    choices = [choice for group in counted.groups for choice in group.choices]
    keys = [each.id for each in ITEM_TYPES[item.type].choosables(item)]
    students = len({pupil.id for choice in choices for pupil in choice.choosers})
    spots = {
        key: Spot(
            key,
            choice.text,
            len(choice.choosers),
            Fraction(len(choice.choosers), students or 1),
            choice.right,
        )
        for key, choice in zip(keys, choices, strict=True)
    }
    return Heat(spots, students)
