"""Writing that a person marks by levels of response."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Frozen, Item, MaxMark, Text


class Level(Frozen):
    """One level of the mark scheme, from ``lowest`` to ``highest`` mark."""

    level: Annotated[int, Field(ge=1, le=8)]
    lowest: Annotated[int, Field(ge=0)]
    highest: Annotated[int, Field(ge=1)]
    label: Text
    descriptor: Text


class Sample(Frozen):
    """A piece of writing of ours that shows a level."""

    level: Annotated[int, Field(ge=1, le=8)]
    text: Text


class Words(Frozen):
    """The length that is asked for."""

    lowest: Annotated[int, Field(ge=1)]
    highest: Annotated[int, Field(ge=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lowest > self.highest:
            raise ValueError("the lowest number of words is above the highest")
        return self


class ExtendedResponseItem(Item):
    """Write at length; levels run without a gap from mark 1 to ``max_mark``."""

    type: Literal["extended_response"]
    max_mark: MaxMark
    words: Words
    plan: tuple[Text, ...] = ()
    levels: Annotated[tuple[Level, ...], Field(min_length=2, max_length=8)]
    within_level: Text
    indicative: Annotated[dict[str, tuple[Text, ...]], Field(min_length=1)]
    samples: Annotated[tuple[Sample, ...], Field(min_length=2)]
    faults: tuple[Text, ...] = ()
    checklist: Annotated[tuple[Text, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _gapless(self) -> Self:
        next_mark = 1
        for number, level in enumerate(self.levels, start=1):
            if level.level != number or level.lowest != next_mark or level.highest < next_mark:
                raise ValueError(f"level {number} must begin at mark {next_mark}")
            next_mark = level.highest + 1
        if next_mark != self.max_mark + 1:
            raise ValueError(f"the highest level must end at max_mark, {self.max_mark}")
        if not {sample.level for sample in self.samples} <= {lev.level for lev in self.levels}:
            raise ValueError("a sample names a level that does not exist")
        return self
