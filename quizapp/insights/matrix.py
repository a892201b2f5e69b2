"""What a class put where, as one table: claims against sources, or sources by rank; pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizapp.attempts.question import read
from quizapp.insights.tally import Given
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.ranking.model import RankingItem
from quizapp.items.rows import Placing

SHADES = 5


@dataclass(frozen=True)
class Square:
    """How many put this row under this heading, of those who placed the row at all."""

    count: int
    of: int
    right: bool = False

    @property
    def shade(self) -> int:
        """How dark the square is, from 0 (nobody) to 5 (everybody)."""
        return round(SHADES * Fraction(self.count, self.of)) if self.of else 0


@dataclass(frozen=True)
class Matrix:
    """Rows under headings; those at the places in ``disputed`` have no right one.

    ``ranked`` says that the headings are places in an order, for which there is no key: ``order``
    is one that can be defended, and ``open_pairs`` are those that experts leave open.
    """

    headings: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Square]]]
    disputed: Collection[int] = ()
    ranked: bool = False
    order: Sequence[str] = ()
    open_pairs: Sequence[tuple[str, str]] = ()

    @property
    def answers(self) -> int:
        """The most who placed any row."""
        return max((squares[0].of for _, squares in self.rows), default=0)


def matrix(item: Item, given: Given, key: Item | None = None) -> Matrix | None:
    """Return what a class put where; ``None`` for items that place nothing.

    ``key`` is the version that says what is right, if it is another than the one answered.
    """
    kind = ITEM_TYPES[item.type]
    responses = [found for found in (read(item, fields)[0] for _, fields in given) if found]
    if isinstance(item, RankingItem):
        return _ranked(item, responses)
    if isinstance(kind, Placing):
        return _placed(item, key or item, kind, responses)
    return None


def _placed(item: Item, key: Item, kind: Placing[Any], responses: Sequence[Any]) -> Matrix:
    counts = Counter(pair for placed in responses for pair in placed.items())
    headings = kind.headings(item)
    answers = kind.answers(key)
    rows = []
    for row in kind.rows(item):
        of = sum(counts[row.id, each.id] for each in headings)
        right = answers.get(row.id)
        squares = [Square(counts[row.id, each.id], of, each.id == right) for each in headings]
        rows.append((row.text, squares))
    disputed = [n for n, row in enumerate(kind.rows(item)) if row.id not in answers]
    return Matrix([each.text for each in headings], rows, disputed)


def _ranked(item: RankingItem, responses: Sequence[Any]) -> Matrix:
    orders = [response.order for response in responses if response.order]
    texts = {each.id: each.text for each in item.elements}
    counts = Counter((ident, place) for order in orders for place, ident in enumerate(order))
    return Matrix(
        [str(place + 1) for place in range(len(item.order))],
        [
            (texts[ident], [Square(counts[ident, p], len(orders)) for p in range(len(item.order))])
            for ident in item.order
        ],
        ranked=True,
        order=[texts[ident] for ident in item.order],
        open_pairs=[(texts[one], texts[other]) for one, other in item.open_pairs],
    )
