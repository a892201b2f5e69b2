"""Elements to be put in order."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Frozen, Id, Item, MaxMark, Text
from quizapp.items.sequences import Element, require_order


class PairFeedback(Frozen):
    """What to say to whoever put ``first`` behind ``second``."""

    first: Id
    second: Id
    feedback: Text


class OrderingItem(Item):
    """Put the elements in order; ``order`` is the key, from ``start`` to ``end``."""

    type: Literal["ordering"]
    max_mark: MaxMark = 2
    elements: Annotated[tuple[Element, ...], Field(min_length=3, max_length=8)]
    order: tuple[Id, ...]
    start: Text = "Earliest"
    end: Text = "Latest"
    pairs: tuple[PairFeedback, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        require_order(self.order, self.elements)
        for pair in self.pairs:
            if not {pair.first, pair.second} <= set(self.order):
                raise ValueError(f"pair {pair.first!r}, {pair.second!r} names no element")
            if self.order.index(pair.first) > self.order.index(pair.second):
                raise ValueError(f"in the key {pair.second!r} stands before {pair.first!r}")
        return self
