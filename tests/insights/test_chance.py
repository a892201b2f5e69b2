"""What answering at random earns."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest

from quizapp.insights.chance import guess_score
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item
from quizapp.items.choices import OptionsItem
from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.hot_text.model import HotTextItem
from quizapp.items.multiple_response.model import MultipleResponseItem
from quizapp.items.ordering.model import OrderingItem
from quizapp.items.ranking.model import RankingItem
from quizapp.items.rows import Placing
from quizapp.items.sequences import placed
from tests.make import real_bank

MOST_WAYS = 4_000


def ways(item: Item) -> Iterator[Fields]:
    """Yield every form that somebody could hand in who answers all there is to choose."""
    kind = ITEM_TYPES[item.type]
    if isinstance(item, OptionsItem):
        name, pick = (
            ("pick", item.pick) if isinstance(item, MultipleResponseItem) else ("choice", 1)
        )
        yield from ({name: some} for some in combinations([o.id for o in item.options], pick))
    elif isinstance(item, HotTextItem):
        yield from _selections(item)
    elif isinstance(item, OrderingItem | RankingItem):
        yield from map(placed, permutations(item.order))
    elif isinstance(item, GapFillItem):
        gaps = [gap for gap in item.gaps if gap.options]
        yield from _fillings({f"gap.{gap.id}": [o.id for o in gap.options] for gap in gaps})
    elif isinstance(kind, Placing):
        headings = [heading.id for heading in kind.headings(item)]
        yield from _fillings({f"row.{row.id}": headings for row in kind.rows(item)})


def _selections(item: HotTextItem) -> Iterator[Fields]:
    sources: dict[str, list[str]] = {source: [] for source in item.sources}
    for target in item.targets:
        sources[target.source or item.sources[0]].append(item.key_of(target))
    for picked in product(*(combinations(keys, item.pick) for keys in sources.values())):
        yield {"select": [each for some in picked for each in some]}


def _fillings(offered: dict[str, list[str]]) -> Iterator[Fields]:
    for filled in product(*offered.values()):
        yield {name: [each] for name, each in zip(offered, filled, strict=True)}


def tried(item: Item) -> Fraction | None:
    """Return the mean score of all ways to answer; ``None`` where there are too many to try."""
    kind, total = ITEM_TYPES[item.type], Fraction()
    count = 0
    for fields in ways(item):
        count += 1
        if count > MOST_WAYS:
            return None
        response = kind.read(item, fields)
        total += kind.score(item, response).fraction if response is not None else 0
    return total / count if count else Fraction()


def first_of_each_kind() -> list[Item]:
    """Return three items of each type of the bank."""
    found: dict[str, list[Item]] = {}
    for item in real_bank().items.values():
        found.setdefault(item.type, []).append(item)
    return [item for items in found.values() for item in items[:3]]


@pytest.mark.parametrize("item", first_of_each_kind(), ids=lambda item: f"{item.type}-{item.id}")
def test_the_chance_is_the_mean_over_every_way_to_answer(item: Item):
    mean = tried(item)

    assert mean is None or guess_score(item) == mean


def test_most_types_are_small_enough_to_be_tried():
    checked = {item.type for item in first_of_each_kind() if tried(item) is not None}

    assert len(checked) >= len(ITEM_TYPES) - 1


def test_five_things_in_order_earn_a_share_by_luck():
    # Of the 120 orders 1, 4, 9, 15 and 20 turn 0 to 4 of the 10 pairs round; others earn nothing.
    item = real_bank().items["S1-03"]
    order = next(i for i in real_bank().items.values() if isinstance(i, OrderingItem))
    five = order.model_copy(update={"order": tuple("abcde")})

    assert guess_score(five) == Fraction(1 * 10 + 4 * 8 + 9 * 6 + 15 * 4 + 20 * 2, 10 * 120)
    assert guess_score(item) == Fraction(1, len(item.options))  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", ["numeric", "short_answer", "extended_response"])
def test_what_is_typed_earns_nothing_by_luck(kind: str):
    item = next(i for i in real_bank().items.values() if i.type == kind)

    assert guess_score(item) == 0
