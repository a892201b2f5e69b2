"""What answering at random earns in an item: the random guess score; pure and exact.

Whoever guesses answers everything that can be chosen, picks as many as asked for, and takes each
way to do so as likely as the others. What has to be typed or written earns nothing by guessing.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import comb, factorial

from quizapp.bank.guessers import choices_of
from quizapp.items.base import Item
from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.hot_text.model import HotTextItem
from quizapp.items.multiple_response.model import MultipleResponseItem
from quizapp.items.ordering.model import OrderingItem
from quizapp.items.ranking.model import RankingItem
from quizapp.items.sequences import Pair, pairs_in_order

NOTHING = Fraction()


def guess_score(item: Item) -> Fraction:
    """Return the mean share of the item's mark (0..1) that answering at random earns."""
    if isinstance(item, MultipleResponseItem):
        return _picking([[option.credit for option in item.options]], item.pick)
    if isinstance(item, HotTextItem):
        return _picking([_credits_in(item, source) for source in item.sources], item.pick)
    if isinstance(item, OrderingItem):
        return _ordering(len(item.order))
    if isinstance(item, RankingItem):
        return item.order_share * _ranking(item.order, item.open_pairs)
    chances = [sum(each.credits, NOTHING) / len(each.credits) for each in choices_of(item)]
    parts = len(item.gaps) if isinstance(item, GapFillItem) else len(chances)
    return sum(chances, NOTHING) / parts if chances else NOTHING


def _credits_in(item: HotTextItem, source: str) -> list[Fraction]:
    return [each.credit for each in item.targets if (each.source or item.sources[0]) == source]


def _picking(groups: Sequence[Sequence[Fraction]], pick: int) -> Fraction:
    """Return the mean of (right picks - wrong picks) / picks, never below 0, over all groups."""
    ways: Mapping[int, Fraction] = {0: Fraction(1)}
    for credits in groups:
        ways = _added(ways, _balances(sum(each == 1 for each in credits), len(credits), pick))
    earned = (max(balance, 0) * chance for balance, chance in ways.items())
    return sum(earned, NOTHING) / (pick * len(groups))


def _balances(right: int, options: int, pick: int) -> Mapping[int, Fraction]:
    """Return how likely each number of right picks less wrong ones is."""
    return {
        2 * hits - pick: Fraction(
            comb(right, hits) * comb(options - right, pick - hits), comb(options, pick)
        )
        for hits in range(pick + 1)
    }


def _added(one: Mapping[int, Fraction], other: Mapping[int, Fraction]) -> Mapping[int, Fraction]:
    """Return how likely each sum of two independent numbers is."""
    chances: dict[int, Fraction] = {}
    for first, chance in one.items():
        for second, other_chance in other.items():
            place = first + second
            chances[place] = chances.get(place, NOTHING) + chance * other_chance
    return chances


@cache
def _ordering(elements: int) -> Fraction:
    """Return the mean of max(0, 2p - 1) over all orders, p being the share of pairs kept.

    Orders are counted by how many pairs they turn round (Netto 1901), one element after the other.
    """
    counts = [1]
    for size in range(2, elements + 1):
        counts = _convolved(counts, [1] * size)
    pairs = comb(elements, 2)
    kept = (max(NOTHING, 1 - 2 * Fraction(turned, pairs)) * n for turned, n in enumerate(counts))
    return sum(kept, NOTHING) / factorial(elements)


def _convolved(one: Sequence[int], other: Sequence[int]) -> list[int]:
    found = [0] * (len(one) + len(other) - 1)
    for place, first in enumerate(one):
        for step, second in enumerate(other):
            found[place + step] += first * second
    return found


@cache
def _ranking(order: tuple[str, ...], open_pairs: tuple[Pair, ...]) -> Fraction:
    return _mean(pairs_in_order(each, order, open_pairs) for each in permutations(order))


def _mean(values: Iterable[Fraction]) -> Fraction:
    listed = list(values)
    return sum(listed, NOTHING) / len(listed)
