"""How far two sets of marks for the same scripts agree, and how much that says; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.statistics.agreement import (
    agreement_within_one,
    exact_agreement,
    quadratic_weighted_kappa,
)

FEWEST_FOR_KAPPA = 3
"""With fewer scripts kappa is not worked out: it would say nothing."""
FEWEST_TO_RELY_ON = 10
"""With fewer scripts kappa is called a hint."""

Pair = tuple[Fraction, Fraction]
"""The first and the second mark of a script; of an anchor the agreed one and the marker's."""


@dataclass(frozen=True)
class Agreement:
    """What there is to say about pairs of marks."""

    pairs: Sequence[Pair]

    @property
    def count(self) -> int:
        return len(self.pairs)

    @property
    def exact(self) -> Fraction | None:
        """The share of equal marks."""
        return exact_agreement(self._first, self._second)

    @property
    def within_one(self) -> Fraction | None:
        """The share of marks that are at most one apart."""
        return agreement_within_one(self._first, self._second)

    @property
    def equal(self) -> int:
        """How many marks are equal."""
        return int((self.exact or Fraction()) * self.count)

    @property
    def near(self) -> int:
        """How many marks are at most one apart."""
        return int((self.within_one or Fraction()) * self.count)

    @property
    def mean_difference(self) -> Fraction | None:
        """By how much the second marks lie above the first on average."""
        differences = [second - first for first, second in self.pairs]
        return sum(differences, Fraction()) / self.count if differences else None

    @property
    def kappa(self) -> float | None:
        """Quadratic weighted kappa; ``None`` where it is undefined or rests on too little."""
        enough = self.count >= FEWEST_FOR_KAPPA
        return quadratic_weighted_kappa(self._first, self._second) if enough else None

    @property
    def about_kappa(self) -> str:
        """Why kappa is missing, or how much it says."""
        if self.count < FEWEST_FOR_KAPPA:
            return f"Kappa needs {FEWEST_FOR_KAPPA} scripts or more."
        if self.kappa is None:
            return "Kappa is undefined here: both gave one and the same mark throughout."
        if self.count < FEWEST_TO_RELY_ON:
            return f"It rests on {self.count} scripts, so take it as a hint."
        return "1 is full agreement, 0 is what chance gives."

    @property
    def _first(self) -> Sequence[Fraction]:
        return [first for first, _ in self.pairs]

    @property
    def _second(self) -> Sequence[Fraction]:
        return [second for _, second in self.pairs]
