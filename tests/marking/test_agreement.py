"""What is said of two sets of marks, also where there is little to say."""

from fractions import Fraction

import pytest

from quizapp.marking.agreement import Agreement


def agreement(*pairs: tuple[int, int]) -> Agreement:
    return Agreement([(Fraction(one), Fraction(other)) for one, other in pairs])


def test_three_anchors_by_hand():
    found = agreement((2, 3), (5, 5), (8, 6))

    assert (found.equal, found.near, found.count) == (1, 2, 3)
    assert found.mean_difference == Fraction(-1, 3)
    # 1 - 3 * (1 + 0 + 4) / (the nine squares 1 9 16 4 0 1 25 9 4)
    assert found.kappa == pytest.approx(1 - 15 / 69, abs=1e-12)
    assert "rests on 3 scripts" in found.about_kappa


def test_without_any_pair_nothing_is_divided():
    found = agreement()

    assert (found.equal, found.near, found.count) == (0, 0, 0)
    assert found.mean_difference is None
    assert found.kappa is None
    assert found.about_kappa == "Kappa needs 3 scripts or more."


@pytest.mark.parametrize("count", [1, 2])
def test_too_few_pairs_have_no_kappa(count: int):
    found = agreement(*[(1, 1), (5, 6)][:count])

    assert found.kappa is None
    assert "3 scripts or more" in found.about_kappa


def test_one_mark_throughout_leaves_kappa_undefined():
    found = agreement(*[(4, 4)] * 12)

    assert found.kappa is None
    assert "undefined" in found.about_kappa


def test_from_ten_pairs_on_kappa_is_no_hint_any_more():
    found = agreement(*[(mark, mark) for mark in range(10)])

    assert found.kappa == 1
    assert "hint" not in found.about_kappa
