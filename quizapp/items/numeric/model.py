"""A number with a tolerance and a unit."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Frozen, Item, Number, Text
from quizapp.items.choices import Option, require_distinct
from quizapp.items.wording import TypedFeedback


class NearNumber(Frozen):
    """A wrong number that tells how somebody reckoned."""

    value: Number
    feedback: Text


class FollowUp(Frozen):
    """A choice asked after the number, for half of the marks."""

    stem: Text
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=5)]

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if sorted(option.credit for option in self.options)[-2:] != [0, 1]:
            raise ValueError("exactly one option has credit 1, the others have none")
        require_distinct(option.id for option in self.options)
        return self


class NumericItem(Item):
    """Give a number between ``lowest`` and ``highest`` (both included), in ``unit``."""

    type: Literal["numeric"]
    answer: Number
    lowest: Number
    highest: Number
    unit: Text
    near_misses: tuple[NearNumber, ...] = ()
    feedback: TypedFeedback
    follow_up: FollowUp | None = None

    @model_validator(mode="after")
    def _answer_accepted(self) -> Self:
        if not self.lowest <= self.answer <= self.highest:
            raise ValueError("answer must lie between lowest and highest")
        for near in self.near_misses:
            if self.lowest <= near.value <= self.highest:
                raise ValueError(f"near miss {float(near.value)} would be accepted")
        return self
