"""Comparative judgement: from "this script is the better one" to a scale, and to marks.

The model is that of Bradley and Terry (1952): script i with quality w_i is judged better than j
with probability w_i / (w_i + w_j). A script's place on the scale is log w_i, in logits: one
logit apart, the better script wins 73 times in 100.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.statistics import moments

PRIOR = 0.1
TOLERANCE = 1e-12
ROUNDS = 100_000


class BadAnchors(ValueError):
    """Two scripts cannot turn the scale into marks; the message says why."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judge's decision between two different scripts."""

    judge: int
    better: int
    worse: int

    def __post_init__(self) -> None:
        if self.better == self.worse:
            raise ValueError("a script cannot be better than itself")


@dataclass(frozen=True, slots=True)
class Scale:
    """Scripts placed on a scale (logits, their mean is 0), and how surely (standard errors)."""

    places: dict[int, float]
    errors: dict[int, float]

    def chance(self, judgement: Judgement) -> float:
        """Return the probability of a decision: 1 / (1 + exp(place of worse - of better))."""
        return _logistic(self.places[judgement.better] - self.places[judgement.worse])


@dataclass(frozen=True, slots=True)
class Anchor:
    """A script whose mark is known."""

    script: int
    mark: Fraction


def scale(scripts: Sequence[int], judgements: Sequence[Judgement], prior: float = PRIOR) -> Scale:
    """Place the scripts by the MM algorithm of Hunter 2004, until no place moves any more.

    Each round sets w_i = (wins of i + a) / (sum over its comparisons of 1 / (w_i + w_j) + a) and
    brings the sum of all w back to their number. a is the prior: the qualities are taken to be
    gamma distributed with shape a + 1 and rate a (Caron and Doucet 2012). It draws scripts to the
    middle by a trace, and keeps those finite that won, or lost, all their comparisons. With a = 0
    the places are those of maximum likelihood, which exist only if there are no such scripts.

    A standard error is 1 / sqrt(information), the information being the sum of p (1 - p) over the
    script's comparisons, plus a w_i for the prior. Unit of both: logits. Every script has a place;
    one without comparisons stands in the middle with a large error.
    """
    weights = _settled(scripts, judgements, prior)
    middle = math.fsum(math.log(weight) for weight in weights.values()) / max(len(weights), 1)
    places = {script: math.log(weight) - middle for script, weight in weights.items()}
    information = {script: prior * weight for script, weight in weights.items()}
    for each in judgements:
        p = _logistic(places[each.better] - places[each.worse])
        for script in (each.better, each.worse):
            information[script] += p * (1 - p)
    return Scale(places, {script: 1 / math.sqrt(known) for script, known in information.items()})


def _settled(
    scripts: Sequence[int], judgements: Sequence[Judgement], prior: float
) -> dict[int, float]:
    wins = Counter(each.better for each in judgements)
    meetings: dict[int, Counter[int]] = defaultdict(Counter)
    for each in judgements:
        meetings[each.better][each.worse] += 1
        meetings[each.worse][each.better] += 1
    weights = dict.fromkeys(scripts, 1.0)
    for _ in range(ROUNDS):
        raw = {
            one: (wins[one] + prior)
            / (math.fsum(n / (weight + weights[o]) for o, n in meetings[one].items()) + prior)
            for one, weight in weights.items()
        }
        share = len(raw) / math.fsum(raw.values()) if raw else 1.0
        settled = {one: weight * share for one, weight in raw.items()}
        if all(abs(settled[one] / weights[one] - 1) < TOLERANCE for one in weights):
            return settled
        weights = settled
    return weights


def separation_reliability(found: Scale) -> float | None:
    """Scale separation reliability (SSR): (variance of places - mean squared error) / variance.

    Like alpha: the part of the spread that is not error. The variance has n - 1 below. Source:
    Pollitt 2012. No unit. Range: at most 1; above 0.8 is usually asked for, below 0 is nothing
    but error. Undefined for fewer than two scripts and when all places are alike.
    """
    n = len(found.places)
    if n < 2:
        return None
    middle = math.fsum(found.places.values()) / n
    spread = math.fsum((place - middle) ** 2 for place in found.places.values()) / (n - 1)
    error = math.fsum(each**2 for each in found.errors.values()) / n
    return (spread - error) / spread if spread > TOLERANCE**2 else None


def judge_infit(found: Scale, judgements: Iterable[Judgement]) -> dict[int, float]:
    """Infit of each judge: the sum of (1 - p)² over the sum of p (1 - p), by their decisions.

    p is the probability of what was decided. Around 1 as often surprising as the model expects;
    well above 1 the judge sees quality differently from the others. Source: Wright and Masters
    1982, information-weighted mean square. No unit. Range: 0 and above. Judges without any
    decision, or only with decisions that the scale holds for certain, have none.
    """
    return _infit((each.judge, found.chance(each)) for each in judgements)


def script_infit(found: Scale, judgements: Iterable[Judgement]) -> dict[int, float]:
    """Infit of each script: as ``judge_infit``, over the comparisons the script was in.

    Well above 1 the judges do not agree about the script. Same source, unit and range.
    """
    return _infit(
        (script, found.chance(each)) for each in judgements for script in (each.better, each.worse)
    )


def _infit(decisions: Iterable[tuple[int, float]]) -> dict[int, float]:
    surprise: dict[int, list[float]] = defaultdict(list)
    expected: dict[int, list[float]] = defaultdict(list)
    for who, p in decisions:
        surprise[who].append((1 - p) ** 2)
        expected[who].append(p * (1 - p))
    return {
        who: math.fsum(surprise[who]) / math.fsum(expected[who])
        for who in surprise
        if math.fsum(expected[who])
    }


def misfits(infits: dict[int, float]) -> list[int]:
    """Return those whose infit lies more than two standard deviations above the mean.

    Source: Pollitt 2012. The standard deviation has n - 1 below; nobody misfits among fewer than
    two, nor when all fit alike.
    """
    exact = [Fraction(infit) for infit in infits.values()]
    middle, spread = moments.mean(exact), moments.standard_deviation(exact)
    if middle is None or not spread:
        return []
    limit = float(middle) + 2 * spread
    return [who for who, infit in infits.items() if infit > limit]


def marks(found: Scale, low: Anchor, high: Anchor, most: Fraction) -> dict[int, float]:
    """Turn places into marks along the straight line through two scripts with known marks.

    mark = low mark + (place - low place) * (high mark - low mark) / (high place - low place), and
    never below 0 or above ``most``. Unit: marks, not rounded. ``BadAnchors`` if the scripts stand
    at one place, or the one with the higher mark was judged the worse.
    """
    rise = float(high.mark - low.mark)
    run = found.places[high.script] - found.places[low.script]
    if rise <= 0:
        raise BadAnchors("The two scripts need different marks, the lower one first.")
    if run <= 0:
        raise BadAnchors("The script with the higher mark was not judged the better of the two.")
    return {
        script: min(
            max(float(low.mark) + (place - found.places[low.script]) * rise / run, 0.0), float(most)
        )
        for script, place in found.places.items()
    }


def _logistic(logit: float) -> float:
    """Return 1 / (1 + exp(-logit)) without overflow."""
    if logit >= 0:
        return 1 / (1 + math.exp(-logit))
    return math.exp(logit) / (1 + math.exp(logit))
