import pytest
from scipy import stats

from quizapp.statistics.intervals import enough, wilson


def test_thirty_attempts_are_enough_and_fewer_are_not():
    assert [enough(n) for n in (0, 29, 30, 31)] == [False, False, True, True]


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
@pytest.mark.parametrize("n", [1, 2, 7, 29, 200])
def test_intervals_are_those_of_scipy(n: int, confidence: float):
    for successes in {0, 1, n // 3, n // 2, n}:
        expected = stats.binomtest(successes, n).proportion_ci(confidence, method="wilson")
        assert wilson(successes, n, confidence) == pytest.approx(tuple(expected), abs=1e-9)


def test_the_ends_stay_inside_and_nobody_has_no_interval():
    for n in range(1, 60):
        assert wilson(0, n)[0] == 0
        assert wilson(n, n)[1] == 1
        for successes in range(n + 1):
            below, above = wilson(successes, n)
            assert 0 <= below <= successes / n <= above <= 1
    assert wilson(0, 0) is None


def test_an_interval_worked_by_hand():
    # 5 of 10 with z = 1.959964: z² = 3.841459; middle and reach over 1 + z²/10 = 1.384146
    # reach: 1.959964 * sqrt(0.025 + 0.0096036) = 0.364593; 0.364593 / 1.384146 = 0.263407
    assert wilson(5, 10) == pytest.approx((0.236593, 0.763407), abs=1e-6)
