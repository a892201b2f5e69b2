"""Elements to be sorted into categories."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Item, MaxMark
from quizapp.items.rows import Heading, Row, require_known_answers


class CategoriseItem(Item):
    """Sort every element into one category."""

    type: Literal["categorise"]
    max_mark: MaxMark = 2
    categories: Annotated[tuple[Heading, ...], Field(min_length=2, max_length=5)]
    elements: Annotated[tuple[Row, ...], Field(min_length=3, max_length=12)]

    @model_validator(mode="after")
    def _known(self) -> Self:
        require_known_answers(self.elements, self.categories)
        return self
