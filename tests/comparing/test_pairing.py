"""Which two scripts a judge sees next."""

from itertools import combinations

from quizapp.comparing.models import Verdict
from quizapp.comparing.pairing import Call, groups, next_pair, times_compared

SCRIPTS = [3, 4, 5, 6, 7, 8]
L, R, SKIP = Verdict.LEFT, Verdict.RIGHT, Verdict.SKIPPED


def walk(turns: int, scripts: list[int] = SCRIPTS, judge: int = 1, seed: int = 5) -> list[Call]:
    """Let one judge, who prefers higher numbers, decide on this many pairs."""
    calls: list[Call] = []
    for turn in range(1, turns + 1):
        left, right = next_pair(scripts, calls, judge, turn, seed)
        calls.append(Call(judge, left, right, L if left > right else R))
    return calls


def test_no_pair_comes_twice_while_others_are_left():
    calls = walk(15)

    assert {call.pair for call in calls} == {frozenset(p) for p in combinations(SCRIPTS, 2)}


def test_when_all_pairs_were_seen_they_come_again_evenly():
    calls = walk(30)

    assert all(sum(c.pair == frozenset(p) for c in calls) == 2 for p in combinations(SCRIPTS, 2))


def test_scripts_are_compared_equally_often_on_the_way():
    for turns in range(1, 15):
        counts = times_compared(walk(turns))
        assert max(counts[s] for s in SCRIPTS) - min(counts[s] for s in SCRIPTS) <= 2, turns


def test_all_scripts_hang_together_as_soon_as_that_is_possible():
    many = list(range(1, 13))

    assert len(set(groups(many, walk(6, many)).values())) == 6
    assert len(set(groups(many, walk(11, many)).values())) <= 2
    assert len(set(groups(many, walk(14, many)).values())) == 1


def test_scripts_that_stand_close_meet_before_those_far_apart():
    calls = [Call(1, 1, 2, L), Call(1, 3, 4, L), Call(1, 1, 3, L), Call(1, 2, 4, L)]

    assert set(next_pair([1, 2, 3, 4], calls, 1, 5, 5)) == {2, 3}


def test_what_was_skipped_does_not_count_as_compared_and_is_not_shown_again_soon():
    calls = [Call(1, 3, 4, SKIP)]

    assert not times_compared(calls)
    assert set(next_pair([3, 4, 5], calls, 1, 2, 5)) != {3, 4}
    assert next_pair([3, 4], calls, 1, 2, 5) is not None


def test_the_same_turn_shows_the_same_pair_and_sides_are_mixed():
    assert walk(15) == walk(15)
    assert walk(15, seed=6) != walk(15)
    firsts = [next_pair(SCRIPTS, [], judge, 1, 5) for judge in range(40)]

    assert len(set(firsts)) > 10
    lower_left = sum(left < right for left, right in firsts)
    assert 8 < lower_left < 32


def test_fewer_than_two_scripts_make_no_pair():
    assert next_pair([], [], 1, 1, 5) is None
    assert next_pair([3], [], 1, 1, 5) is None
