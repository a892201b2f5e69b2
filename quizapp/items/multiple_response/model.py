"""Several right options, and a stated number to pick."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import MaxMark
from quizapp.items.choices import OptionsItem


class MultipleResponseItem(OptionsItem):
    """Pick ``pick`` options; those with credit 1 are right, the others wrong."""

    type: Literal["multiple_response"]
    max_mark: MaxMark = 2
    pick: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _enough_right(self) -> Self:
        if not {option.credit for option in self.options} <= {0, 1}:
            raise ValueError("credit is 1 for a right option and 0 for the others")
        right = sum(option.credit == 1 for option in self.options)
        if right < self.pick:
            raise ValueError(f"{self.pick} are to be picked, but only {right} are right")
        if right == len(self.options):
            raise ValueError("at least one option must be wrong")
        return self
