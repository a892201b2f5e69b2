"""Plain words for figures that deserve a second look; pure.

Each rule is one comparison with a constant that says why it stands where it stands. A figure that
is not there (``None``) never makes a remark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt


class Weight(StrEnum):
    """How much a remark matters: ``CHECK`` may be a mistake in the question, ``NOTE`` is none."""

    CHECK = "check"
    NOTE = "note"


@dataclass(frozen=True)
class Remark:
    """A sentence next to a figure."""

    words: str
    weight: Weight = Weight.NOTE


SOME = 10
"""Counts of fewer answers than this are left to speak for themselves."""
EASY = 0.95
"""From this facility on hardly anybody is left whom the question could tell apart."""
HARD = 0.05
"""Up to this facility the question tells nobody apart either, and may have a wrong key."""
# A discrimination that chance alone could bring, one standard error (1 / sqrt(n)) below 0, is noted
# but makes no alarm.
WEAK = 20.0
"""Discrimination below this many per cent is weak: the scale of Ebel and Frisbie (1991)."""
MANY = 0.2
"""When a fifth of the students did not get to a question, or left it blank, it was no accident."""
OUT_OF_PROPORTION = 2.0
"""A question may count twice, or half, as much as its mark says before it is worth a word."""
BEYOND_CHANCE = 2.0
"""A correlation of so many standard errors (1 / sqrt(n) each) is rarely an accident."""
STEADY = 0.7
"""The customary least alpha of scores that are called consistent (Nunnally 1978)."""
ROUGH = 0.5
"""Below this alpha more than half of the variance of the scores is chance."""
LOPSIDED = 1.0
"""Beyond this a spread is highly skewed (Bulmer 1979); taken for kurtosis as well."""


OPINION = (Remark("An opinion: it has no facility, and counts in no figure."),)
"""What to say of a question without a key and without marks."""


@dataclass(frozen=True)
class ItemFigures:
    """What the remarks on a question rest on; shares are 0..1, the others per cent.

    ``presented`` students had the question, ``unreached`` of them did not come to it; ``marked`` is
    how many have a mark for it.
    """

    presented: int
    marked: int = 0
    unreached: int = 0
    blank: int = 0
    waiting: int = 0
    facility: float | None = None
    guess: float = 0.0
    sd: float | None = None
    discrimination: float | None = None
    intended: float | None = None
    effective: float | None = None


def of_item(figures: ItemFigures) -> Sequence[Remark]:
    """Say what is suspicious about a question, what may be a mistake first."""
    found = [
        *_on_strength(figures),
        *_on_facility(figures),
        *_on_weight(figures),
        *_on_absence(figures),
    ]
    return sorted(found, key=lambda remark: remark.weight is not Weight.CHECK)


def _on_strength(figures: ItemFigures) -> Sequence[Remark]:
    index = figures.discrimination
    if index is None:
        return []
    if figures.marked and index < -100 / sqrt(figures.marked):
        return [Remark("Stronger students did worse here: check the key.", Weight.CHECK)]
    if index < 0:
        return [Remark("Stronger students did a little worse here. It may be chance: look again.")]
    if index < WEAK and not _extreme(figures.facility):
        return [Remark("Says little about who did well in the rest of the quiz.")]
    return []


def _extreme(facility: float | None) -> bool:
    return facility is not None and (facility >= EASY or facility <= HARD)


def _on_facility(figures: ItemFigures) -> Sequence[Remark]:
    facility = figures.facility
    if facility is None or figures.marked < SOME:
        return []
    if facility == 1:
        return [Remark("Everybody was right: fine for a warm-up, but it tells nobody apart.")]
    if facility >= EASY:
        return [Remark("Nearly everybody was right: fine for a warm-up.")]
    if facility <= HARD:
        return [Remark("Hardly anybody was right: check the key, and whether it was taught.",
                       Weight.CHECK)]  # fmt: skip
    if facility <= figures.guess:
        return [Remark("The class earned no more than guessing would: check key and wording.",
                       Weight.CHECK)]  # fmt: skip
    if figures.sd == 0:
        return [Remark("All earned the same mark, so there is nothing to compare.")]
    return []


def _on_weight(figures: ItemFigures) -> Sequence[Remark]:
    intended, effective = figures.intended, figures.effective
    if not intended or effective is None or _extreme(figures.facility):
        return []
    if effective * OUT_OF_PROPORTION < intended:
        return [Remark("Decides less than half as much about the score as its mark says.")]
    if effective > intended * OUT_OF_PROPORTION:
        return [Remark("Decides more than twice as much about the score as its mark says.")]
    return []


def _on_absence(figures: ItemFigures) -> Sequence[Remark]:
    found = []
    if figures.waiting:
        one = figures.waiting == 1
        still = "1 answer is" if one else f"{figures.waiting} answers are"
        then = "left out here" if figures.marked else "no figures until most are marked"
        found.append(Remark(f"{still} still to be marked: {then}."))
    many = MANY * figures.presented
    if figures.presented >= SOME and figures.unreached >= many:
        found.append(Remark(f"{figures.unreached} did not reach it: the time may have been short."))
    if figures.presented >= SOME and figures.blank >= many:
        found.append(Remark(f"{figures.blank} left it blank: ask them why."))
    return found


def of_option(
    credit: float,
    chosen: int,
    most_right: int,
    answers: int,
    correlation: float | None = None,
    compared: int = 0,
) -> Sequence[Remark]:
    """Say what is suspicious about an option of a question.

    ``most_right`` is how often the right option beside it was chosen most, ``answers`` how many
    answered at all, ``correlation`` that of choosing the option with the rest of the quiz among
    ``compared`` students.
    """
    if answers < SOME:
        return []
    if not chosen:
        return [Remark("Nobody found the right option.", Weight.CHECK) if credit == 1
                else Remark("Nobody chose this option.")]  # fmt: skip
    drawn = _beyond_chance(correlation, compared)
    if credit == 1 and drawn < 0:
        return [Remark("Stronger students avoided this right option: check the key.",
                       Weight.CHECK)]  # fmt: skip
    if credit == 0 and drawn > 0:
        return [Remark("Stronger students chose this: could it be right as well?",
                       Weight.CHECK)]  # fmt: skip
    if credit == 0 and chosen > most_right:
        return [Remark("Chosen more often than the right option.")]
    return []


def _beyond_chance(correlation: float | None, compared: int) -> int:
    """Return the sign of a correlation that chance hardly explains, and 0 for any other."""
    if correlation is None or not compared:
        return 0
    if abs(correlation) <= BEYOND_CHANCE / sqrt(compared):
        return 0
    return 1 if correlation > 0 else -1


def of_alpha(alpha: float | None) -> str:
    """Say what the scores can be used for; empty where alpha is not defined."""
    if alpha is None:
        return ""
    if alpha >= STEADY:
        return "Steady: another quiz like this would put the students in much the same order."
    if alpha >= ROUGH:
        return "Enough to talk about the class; rough for comparing single students."
    return "Too much chance to compare single students; use the scores for the class only."


def of_skewness(skewness: float | None) -> str:
    """Say which students a lopsided quiz tells apart best; empty for an even spread."""
    if skewness is None or abs(skewness) <= LOPSIDED:
        return ""
    if skewness < 0:
        return "Most scores are high, with a few far below: weaker students are told apart best."
    return "Most scores are low, with a few far above: stronger students are told apart best."


def of_kurtosis(kurtosis: float | None) -> str:
    """Say when the scores crowd or fall apart; empty for an ordinary spread."""
    if kurtosis is None or abs(kurtosis) <= LOPSIDED:
        return ""
    if kurtosis > 0:
        return "Most scores lie close together, with a few far away."
    return "The scores lie apart, perhaps in two groups, with few in the middle."
