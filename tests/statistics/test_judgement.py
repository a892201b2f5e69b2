import math
import random
from fractions import Fraction

import choix
import numpy as np
import pytest
from scipy import optimize

from quizapp.statistics import judgement
from quizapp.statistics.judgement import Anchor, BadAnchors, Judgement, Scale

SEEDS = range(4)


def made_up(seed: int, scripts: int = 14, rounds: int = 8) -> list[Judgement]:
    """Return what judges decide about scripts 0, 1, 2, … of rising quality."""
    rng = random.Random(seed)  # noqa: S311
    decided = []
    for judge in range(rounds):
        order = rng.sample(range(scripts), scripts)
        for one, other in zip(order[::2], order[1::2], strict=False):
            wins = rng.random() < 1 / (1 + math.exp(0.4 * (other - one)))
            decided.append(Judgement(judge, *((one, other) if wins else (other, one))))
    return decided


def pairs(decided: list[Judgement]) -> list[tuple[int, int]]:
    return [(each.better, each.worse) for each in decided]


@pytest.mark.parametrize("prior", [judgement.PRIOR, 0.5])
@pytest.mark.parametrize("seed", SEEDS)
def test_places_are_those_of_choix_with_the_same_prior(seed: int, prior: float):
    decided = made_up(seed)
    found = judgement.scale(range(14), decided, prior)

    expected = choix.mm_pairwise(14, pairs(decided), alpha=prior, tol=1e-14, max_iter=100_000)

    assert [*found.places.values()] == pytest.approx(expected.tolist(), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_places_without_prior_are_those_of_luce_spectral_ranking(seed: int):
    decided = made_up(seed, rounds=60)
    found = judgement.scale(range(14), decided, prior=0)

    expected = choix.ilsr_pairwise(14, pairs(decided), tol=1e-13, max_iter=10_000)

    assert [*found.places.values()] == pytest.approx(expected.tolist(), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_places_are_the_most_probable_ones(seed: int):
    """Without any algorithm of Bradley-Terry: the posterior's summit, by a general optimiser."""
    decided, prior = made_up(seed), judgement.PRIOR
    better, worse = np.array(pairs(decided)).T

    def minus_log_posterior(logs: np.ndarray) -> float:
        likelihood = -np.logaddexp(0, logs[worse] - logs[better]).sum()
        return float(-likelihood - prior * (logs - np.exp(logs)).sum())

    summit = optimize.minimize(minus_log_posterior, np.zeros(14), tol=1e-12).x

    found = judgement.scale(range(14), decided)
    assert [*found.places.values()] == pytest.approx((summit - summit.mean()).tolist(), abs=1e-4)


def test_three_wins_to_one_worked_by_hand():
    decided = [Judgement(1, 1, 2)] * 3 + [Judgement(1, 2, 1)]

    found = judgement.scale([1, 2], decided, prior=0)

    assert found.places[1] - found.places[2] == pytest.approx(math.log(3), abs=1e-9)
    # p is 3/4 and 1/4: four times 3/16
    assert found.errors == pytest.approx({1: 1 / math.sqrt(3 / 4), 2: 1 / math.sqrt(3 / 4)})
    assert found.chance(Judgement(1, 1, 2)) == pytest.approx(3 / 4, abs=1e-9)
    # three times (1/4)² and once (3/4)², over four times 3/16
    assert judgement.judge_infit(found, decided) == pytest.approx({1: 1})


def test_scripts_that_always_win_or_lose_stay_finite():
    decided = [Judgement(1, 1, 2), Judgement(1, 1, 3), Judgement(1, 2, 3)] * 10

    found = judgement.scale([1, 2, 3], decided)

    assert found.places[1] > found.places[2] > found.places[3]
    assert all(map(math.isfinite, [*found.places.values(), *found.errors.values()]))


def test_a_script_nobody_compared_stands_in_the_middle_and_unsurely():
    found = judgement.scale([1, 2, 3], [Judgement(1, 1, 2), Judgement(1, 2, 1)])

    assert found.places[3] == pytest.approx(0, abs=1e-9)
    assert found.errors[3] == pytest.approx(1 / math.sqrt(judgement.PRIOR))
    assert found.errors[3] > found.errors[1]


@pytest.mark.parametrize("scripts", [[], [1], [1, 2]])
def test_without_judgements_there_is_no_reliability_and_no_misfit(scripts: list[int]):
    found = judgement.scale(scripts, [])

    assert [*found.places] == scripts
    assert judgement.separation_reliability(found) is None
    assert judgement.judge_infit(found, []) == judgement.script_infit(found, []) == {}
    assert judgement.misfits({}) == []


def test_reliability_worked_by_hand():
    # places -1, 0, 1: variance 1; errors squared 1/4, 1/4, 1/2: mean 1/3
    found = Scale({1: -1, 2: 0, 3: 1}, {1: 0.5, 2: 0.5, 3: math.sqrt(0.5)})

    assert judgement.separation_reliability(found) == pytest.approx(2 / 3)


def test_more_judgements_make_the_scale_more_reliable():
    few, many = (
        judgement.separation_reliability(judgement.scale(range(14), made_up(1, rounds=rounds)))
        for rounds in (4, 80)
    )

    assert few is not None
    assert many is not None
    assert few < many
    assert many > 0.9


def test_infit_worked_by_hand():
    # two logits apart by log 3: the better one wins with p = 3/4
    found = Scale({1: math.log(3), 2: 0}, {1: 1, 2: 1})
    decided = [Judgement(7, 1, 2), Judgement(7, 1, 2), Judgement(8, 2, 1)]

    # as expected: (1/4)² / (3/16) = 1/3; against it: (3/4)² / (3/16) = 3
    assert judgement.judge_infit(found, decided) == pytest.approx({7: 1 / 3, 8: 3})
    both = (2 / 16 + 9 / 16) / (9 / 16)
    assert judgement.script_infit(found, decided) == pytest.approx({1: both, 2: both})


def test_a_judge_who_decides_against_the_others_is_found():
    rng = random.Random(3)  # noqa: S311
    decided = [
        Judgement(judge, *((min(pair), max(pair)) if judge == 9 else (max(pair), min(pair))))
        for judge in range(10)
        for pair in (rng.sample(range(14), 2) for _ in range(30))
    ]

    found = judgement.scale(range(14), decided)

    assert judgement.misfits(judgement.judge_infit(found, decided)) == [9]


def test_nobody_misfits_when_all_fit_alike():
    assert judgement.misfits({1: 1.0, 2: 1.0, 3: 1.0}) == []
    assert judgement.misfits({1: 4.0}) == []


def test_two_scripts_turn_places_into_marks():
    found = Scale({1: -1.0, 2: 0.0, 3: 1.0, 4: 9.0, 5: -9.0}, {})

    marks = judgement.marks(
        found, Anchor(1, Fraction(4)), Anchor(3, Fraction(10)), most=Fraction(12)
    )

    assert marks == pytest.approx({1: 4, 2: 7, 3: 10, 4: 12, 5: 0})


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        ((1, 4), (2, 4), "need different marks"),
        ((1, 5), (2, 4), "need different marks"),
        ((1, 4), (1, 5), "was not judged the better"),
        ((2, 4), (1, 5), "was not judged the better"),
    ],
)
def test_scripts_that_cannot_anchor_are_refused_with_a_sentence(low, high, sentence):
    found = Scale({1: -1.0, 2: 0.0}, {})

    with pytest.raises(BadAnchors, match=sentence):
        judgement.marks(
            found, Anchor(low[0], Fraction(low[1])), Anchor(high[0], Fraction(high[1])), Fraction(6)
        )


def test_a_script_is_not_compared_with_itself():
    with pytest.raises(ValueError, match="better than itself"):
        Judgement(1, 2, 2)


def test_chances_far_apart_do_not_overflow():
    far = Scale({1: 2000.0, 2: -2000.0}, {})

    assert far.chance(Judgement(1, 1, 2)) == 1
    assert far.chance(Judgement(1, 2, 1)) == 0
    assert judgement.judge_infit(far, [Judgement(1, 1, 2)]) == {}
