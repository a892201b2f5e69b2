"""One question of a quiz with what was given to it, as pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from quizapp.bank.places import places
from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Fields, Item, Score, Unreadable
from quizapp.quizzes.models import SourceVersion
from quizapp.quizzes.versions import source_of

LEVELS = {1: "Not sure", 2: "Fairly sure", 3: "Very sure"}
"""The words of the three levels of certainty."""


class Sign(StrEnum):
    """What the list of questions says about one of them; sign and word are for the page."""

    ANSWERED = "answered"
    UNREADABLE = "cannot be read yet"
    BLANK = "blank"
    CHECKED = "checked"


@dataclass(frozen=True)
class Question:
    """One question of a quiz with what was given to it; ``item`` is in the order to show.

    ``answer`` is what could be read, ``problem`` says why it could not. ``mark`` is what counts;
    ``complete`` says that nobody has to add to it, ``override`` why a teacher set the mark by
    hand; it is empty where nobody did. An ``excused`` student has the question for nothing.
    """

    position: int
    item: Item
    max_mark: int
    sources: Mapping[str, Source]
    given: Fields
    asks_certainty: bool = False
    certainty: int | None = None
    flagged: bool = False
    checked: bool = False
    revision: int = 0
    saved_at: datetime | None = None
    mark: Fraction | None = None
    earned: Fraction | None = None
    claim_position: int | None = None
    complete: bool = False
    override: str = ""
    excused: bool = False

    @property
    def prefix(self) -> str:
        return f"q{self.position}-"

    @property
    def kind(self) -> AnyItemType:
        return ITEM_TYPES[self.item.type]

    @cached_property
    def _read(self) -> tuple[Any | None, str]:
        return read(self.item, self.given)

    @property
    def answer(self) -> Any | None:
        return self._read[0]

    @property
    def problem(self) -> str:
        return self._read[1]

    @property
    def score(self) -> Score | None:
        """What the answer earns by itself; ``None`` when there is none to score."""
        return None if self.answer is None else self.kind.score(self.item, self.answer)

    @property
    def lit(self) -> Sequence[tuple[str, str]]:
        """The sentences that the explanation speaks of, as source and sentence."""
        return places(self.item, self.sources)

    @property
    def sign(self) -> Sign:
        if self.checked:
            return Sign.CHECKED
        if self.problem:
            return Sign.UNREADABLE
        return Sign.BLANK if self.answer is None else Sign.ANSWERED

    @property
    def is_open(self) -> bool:
        """Whether there is no answer yet that could be scored."""
        return self.sign in {Sign.BLANK, Sign.UNREADABLE}

    @property
    def waits(self) -> bool:
        """Whether a part of the mark is for a person to give."""
        decided = self.complete or bool(self.override) or self.excused
        return not decided and self.score is not None and self.score.waiting > 0

    @property
    def wholly_right(self) -> bool:
        if self.complete and self.max_mark:
            return self.earned == self.max_mark
        return self.score is not None and self.score.fraction == 1

    @property
    def next_step(self) -> str:
        """What to look at again, as far as it is known where the answer stands."""
        if self.wholly_right or self.waits or not (self.lit and self.kind.keyed):
            return ""
        named = [
            f"{_sentences([s for source, s in self.lit if source == each])} of {known.short_title}"
            for each, known in self.sources.items()
            if each in dict(self.lit)
        ]
        return f"Look again at {_listed(named)}."

    @property
    def held_back(self) -> bool:
        """Whether something was earned that does not count, because the claim is not right."""
        return bool(self.earned) and self.mark == 0 and not (self.override or self.excused)

    def with_given(self, fields: Fields, certainty: int | None) -> "Question":
        """Return the question answered and scored like this; fields of others are left out."""
        names = self.kind.field_names(self.item)
        given = {name: values for name, values in fields.items() if name in names}
        answered = replace(self, given=given, certainty=certainty)
        share = answered.score.fraction if answered.score else Fraction()
        return replace(answered, mark=share * self.max_mark)

    @property
    def in_words(self) -> str:
        """The answer in one line; what cannot be read as it was typed."""
        return in_words(self.item, self.given)


def _sentences(ids: Sequence[str]) -> str:
    numbers = [ident.removeprefix("s") for ident in ids]
    return f"sentence{'' if len(numbers) == 1 else 's'} {_listed(numbers)}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def read(item: Item, given: Fields) -> tuple[Any | None, str]:
    """Return what a form says, or ``None`` and why it cannot be read (empty for a blank one)."""
    try:
        return ITEM_TYPES[item.type].read(item, given), ""
    except Unreadable as unreadable:
        return None, str(unreadable)


def in_words(item: Item, given: Fields) -> str:
    """Return an answer in one line; what cannot be read as it was typed."""
    answer, _ = read(item, given)
    if answer is not None:
        return ITEM_TYPES[item.type].describe(item, answer)
    return "; ".join(value for values in given.values() for value in values if value)


def arranged(item: Item, seed: int, position: int, *, shuffle: bool) -> Item:
    """Return the item in the order that one attempt shows, the same every time."""
    rng = Random(f"{seed}:{position}")  # noqa: S311  (an order, not a secret)
    shown: Item = ITEM_TYPES[item.type].arranged(item, rng, shuffle=shuffle)
    return shown


def sources_of(versions: Sequence[SourceVersion], item: Item) -> dict[str, Source]:
    """Return the sources of an item, in the item's order."""
    known = {version.source_id: version for version in versions}
    return {each: source_of(known[each]) for each in item.sources if each in known}
