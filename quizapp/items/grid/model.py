"""Statements judged by the same columns."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Item, MaxMark
from quizapp.items.rows import Heading, Row, require_known_answers


class GridItem(Item):
    """Choose one column for every row."""

    type: Literal["grid"]
    max_mark: MaxMark = 2
    columns: Annotated[tuple[Heading, ...], Field(min_length=2, max_length=5)]
    rows: Annotated[tuple[Row, ...], Field(min_length=3, max_length=8)]

    @model_validator(mode="after")
    def _known(self) -> Self:
        require_known_answers(self.rows, self.columns)
        return self
