"""Elements ranked by usefulness, with a reason."""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from quizapp.items.base import Frozen, Id, Item, MaxMark, Number, Text
from quizapp.items.codes import ON_PAPER
from quizapp.items.reasons import Reason
from quizapp.items.sequences import Element, Pair, require_order
from quizapp.items.wording import folded

MOST_FOR_ORDER = Fraction(2, 5)
LONGEST_ACCEPTED = 300
"""The most letters of a reason with a mark of its own; nobody writes more in the same words."""


def _share(value: Fraction) -> Fraction:
    if not 0 <= value <= MOST_FOR_ORDER:
        raise ValueError("the order earns at most 0.4 of the marks; the reason is the skill")
    return value


def can_be_accepted(text: str) -> bool:
    """Return whether a reason says something; what stands for words on paper does not."""
    return folded(text) not in {"", folded(ON_PAPER)}


class AcceptedReason(Frozen):
    """The words of a reason, and the mark that a person decided they are worth."""

    text: Annotated[Text, Field(max_length=LONGEST_ACCEPTED)]
    mark: Number


class RankedReason(Reason):
    """A reason for a ranking; in words of ``accept`` it has its mark without a person.

    Case, accents, punctuation and space may differ; each word has to be there as it is spelt.
    """

    accept: tuple[AcceptedReason, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        seen: set[str] = set()
        for each in self.accept:
            words = folded(each.text)
            if not can_be_accepted(each.text):
                raise ValueError(f"{each.text!r} says nothing: it has no word that could be typed")
            if words in seen:
                raise ValueError(f"{each.text!r} is accepted twice: give these words one mark")
            seen.add(words)
        return self

    def accepted(self, text: str) -> AcceptedReason | None:
        """Return the accepted reason that a text is; ``None`` where a person has to read it."""
        words = folded(text) if self.accept else ""
        return next((each for each in self.accept if folded(each.text) == words), None)


class RankingItem(Item):
    """Rank the elements, most first; pairs the experts leave open are not scored."""

    type: Literal["ranking"]
    max_mark: MaxMark = 5
    criteria: Text
    elements: Annotated[tuple[Element, ...], Field(min_length=3, max_length=6)]
    order: tuple[Id, ...]
    open_pairs: tuple[Pair, ...] = ()
    order_share: Annotated[Number, AfterValidator(_share)] = MOST_FOR_ORDER
    reason: RankedReason

    @property
    def reason_marks(self) -> tuple[Fraction, ...]:
        """The marks that a reason can get: all whole ones, and the highest."""
        top = (1 - self.order_share) * self.max_mark
        whole = tuple(Fraction(mark) for mark in range(int(top) + 1))
        return whole if whole[-1] == top else (*whole, top)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        require_order(self.order, self.elements)
        for pair in self.open_pairs:
            if not set(pair) <= set(self.order) or len(set(pair)) < 2:
                raise ValueError(f"open pair {', '.join(pair)} names no two elements")
        return self

    @model_validator(mode="after")
    def _worth_what_a_person_can_give(self) -> Self:
        for each in self.reason.accept:
            if each.mark not in self.reason_marks:
                named = ", ".join(f"{float(mark):g}" for mark in self.reason_marks)
                raise ValueError(f"the reason {each.text!r} can be worth one of {named}")
        return self
