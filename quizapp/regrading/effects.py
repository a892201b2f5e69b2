"""What a correction, or undoing one, makes of the result of each student."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizapp.accounts.models import User
from quizapp.attempts.rules import counting_attempt
from quizapp.quizzes.models import Assignment, Counts
from quizapp.regrading.models import ChangedResult, Reckoning, Stood
from quizapp.regrading.papers import Outcome
from quizapp.scoring.grades import Scale, grade_of
from quizapp.scoring.lateness import FinalScore


class Drift(StrEnum):
    """Which way a student's result goes."""

    GAINS = "gains"
    LOSES = "loses"
    STAYS = "stays"


@dataclass(frozen=True)
class Result:
    """One attempt as a score; it decides which attempt of a student counts.

    ``grade`` is absent below the lowest boundary, and while the attempt ``waits`` for a marker.
    """

    number: int
    final: FinalScore
    grade: str | None
    waits: bool
    counted: bool = True

    @property
    def score(self) -> Fraction:
        return self.final.value

    @property
    def out_of(self) -> int:
        return self.final.out_of

    @property
    def share(self) -> Fraction:
        return self.score / self.out_of if self.out_of else Fraction()

    @property
    def kept(self) -> Stood:
        """What the history keeps of it."""
        top, bottom = self.score.numerator, self.score.denominator
        return Stood(self.number, top, bottom, self.out_of, self.grade, self.waits)


@dataclass(frozen=True)
class Effect:
    """What a student has before and after, in the attempt that counts."""

    student: User
    before: Result
    after: Result

    @property
    def drift(self) -> Drift:
        """Gains and losses are of the share, for a question that is dropped changes the whole."""
        if self.after.share == self.before.share:
            return Drift.STAYS
        return Drift.GAINS if self.after.share > self.before.share else Drift.LOSES

    @property
    def crosses(self) -> bool:
        """Whether another grade comes of it; not by a first one, when nothing waits any more."""
        waits = self.before.waits or self.after.waits
        return not waits and self.before.grade != self.after.grade

    @property
    def matters(self) -> bool:
        """Whether the student has another result or grade by it."""
        return self.drift is not Drift.STAYS or self.crosses


def effects_of(outcomes: Iterable[Outcome], assignment: Assignment) -> Sequence[Effect]:
    """Return what these outcomes make of each student's result, by the rules of now."""
    papers: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        papers.setdefault(outcome.paper.student.id, []).append(outcome)
    rule, scale = assignment.counts, assignment.scale
    return [_effect(each, rule, scale) for each in papers.values()]


def _effect(outcomes: Sequence[Outcome], rule: Counts, scale: Scale | None) -> Effect:
    before = [_result(o.paper.number, o.final_before, scale, waits=o.waited) for o in outcomes]
    after = [_result(o.paper.number, o.final_after, scale, waits=o.waits) for o in outcomes]
    counts_before, counts_after = counting_attempt(before, rule), counting_attempt(after, rule)
    assert counts_before  # noqa: S101  (there is an attempt)
    assert counts_after  # noqa: S101
    return Effect(outcomes[0].paper.student, counts_before, counts_after)


def _result(number: int, final: FinalScore, scale: Scale | None, *, waits: bool) -> Result:
    grade = None if waits else grade_of(final.value, final.out_of, scale)
    return Result(number, final, grade, waits)


def reckoned(
    correction_id: int, effects: Iterable[Effect], scale: Scale | None, *, undoing: bool = False
) -> Reckoning:
    """Return these effects as they are kept for the history."""
    every = list(effects)
    changed = [each for each in every if each.matters]
    return Reckoning(
        correction_id=correction_id,
        undoing=undoing,
        grades=scale.stored() if scale else {},
        stayed=len(every) - len(changed),
        results=[
            ChangedResult(student=each.student, before=each.before.kept, after=each.after.kept)
            for each in changed
        ],
    )


def effect_kept(row: ChangedResult) -> Effect:
    """Return an effect as it was when it was kept, whatever has changed since."""
    return Effect(row.student, _result_kept(row.before), _result_kept(row.after))


def _result_kept(stood: Stood) -> Result:
    final = FinalScore(stood.score, stood.out_of)
    return Result(stood.number, final, stood.grade, stood.waits)
