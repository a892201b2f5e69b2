"""Two lists of unequal length to be matched."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Flag, Item, MaxMark
from quizapp.items.rows import Heading, Row, require_known_answers


class MatchingItem(Item):
    """Give each row its match; at least one of the ``choices`` is left over.

    ``fixed_order`` keeps choices in their own logical order, such as years.
    """

    type: Literal["matching"]
    max_mark: MaxMark = 2
    rows: Annotated[tuple[Row, ...], Field(min_length=2, max_length=8)]
    choices: Annotated[tuple[Heading, ...], Field(min_length=3, max_length=10)]
    fixed_order: Flag = False

    @model_validator(mode="after")
    def _unequal(self) -> Self:
        require_known_answers(self.rows, self.choices)
        if len(self.choices) <= len(self.rows):
            raise ValueError("the lists must be unequal: add a choice that matches no row")
        return self
