"""Elements ranked by usefulness, with a reason."""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from quizapp.items.base import Id, Item, MaxMark, Number, Text
from quizapp.items.reasons import Reason
from quizapp.items.sequences import Element, Pair, require_order

MOST_FOR_ORDER = Fraction(2, 5)


def _share(value: Fraction) -> Fraction:
    if not 0 <= value <= MOST_FOR_ORDER:
        raise ValueError("the order earns at most 0.4 of the marks; the reason is the skill")
    return value


class RankingItem(Item):
    """Rank the elements, most first; pairs the experts leave open are not scored."""

    type: Literal["ranking"]
    max_mark: MaxMark = 5
    criteria: Text
    elements: Annotated[tuple[Element, ...], Field(min_length=3, max_length=6)]
    order: tuple[Id, ...]
    open_pairs: tuple[Pair, ...] = ()
    order_share: Annotated[Number, AfterValidator(_share)] = MOST_FOR_ORDER
    reason: Reason

    @model_validator(mode="after")
    def _complete(self) -> Self:
        require_order(self.order, self.elements)
        for pair in self.open_pairs:
            if not set(pair) <= set(self.order) or len(set(pair)) < 2:
                raise ValueError(f"open pair {', '.join(pair)} names no two elements")
        return self
