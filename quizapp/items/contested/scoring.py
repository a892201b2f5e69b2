"""Reading: no machine judges a position, and a person marks only how it is supported."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from quizapp.items.base import (
    Choosable,
    Fields,
    ItemType,
    Score,
    only_value,
    shuffled,
)
from quizapp.items.choices import require_known
from quizapp.items.codes import letter_of, one_letter, span
from quizapp.items.contested.model import ContestedItem, Position
from quizapp.items.reasons import LONGEST_REASON


@dataclass(frozen=True)
class ContestedResponse:
    """The id of a position, if one was chosen, and the reason, which may be empty."""

    position: str | None
    reason: str


class Contested(ItemType[ContestedItem, ContestedResponse]):
    name = "contested"
    label = "Take a position"
    model = ContestedItem
    keyed = False
    written = "reason"

    def field_names(self, item: ContestedItem) -> frozenset[str]:
        return frozenset({"position", "reason"} if item.reason else {"position"})

    def read(self, item: ContestedItem, fields: Fields) -> ContestedResponse | None:
        position = only_value(fields, "position")
        if position:
            require_known([position], _ids(item))
        reason = only_value(fields, "reason", LONGEST_REASON) if item.reason else ""
        return ContestedResponse(position or None, reason) if position or reason else None

    def score(self, item: ContestedItem, response: ContestedResponse) -> Score:
        return Score(Fraction(), waiting=Fraction(bool(item.max_mark and response.reason)))

    def describe(self, item: ContestedItem, response: ContestedResponse) -> str:
        chosen = [_named(each) for each in item.positions if each.id == response.position]
        return ". Reason: ".join(filter(None, [*chosen, response.reason]))

    def arranged(self, item: ContestedItem, rng: Random, *, shuffle: bool) -> ContestedItem:
        if not shuffle:
            return item
        return item.model_copy(update={"positions": shuffled(item.positions, rng)})

    def choosables(self, item: ContestedItem) -> Sequence[Choosable]:
        return [Choosable(each.id, _named(each), Fraction()) for each in item.positions]

    def chosen(self, item: ContestedItem, response: ContestedResponse) -> Sequence[str]:
        return (response.position,) if response.position else ()

    def code_hint(self, item: ContestedItem) -> str:
        return f"a letter, {span(len(item.positions))}"

    def from_code(self, item: ContestedItem, code: str) -> Fields:
        return {"position": [one_letter(code, _ids(item))]}

    def code_of(self, item: ContestedItem, response: ContestedResponse) -> str:
        return letter_of(response.position, _ids(item)) if response.position else ""

    def samples(self, item: ContestedItem) -> dict[str, Fields]:
        first, last = item.positions[0].id, item.positions[-1].id
        reason = ["Two of the sources speak of it, and they were written by opponents."]
        return {
            "right": {"position": [first], **({"reason": reason} if item.reason else {})},
            "wrong": {"position": [last]},
            "unreadable": {"position": ["no-such-position"]},
            "blank": {},
        }


def _ids(item: ContestedItem) -> list[str]:
    return [each.id for each in item.positions]


def _named(position: Position) -> str:
    return f"{position.who}: {position.text}"
