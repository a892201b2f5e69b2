"""Reading and scoring: the machine scores the order, a person the reason if it is a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from random import Random

from quizapp.items.base import Choosable, Fields, ItemType, Score, only_value, shuffled
from quizapp.items.ranking.model import AcceptedReason, RankingItem
from quizapp.items.reasons import LONGEST_REASON
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


@dataclass(frozen=True)
class RankingResponse:
    """An order, if one was given, and the reason, which may be empty."""

    order: tuple[str, ...] | None
    reason: str


class Ranking(ItemType[RankingItem, RankingResponse]):
    name = "ranking"
    label = "Rank and give a reason"
    model = RankingItem
    written = "reason"

    def field_names(self, item: RankingItem) -> frozenset[str]:
        return position_fields(item.order) | {"reason"}

    def read(self, item: RankingItem, fields: Fields) -> RankingResponse | None:
        order = read_positions(item.elements, fields)
        reason = only_value(fields, "reason", LONGEST_REASON)
        return RankingResponse(order, reason) if order or reason else None

    def score(self, item: RankingItem, response: RankingResponse) -> Score:
        if response.order is None:
            share = Fraction()
        else:
            share = pairs_in_order(response.order, item.order, item.open_pairs)
        by_order, parts = share * item.order_share, {"order": share}
        decided = self.accepted(item, response)
        if decided:
            parts["reason"] = decided.mark / item.reason_marks[-1]
            return Score(fraction=by_order + decided.mark / item.max_mark, parts=parts)
        waiting = 1 - item.order_share if response.reason else Fraction()
        return Score(fraction=by_order, waiting=waiting, parts=parts)

    def accepted(self, item: RankingItem, response: RankingResponse) -> AcceptedReason | None:
        """Return the words by which the reason has its mark already, if it is in such words."""
        return item.reason.accepted(response.reason)

    def describe(self, item: RankingItem, response: RankingResponse) -> str:
        texts = {element.id: element.text for element in item.elements}
        order = " > ".join(texts[each] for each in response.order or ())
        return ". Reason: ".join(filter(None, [order, response.reason]))

    def arranged(self, item: RankingItem, rng: Random, *, shuffle: bool) -> RankingItem:
        return item.model_copy(update={"elements": shuffled(item.elements, rng)})

    def on_paper(self, item: RankingItem) -> RankingItem:
        return item.model_copy(update={"elements": alphabetical(item.elements)})

    def code_hint(self, item: RankingItem) -> str:
        return positions_hint(item.elements)

    def from_code(self, item: RankingItem, code: str) -> Fields:
        return positions_from(item.elements, code)

    def code_of(self, item: RankingItem, response: RankingResponse) -> str:
        return positions_code(item.elements, response.order) if response.order else ""

    def choosables(self, item: RankingItem) -> Sequence[Choosable]:
        return [Choosable(e.id, e.text, Fraction(_may_lead(item, e.id))) for e in item.elements]

    def chosen(self, item: RankingItem, response: RankingResponse) -> Sequence[str]:
        return response.order[:1] if response.order else ()

    def samples(self, item: RankingItem) -> dict[str, Fields]:
        reason = [_new_to(item)]
        partly = {"partly": placed(item.order)} if item.order_share else {}
        return {
            "right": {**placed(item.order), "reason": reason},
            **partly,
            **self._decided(item),
            "wrong": placed(item.order[::-1]),
            "unreadable": {f"position.{item.order[0]}": ["first"]},
            "blank": {},
        }

    def _decided(self, item: RankingItem) -> dict[str, Fields]:
        """Return the right order with the best of the accepted reasons, if there are any."""
        best = max(item.reason.accept, key=lambda each: each.mark, default=None)
        return {"accepted reason": {**placed(item.order), "reason": [best.text]}} if best else {}


def _new_to(item: RankingItem) -> str:
    """Return a reason that nobody has decided on yet."""
    said = "It comes from people who were there, though it gives no figures."
    longer = (" ".join([said] * times) for times in count(1))
    return next(each for each in longer if not item.reason.accepted(each))


def _may_lead(item: RankingItem, ident: str) -> bool:
    """Return whether no scored pair puts another element before this one."""
    free = {frozenset(pair) for pair in item.open_pairs}
    before = item.order[: item.order.index(ident)]
    return all(frozenset((each, ident)) in free for each in before)
