"""Worked by hand: each figure is written out as the fraction or root it comes to on paper."""

from fractions import Fraction
from math import sqrt

import pytest

from quizapp.statistics import classical, moments
from quizapp.statistics.classical import by_item, option_point_biserial, overall
from tests.statistics.tables import fractions, table

# Totals 3, 2, 1, 0: mean 3/2, squared distances 9/4 + 1/4 + 1/4 + 9/4 = 5, variance 5/3.
# Variances of the items: Q1 (1, 1, 1, 0) 1/4, Q2 (1, 1, 0, 0) 1/3, Q3 (1, 0, 0, 0) 1/4.
STAIRS = table([(1, 1, 1), (1, 1, 0), (1, 0, 0), (0, 0, 0)], (1, 1, 1))


def close(value: float) -> object:
    return pytest.approx(value, abs=1e-12)


def test_the_whole_test_worked_by_hand():
    whole = overall(STAIRS)

    assert whole.n == 4
    assert whole.mean == Fraction(3, 2)
    assert whole.sd == close(sqrt(5 / 3))
    assert whole.skewness == 0
    # m2 = 5/4, m4 = (81/16 + 1/16 + 1/16 + 81/16) / 4 = 41/16
    # k4 = 16/6 * (5 * 41/16 - 9 * 25/16) = -10/3, k2 = 5/3
    assert whole.kurtosis == close(-10 / 3 / (5 / 3) ** 2)
    # 3/2 * (1 - (1/4 + 1/3 + 1/4) / (5/3)) = 3/2 * (1 - 1/2)
    assert whole.alpha == close(3 / 4)
    assert whole.error_ratio == close(50)
    assert whole.standard_error == close(sqrt(5 / 3) / 2)


def test_an_item_worked_by_hand():
    first = by_item(STAIRS)[0]

    assert (first.item, first.n, first.facility) == ("Q1", 4, Fraction(3, 4))
    assert first.sd == close(1 / 2)
    # rests 2, 1, 0, 0: mean 3/4, variance 11/12; covariance 3/3 - 4/3 * 3/4 * 3/4 = 1/4
    assert first.discrimination_index == close(100 * (1 / 4) / sqrt(1 / 4 * 11 / 12))
    assert first.item_rest == close(sqrt(3 / 11))
    # in ascending order 0, 1, 1, 1 and 0, 0, 1, 2: the same products, so the same covariance
    assert first.discriminative_efficiency == close(100)
    # covariance with the totals 1/2
    assert first.point_biserial == close((1 / 2) / sqrt(1 / 4 * 5 / 3))
    # Q2 and Q3: totals 2, 1, 0, 0 with variance 11/12; 2 * (1 - (7/12) / (11/12)) = 8/11
    assert first.alpha_if_deleted == close(8 / 11)


def test_weights_worked_by_hand():
    items = by_item(table([(1, 4), (1, 2), (0, 2), (0, 0)], (2, 6)))

    assert [each.intended_weight for each in items] == [25, 75]
    # totals 5, 3, 2, 0: mean 5/2. Q1: covariance (5 + 3)/3 - 4/3 * 1/2 * 5/2 = 1
    # Q2: (20 + 6 + 4)/3 - 4/3 * 2 * 5/2 = 10/3
    roots = 1, sqrt(10 / 3)
    assert [each.effective_weight for each in items] == [
        close(100 * root / sum(roots)) for root in roots
    ]


def test_efficiency_asks_what_the_marks_could_have_reached():
    only = by_item(table([(0, 3), (1, 2), (1, 0), (1, 1)], (1, 3)))[0]

    # covariance of 0, 1, 1, 1 with 3, 2, 0, 1: 3/3 - 4/3 * 3/4 * 3/2 = -1/2; at best, with
    # 0, 1, 2, 3: 6/3 - 3/2 = 1/2
    assert only.discriminative_efficiency == close(-100)
    # variances 1/4 and 5/3
    assert only.discrimination_index == close(-50 / sqrt(5 / 12))


def test_an_item_against_the_test_has_no_effective_weight_and_leaves_the_sum():
    against, with_it, also = by_item(table([(1, 0, 0), (1, 1, 0), (0, 2, 3), (0, 3, 3)], (1, 3, 3)))

    assert against.effective_weight is None
    assert with_it.effective_weight is not None
    assert also.effective_weight is not None
    assert with_it.effective_weight + also.effective_weight == close(100)


def test_figures_of_an_item_come_from_those_who_were_presented_with_it():
    first, second, third = by_item(
        table([(1, 1, 0), (0, None, 0), (1, 2, None), (None, None, None)], (1, 2, 1))
    )

    assert (first.n, second.n, third.n) == (3, 2, 2)
    assert (first.facility, second.facility, third.facility) == (Fraction(2, 3), Fraction(3, 4), 0)
    # Q1 1, 0, 1 with the rests 1, 0, 2: covariance 1/2, variances 1/3 and 1
    assert first.item_rest == close((1 / 2) / sqrt(1 / 3))
    assert overall(table([(1, None), (None, None)], (1, 1))).n == 1


def test_alpha_with_gaps_takes_each_pair_of_items_from_those_who_had_both():
    gaps = table([(2, 2, 1), (0, 1, 0), (1, None, 1), (1, 1, None), (3, 2, None)], (3, 2, 1))

    # Q1 2, 0, 1, 1, 3: 15/4 - 5/4 * 49/25 = 13/10. Q2 2, 1, 1, 2: 1/3. Q3 1, 0, 1: 1/3.
    # Q1 with Q2 (2, 0, 1, 3 and 2, 1, 1, 2): 11/3 - 4/3 * 3/2 * 3/2 = 2/3
    # Q1 with Q3 (2, 0, 1 and 1, 0, 1): 3/2 - 3/2 * 1 * 2/3 = 1/2
    # Q2 with Q3 (2, 1 and 1, 0): 1/2
    own = Fraction(13, 10) + Fraction(1, 3) + Fraction(1, 3)
    shared = Fraction(2, 3) + Fraction(1, 2) + Fraction(1, 2)
    assert overall(gaps).alpha == close(float(Fraction(3, 2) * (1 - own / (own + 2 * shared))))
    first, second, _third = by_item(gaps)
    # Q1 and Q3 remain: 2 * (1 - (49/30) / (49/30 + 1)); Q2 and Q3 would come to 6/5
    assert second.alpha_if_deleted == close(60 / 79)
    assert first.alpha_if_deleted is None


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(1, 1), (0, 0), (1, None), (None, 1)], id="beyond one"),
        pytest.param([(1, None), (0, None), (None, 1), (None, 0), (1, 1)], id="one in common"),
    ],
)
def test_alpha_is_not_defined_when_gaps_leave_too_little(rows):
    whole = overall(table(rows, (1, 1)))

    assert (whole.alpha, whole.error_ratio, whole.standard_error) == (None, None, None)
    assert whole.sd is not None


NOTHING = [None] * 5


def undefined(of: classical.ItemStatistics) -> list[object]:
    return [
        of.effective_weight,
        of.discrimination_index,
        of.discriminative_efficiency,
        of.item_rest,
        of.point_biserial,
    ]


@pytest.mark.parametrize("rows", [[], [(None, None)], [(1, 0)], [(1, 0)] * 30])
def test_nobody_one_student_and_identical_attempts_leave_figures_undefined(rows):
    few = table(rows, (1, 1))
    whole = overall(few)

    assert (whole.skewness, whole.kurtosis, whole.alpha) == (None, None, None)
    assert (whole.error_ratio, whole.standard_error) == (None, None)
    for each in by_item(few):
        assert undefined(each) == NOTHING
        assert each.alpha_if_deleted is None


def test_spread_needs_two_students_and_facility_one():
    assert (overall(table([], [1])).mean, overall(table([], [1])).sd) == (None, None)
    assert (overall(table([[1]], [1])).mean, overall(table([[1]], [1])).sd) == (1, None)
    assert overall(table([[1], [1]], [1])).sd == 0
    assert by_item(table([], [1]))[0].facility is None
    assert by_item(table([[1]], [1]))[0].facility == 1
    assert by_item(table([[0]], [0]))[0].facility is None


def test_one_item_alone_has_no_alpha_and_no_rest():
    alone = table([[0], [1], [1]], [1])

    assert overall(alone).alpha is None
    assert by_item(alone)[0].discrimination_index is None
    assert by_item(alone)[0].alpha_if_deleted is None
    assert by_item(alone)[0].point_biserial == 1
    assert [each.alpha_if_deleted for each in by_item(table([(0, 0), (1, 1)], (1, 1)))] == [
        None,
        None,
    ]


def test_items_that_work_against_each_other_make_alpha_negative():
    whole = overall(table([(1, 0), (1, 0), (0, 1), (1, 1)], (1, 1)))

    # variances 1/4 and 1/3, totals 1, 1, 1, 2 with variance 1/4: 2 * (1 - 7/3)
    assert whole.alpha == close(-8 / 3)
    assert whole.error_ratio == close(100 * sqrt(11 / 3))


def test_three_values_have_skewness_and_four_kurtosis():
    assert moments.skewness(fractions(1, 2)) is None
    # 0, 0, 3: m2 = 2, m3 = 2; k2 = 3, k3 = 9 * 2 / 2 = 9; 9 / 3^(3/2)
    assert moments.skewness(fractions(0, 0, 3)) == close(sqrt(3))
    assert moments.kurtosis(fractions(0, 0, 3)) is None
    assert moments.kurtosis(fractions(0, 0, 3, 3)) == close(-6)


def test_an_option_is_held_against_the_rest():
    rest = fractions(3, 2, 1, 0)

    assert option_point_biserial([True, True, False, False], rest) == close(2 / sqrt(5))
    assert option_point_biserial([False, False, True, True], rest) == close(-2 / sqrt(5))
    assert option_point_biserial([True] * 4, rest) is None
    assert option_point_biserial([True, False], fractions(1, 1)) is None
    assert option_point_biserial([], []) is None


def test_random_guess_scores_are_handed_through():
    third = Fraction(1, 3)

    assert [each.random_guess_score for each in by_item(STAIRS, [third, None, third])] == [
        third,
        None,
        third,
    ]
    with pytest.raises(ValueError, match="zip"):
        by_item(STAIRS, [third])
