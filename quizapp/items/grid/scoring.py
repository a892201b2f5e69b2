"""Reading and scoring: the share of rows with the right column, of those that have one."""

from collections.abc import Sequence
from random import Random

from quizapp.items.base import shuffled
from quizapp.items.grid.model import GridItem, GridRow
from quizapp.items.rows import Heading, Placing


class Grid(Placing[GridItem]):
    name = "grid"
    label = "Judge each statement"
    model = GridItem

    def rows(self, item: GridItem) -> Sequence[GridRow]:
        return item.rows

    def headings(self, item: GridItem) -> Sequence[Heading]:
        return item.columns

    def arranged(self, item: GridItem, rng: Random, *, shuffle: bool) -> GridItem:
        return item.model_copy(update={"rows": shuffled(item.rows, rng)}) if shuffle else item
