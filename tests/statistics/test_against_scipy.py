"""The same figures from numpy and scipy, which know nothing of this package."""

import random
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from quizapp.statistics.classical import by_item, option_point_biserial, overall
from quizapp.statistics.matrix import MarkTable

NEAR = {"rel": 1e-9, "abs": 1e-9}
SEEDS = range(6)


def made_up(seed: int, students: int = 60, items: int = 9) -> tuple[MarkTable, np.ndarray]:
    """Return a table of students who differ in ability, in half marks, and the same in numpy."""
    rng = random.Random(seed)  # noqa: S311
    most = [rng.choice([1, 2, 5]) for _ in range(items)]
    rows = []
    for _ in range(students):
        ability = rng.random()
        rows.append(
            tuple(Fraction(sum(rng.random() < ability for _ in range(2 * m)), 2) for m in most)
        )
    names = tuple(f"Q{n}" for n in range(items))
    exact = MarkTable(names, tuple(map(Fraction, most)), tuple(rows))
    return exact, np.array(rows, dtype=float)


def alpha(marks: np.ndarray) -> float:
    between = np.cov(marks, rowvar=False)
    k = len(between)
    return k / (k - 1) * (1 - np.trace(between) / between.sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_the_whole_test(seed: int):
    exact, marks = made_up(seed)
    whole, totals = overall(exact), marks.sum(axis=1)
    sd = totals.std(ddof=1)

    assert whole.mean == pytest.approx(totals.mean(), **NEAR)
    assert whole.sd == pytest.approx(sd, **NEAR)
    assert whole.skewness == pytest.approx(stats.skew(totals, bias=False), **NEAR)
    assert whole.kurtosis == pytest.approx(stats.kurtosis(totals, bias=False), **NEAR)
    assert whole.alpha == pytest.approx(alpha(marks), **NEAR)
    assert whole.error_ratio == pytest.approx(100 * np.sqrt(1 - alpha(marks)), **NEAR)
    assert whole.standard_error == pytest.approx(sd * np.sqrt(1 - alpha(marks)), **NEAR)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_item(seed: int):
    exact, marks = made_up(seed)
    totals = marks.sum(axis=1)
    shared = [np.cov(column, totals)[0, 1] for column in marks.T]

    for at, (item, column) in enumerate(zip(by_item(exact), marks.T, strict=True)):
        rest = totals - column
        most = np.cov(np.sort(column), np.sort(rest))[0, 1]
        assert item.facility == pytest.approx(column.mean() / float(exact.max_marks[at]), **NEAR)
        assert item.sd == pytest.approx(column.std(ddof=1), **NEAR)
        assert item.item_rest == pytest.approx(stats.pearsonr(column, rest).statistic, **NEAR)
        assert item.discrimination_index == pytest.approx(
            100 * stats.pearsonr(column, rest).statistic, **NEAR
        )
        assert item.discriminative_efficiency == pytest.approx(
            100 * np.cov(column, rest)[0, 1] / most, **NEAR
        )
        assert item.point_biserial == pytest.approx(
            stats.pearsonr(column, totals).statistic, **NEAR
        )
        assert item.effective_weight == pytest.approx(
            100 * np.sqrt(shared[at]) / np.sqrt(shared).sum(), **NEAR
        )
        assert item.alpha_if_deleted == pytest.approx(alpha(np.delete(marks, at, axis=1)), **NEAR)


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_of_a_table_with_gaps(seed: int):
    exact, marks = made_up(seed, items=6)
    missing = np.random.default_rng(seed).random(marks.shape) < 0.2
    gaps = MarkTable(
        exact.items,
        exact.max_marks,
        tuple(
            tuple(None if gone else mark for mark, gone in zip(row, which, strict=True))
            for row, which in zip(exact.rows, missing.tolist(), strict=True)
        ),
    )
    between = np.empty((6, 6))
    for i in range(6):
        for j in range(6):
            there = ~missing[:, i] & ~missing[:, j]
            between[i, j] = np.cov(marks[there, i], marks[there, j])[0, 1]

    def of(kept: list[int]) -> float:
        part = between[np.ix_(kept, kept)]
        k = len(kept)
        return float(k / (k - 1) * (1 - np.trace(part) / part.sum()))

    assert overall(gaps).alpha == pytest.approx(of([*range(6)]), **NEAR)
    for at, item in enumerate(by_item(gaps)):
        assert item.alpha_if_deleted == pytest.approx(of([n for n in range(6) if n != at]), **NEAR)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_option(seed: int):
    exact, marks = made_up(seed)
    rng = random.Random(seed)  # noqa: S311
    chosen = [rng.random() < 0.3 for _ in marks]
    rest = [total - row[0] for total, row in zip(exact.totals, exact.rows, strict=True)]

    assert option_point_biserial(chosen, rest) == pytest.approx(
        stats.pointbiserialr(chosen, marks[:, 1:].sum(axis=1)).statistic, **NEAR
    )
