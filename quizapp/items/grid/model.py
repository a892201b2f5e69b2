"""Statements judged by the same columns; on some of them accounts may divide."""

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from quizapp.items.base import Flag, Frozen, Id, Item, MaxMark, Text
from quizapp.items.rows import Heading, require_known_answers

FEWEST_KEYED = 2
"""So many rows of a grid have an answer, whatever is disputed in the others."""

_KEYED: JsonDict = {"required": ["answer"]}
_CONTESTED: JsonDict = {"required": ["contested"], "properties": {"contested": {"const": True}}}
"""What the schema asks of a row: one of the two."""


class GridRow(Frozen):
    """One statement to judge; ``answer`` is the id of the column that is right for it.

    A ``contested`` row has no answer: historians dispute it, so it stands outside the score.
    """

    model_config = ConfigDict(json_schema_extra={"oneOf": [_KEYED, _CONTESTED]})

    id: Id
    text: Text
    answer: Id | None = None
    contested: Flag = False
    feedback: Text
    misconception: Id | None = None

    @model_validator(mode="after")
    def _keyed_or_contested(self) -> Self:
        if self.contested and self.answer is not None:
            raise ValueError("a contested row has no right column: leave out answer, or contested")
        if self.contested and self.misconception is not None:
            raise ValueError("no column of a contested row is wrong: leave out its misconception")
        if not self.contested and self.answer is None:
            raise ValueError(
                "'answer' is missing: name a column, or write contested: true where none is right"
            )
        return self


class GridItem(Item):
    """Choose one column for every row; contested rows are opinions and earn nothing."""

    type: Literal["grid"]
    max_mark: MaxMark = 2
    columns: Annotated[tuple[Heading, ...], Field(min_length=2, max_length=5)]
    rows: Annotated[tuple[GridRow, ...], Field(min_length=3, max_length=8)]

    @model_validator(mode="after")
    def _known(self) -> Self:
        require_known_answers(self.rows, self.columns)
        if sum(not row.contested for row in self.rows) < FEWEST_KEYED:
            raise ValueError(
                f"at least {FEWEST_KEYED} rows need an answer: the others earn nothing"
            )
        return self
