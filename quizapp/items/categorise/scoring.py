"""Reading and scoring: the share of elements in the right category."""

from collections.abc import Sequence
from random import Random

from quizapp.items.base import shuffled
from quizapp.items.categorise.model import CategoriseItem
from quizapp.items.rows import Heading, Placing, Row


class Categorise(Placing[CategoriseItem]):
    name = "categorise"
    label = "Sort into groups"
    model = CategoriseItem

    def rows(self, item: CategoriseItem) -> Sequence[Row]:
        return item.elements

    def headings(self, item: CategoriseItem) -> Sequence[Heading]:
        return item.categories

    def arranged(self, item: CategoriseItem, rng: Random, *, shuffle: bool) -> CategoriseItem:
        return item.model_copy(update={"elements": shuffled(item.elements, rng)})
