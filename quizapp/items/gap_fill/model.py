"""A text with gaps."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Frozen, Id, Item, MaxMark, Text
from quizapp.items.choices import Option, require_distinct
from quizapp.items.wording import NearMiss, TypedFeedback, require_apart

GAP = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")


class Gap(Frozen):
    """One gap: ``options`` to choose from, or ``accept`` and ``feedback`` for typed words."""

    id: Id
    options: tuple[Option, ...] = ()
    accept: tuple[Text, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    feedback: TypedFeedback | None = None

    @property
    def typed(self) -> bool:
        return not self.options

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.options:
            if self.accept or self.near_misses or self.feedback:
                raise ValueError("a gap has options, or accept and feedback, not both")
            if sorted(o.credit for o in self.options)[-2:] != [0, 1]:
                raise ValueError("exactly one option of a gap has credit 1, the others have none")
            require_distinct(option.id for option in self.options)
        elif not self.accept or not self.feedback:
            raise ValueError("a typed gap needs accept and feedback")
        require_apart(self.accept, self.near_misses)
        return self


class GapFillItem(Item):
    """Complete ``text``, in which ``{{id}}`` stands for a gap."""

    type: Literal["gap_fill"]
    max_mark: MaxMark = 2
    text: Text
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, max_length=10)]
    names: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _gaps_in_text(self) -> Self:
        require_distinct(gap.id for gap in self.gaps)
        in_text = GAP.findall(self.text)
        if sorted(in_text) != sorted(gap.id for gap in self.gaps):
            raise ValueError(
                "each gap stands once in the text; the text has: " + (", ".join(in_text) or "none")
            )
        return self
