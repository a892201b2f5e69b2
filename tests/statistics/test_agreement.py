import random
from fractions import Fraction

import numpy as np
import pytest

from quizapp.statistics.agreement import (
    agreement_within_one,
    exact_agreement,
    quadratic_weighted_kappa,
)
from tests.statistics.tables import fractions

FIRST, SECOND = fractions(0, 1, 2, 3), fractions(0, 2, 2, 1)


def test_agreement_worked_by_hand():
    assert exact_agreement(FIRST, SECOND) == Fraction(2, 4)
    assert agreement_within_one(FIRST, SECOND) == Fraction(3, 4)
    # observed: (0 + 1 + 0 + 4) / 4 = 5/4. By lot, each of 0, 1, 2, 3 with each of 0, 2, 2, 1:
    # (0+4+4+1) + (1+1+1+0) + (4+0+0+1) + (9+1+1+4) = 32, over 16 pairs 2
    assert quadratic_weighted_kappa(FIRST, SECOND) == pytest.approx(1 - (5 / 4) / 2, abs=1e-12)


def test_half_a_mark_apart_is_within_one_and_not_exact():
    assert exact_agreement(fractions("0.5"), fractions(1)) == 0
    assert agreement_within_one(fractions(0), fractions("1.5")) == 0
    assert agreement_within_one(fractions("0.5"), fractions("1.5")) == 1


def test_equal_marks_agree_wholly_and_opposite_ones_worse_than_chance():
    marks = fractions(0, 3, 5, 6)

    assert quadratic_weighted_kappa(marks, marks) == 1
    assert quadratic_weighted_kappa(fractions(0, 1), fractions(1, 0)) == -1


def test_nothing_to_compare_is_not_defined():
    assert exact_agreement([], []) is None
    assert agreement_within_one([], []) is None
    assert quadratic_weighted_kappa([], []) is None
    assert quadratic_weighted_kappa(fractions(2, 2), fractions(2, 2)) is None
    assert quadratic_weighted_kappa(fractions(2), fractions(3)) == 0


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_that_of_the_table_of_both_markers(seed: int):
    """By Cohen's own way: observed and expected frequencies in a table, weighted cell by cell."""
    rng = random.Random(seed)  # noqa: S311
    first = [rng.randrange(7) for _ in range(40)]
    second = [min(6, max(0, mark + rng.choice([-2, -1, 0, 0, 1]))) for mark in first]
    seen = np.zeros((7, 7))
    np.add.at(seen, (first, second), 1)
    weights = np.subtract.outer(np.arange(7), np.arange(7)) ** 2 / 36
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()

    assert quadratic_weighted_kappa(fractions(*first), fractions(*second)) == pytest.approx(
        1 - (weights * seen).sum() / (weights * chance).sum(), abs=1e-9
    )
