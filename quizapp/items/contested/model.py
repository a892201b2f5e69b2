"""Positions on which accounts disagree: one is chosen and supported, and none is the key."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Frozen, Id, Item, Text
from quizapp.items.choices import require_distinct
from quizapp.items.reasons import Reason


class Position(Frozen):
    """What somebody holds, and what there is to support it; shown to the class afterwards."""

    id: Id
    who: Text
    text: Text
    evidence: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]


class ContestedItem(Item):
    """Choose the position that convinces most; which one it is never earns anything.

    With ``max_mark`` 0 the question stands outside the score. With more, a person marks how well
    the ``reason`` is supported, whatever side it takes.
    """

    type: Literal["contested"]
    max_mark: Annotated[int, Field(ge=0, le=100)] = 0
    positions: Annotated[tuple[Position, ...], Field(min_length=2, max_length=6)]
    reason: Reason | None = None

    @model_validator(mode="after")
    def _without_key(self) -> Self:
        require_distinct(position.id for position in self.positions)
        if self.max_mark and self.reason is None:
            raise ValueError("marks are given for a reason: ask for one, or leave max_mark out")
        if self.certainty:
            raise ValueError("certainty has no place here: no position is the right one")
        return self
