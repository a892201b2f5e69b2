"""Sentences or words of a source to be selected."""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Credit, Frozen, Id, Item, Text
from quizapp.items.choices import require_distinct


class Target(Frozen):
    """Something that can be selected in a source.

    ``id`` is a sentence (``s4``), or with ``text`` the words inside it (``s4.r``); items on
    several sources say which one in ``source``.
    """

    id: Id
    source: Id | None = None
    text: Text | None = None
    credit: Credit = Fraction()
    feedback: Text
    misconception: Id | None = None

    @property
    def sentence(self) -> str:
        return self.id.partition(".")[0]

    @model_validator(mode="after")
    def _words_have_a_suffix(self) -> Self:
        if ("." in self.id) != (self.text is not None):
            raise ValueError(
                "words inside a sentence have an id like s4.r and a text; sentences neither"
            )
        return self


class HotTextItem(Item):
    """Select ``pick`` targets, in items on several sources ``pick`` in each of them.

    Only targets can be selected; those with credit 1 are right.
    """

    type: Literal["hot_text"]
    pick: Annotated[int, Field(ge=1)] = 1
    sources: Annotated[tuple[Id, ...], Field(min_length=1)]
    targets: Annotated[tuple[Target, ...], Field(min_length=2, max_length=20)]

    def key_of(self, target: Target) -> str:
        """Return the target's id within the item: ``s4``, or ``src1-s4`` on several sources."""
        return target.id if len(self.sources) == 1 else f"{target.source}-{target.id}"

    @model_validator(mode="after")
    def _placed(self) -> Self:
        if len(self.sources) == 1 and any(
            t.source not in {None, *self.sources} for t in self.targets
        ):
            raise ValueError(f"the only source of this item is {self.sources[0]!r}")
        if len(self.sources) > 1 and any(t.source not in self.sources for t in self.targets):
            raise ValueError(f"each target needs its source, one of: {', '.join(self.sources)}")
        if not {t.credit for t in self.targets} <= {0, 1}:
            raise ValueError("credit is 1 for a right target and 0 for the others")
        require_distinct(self.key_of(target) for target in self.targets)
        for source in self.sources:
            here = [t for t in self.targets if len(self.sources) == 1 or t.source == source]
            if sum(t.credit == 1 for t in here) < self.pick:
                raise ValueError(f"{self.pick} to be selected in {source}, but fewer are right")
            if all(t.credit == 1 for t in here):
                raise ValueError(f"at least one target in {source} must be wrong")
        return self
