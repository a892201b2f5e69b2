"""Who reads whose answer, and words for agreement; without a database."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest

from quizapp.peers.rules import (
    Agreement,
    Script,
    distance,
    level_name,
    level_of,
    next_script,
)
from tests.peers.world import ITEM


def shared_out(size: int, readings: int, rng: Random, without: int = 0) -> list[int]:
    """Let everybody of a class ask in some order; return how often each answer is read.

    The last ``without`` students have no answer of their own and read all the same.
    """
    round_id = rng.randrange(10**6)
    scripts = [Script(10 * each, each, 1) for each in range(size)]
    taken: Counter[int] = Counter()
    begun: set[int] = set()
    readers = rng.sample(range(size + without), size + without)
    for reader in readers:
        known: set[int] = set()
        begun.add(reader)
        for _ in range(readings):
            chosen = next_script(round_id, reader, scripts, taken, known, begun)
            if chosen:
                assert chosen.author_id != reader
                assert chosen.author_id not in known
                known.add(chosen.author_id)
                taken[chosen.response_id] += 1
    return [taken[each.response_id] for each in scripts]


@pytest.mark.parametrize("readings", [1, 2, 3])
@pytest.mark.parametrize("size", [2, 3, 4, 5, 8, 13, 28])
def test_every_answer_is_read_equally_often_in_whatever_order_readers_come(
    size: int, readings: int
):
    for seed in range(40):
        often = shared_out(size, readings, Random(seed))  # noqa: S311  (an order to try)
        assert set(often) == {min(readings, size - 1)}


@pytest.mark.parametrize("without", [1, 3])
def test_students_without_an_answer_read_too_and_nobody_is_left_out(without: int):
    for seed in range(40):
        often = shared_out(9, 2, Random(seed), without)  # noqa: S311
        assert sum(often) == 2 * (9 + without)
        assert max(often) - min(often) <= 1


def test_alone_there_is_nothing_to_read():
    assert next_script(1, 7, [Script(70, 7, 1)], {}, (), ()) is None
    assert next_script(1, 7, [], {}, (), ()) is None


def test_a_level_is_where_its_marks_begin():
    starts = [each.lowest for each in ITEM.levels]

    assert level_of(ITEM, Fraction(0)) == 0
    assert [level_of(ITEM, Fraction(each)) for each in starts] == [1, 2, 3, 4]
    assert level_of(ITEM, Fraction(starts[1]) - Fraction(1, 2)) == 1


def test_levels_and_distances_have_words():
    assert [level_name(each) for each in (None, 0, 3)] == ["–", "Not yet level 1", "Level 3"]  # noqa: RUF001
    assert distance(2, 2) == "the same level as your teacher"
    assert distance(3, 2) == "one level higher than your teacher"
    assert distance(0, 2) == "2 levels lower than your teacher"


def test_agreement_counts_the_same_and_the_near_and_says_where_it_leans():
    high = Agreement([(3, 2), (4, 2), (2, 2), (3, 3)])

    assert (high.same, high.near, high.leaning) == (2, 3, "mostly higher than yours")
    assert Agreement([(1, 2), (1, 3)]).leaning == "mostly lower than yours"
    assert Agreement([(1, 2), (3, 2)]).leaning == ""
    assert Agreement([]).near == 0
