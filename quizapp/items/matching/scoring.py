"""Reading and scoring: the share of rows with the right match."""

from collections.abc import Sequence
from random import Random

from quizapp.items.base import shuffled
from quizapp.items.matching.model import MatchingItem
from quizapp.items.rows import Heading, Placing, Row


class Matching(Placing[MatchingItem]):
    name = "matching"
    label = "Match"
    model = MatchingItem

    def rows(self, item: MatchingItem) -> Sequence[Row]:
        return item.rows

    def headings(self, item: MatchingItem) -> Sequence[Heading]:
        return item.choices

    def on_paper(self, item: MatchingItem) -> MatchingItem:
        if item.fixed_order:
            return item
        by_words = sorted(item.choices, key=lambda choice: choice.text.casefold())
        return item.model_copy(update={"choices": tuple(by_words)})

    def arranged(self, item: MatchingItem, rng: Random, *, shuffle: bool) -> MatchingItem:
        if item.fixed_order:
            return item
        return item.model_copy(update={"choices": shuffled(item.choices, rng)})
