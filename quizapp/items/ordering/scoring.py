"""Reading and scoring: the share of pairs that stand in the right order."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from quizapp.items.base import Fields, ItemType, Score, shuffled
from quizapp.items.ordering.model import OrderingItem, PairFeedback
from quizapp.items.sequences import (
    alphabetical,
    pairs_in_order,
    placed,
    position_fields,
    positions_code,
    positions_from,
    positions_hint,
    read_positions,
)

Order = tuple[str, ...]


class Ordering(ItemType[OrderingItem, Order]):
    name = "ordering"
    label = "Put in order"
    model = OrderingItem

    def field_names(self, item: OrderingItem) -> frozenset[str]:
        return position_fields(item.order)

    def read(self, item: OrderingItem, fields: Fields) -> Order | None:
        return read_positions(item.elements, fields)

    def score(self, item: OrderingItem, response: Order) -> Score:
        in_place = {
            each: Fraction(response[place] == each) for place, each in enumerate(item.order)
        }
        return Score(fraction=pairs_in_order(response, item.order), parts=in_place)

    def describe(self, item: OrderingItem, response: Order) -> str:
        texts = {element.id: element.text for element in item.elements}
        return " > ".join(texts[each] for each in response)

    def arranged(self, item: OrderingItem, rng: Random, *, shuffle: bool) -> OrderingItem:
        return item.model_copy(update={"elements": shuffled(item.elements, rng)})

    def on_paper(self, item: OrderingItem) -> OrderingItem:
        return item.model_copy(update={"elements": alphabetical(item.elements)})

    def code_hint(self, item: OrderingItem) -> str:
        return positions_hint(item.elements)

    def from_code(self, item: OrderingItem, code: str) -> Fields:
        return positions_from(item.elements, code)

    def code_of(self, item: OrderingItem, response: Order) -> str:
        return positions_code(item.elements, response)

    def inverted(self, item: OrderingItem, response: Order) -> Sequence[PairFeedback]:
        """Return the remarked pairs that the response holds the wrong way round."""
        return [p for p in item.pairs if response.index(p.first) > response.index(p.second)]

    def samples(self, item: OrderingItem) -> dict[str, Fields]:
        first, second, *rest = item.order
        return {
            "right": placed(item.order),
            "partly": placed((second, first, *rest)),
            "wrong": placed(item.order[::-1]),
            "unreadable": {f"position.{first}": ["first"]},
            "blank": {},
        }
