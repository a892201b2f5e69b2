"""A few typed words."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from quizapp.items.base import Item, Text
from quizapp.items.wording import NearMiss, TypedFeedback, folded, require_apart


class ShortAnswerItem(Item):
    """Type a word or a short phrase.

    An answer is right if it matches one of ``accept``, or holds every word of one of the groups
    in ``accept_words``. Near misses are checked first and are never right. ``names`` (filled in
    from the bank) are spellings of names that count as the same.
    """

    type: Literal["short_answer"]
    accept: Annotated[tuple[Text, ...], Field(min_length=1)]
    accept_words: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    feedback: TypedFeedback
    names: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        require_apart(self.accept, self.near_misses)
        for wanted in (word for group in self.accept_words for word in group):
            if len(folded(wanted).split()) != 1:
                raise ValueError(f"{wanted!r} in accept_words must be one word")
        return self
