"""Questions, students and their attempts as plain values, and which attempt counts; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from quizapp.attempts.rules import counting_attempt, final_score
from quizapp.insights.cells import Answer
from quizapp.quizzes.models import Counts
from quizapp.scoring.lateness import NO_LATE_RULE, FinalScore, LateRule


@dataclass(frozen=True)
class Question:
    """A column: an item's place in the quiz, its stem, and how it was asked.

    An ``opinion`` is asked for where there is nothing to earn: it has no facility and no score.
    """

    position: int
    item_id: str
    stem: str
    max_mark: int
    claim_position: int | None = None
    opinion: bool = False


@dataclass(frozen=True)
class Pupil:
    """Who a row is about.

    ``rank`` is their place in the class list, counted from 1. ``alias`` is the number they go by
    when names are hidden; it says nothing about the place.
    """

    id: int
    name: str
    username: str
    rank: int
    alias: int
    left: bool = False


@dataclass(frozen=True)
class Sitting:
    """An attempt that was not voided, as plain values; ``answers`` is keyed by position."""

    id: int
    student_id: int
    number: int
    started_at: datetime
    submitted_at: datetime | None
    answers: Mapping[int, Answer]
    days_late: int = 0
    late_rule: LateRule = NO_LATE_RULE

    @property
    def handed_in(self) -> bool:
        return self.submitted_at is not None

    counted = handed_in

    @property
    def score(self) -> Fraction:
        """What counts of the marks so far, exactly."""
        return self.final.value

    @cached_property
    def final(self) -> FinalScore:
        """The marks so far added up, and what counts of them."""
        return self.final_at(self.answers.keys())

    def final_at(self, positions: Iterable[int]) -> FinalScore:
        """Return the same for some of the questions, as if there were no others."""
        answers = [self.answers[each] for each in positions if each in self.answers]
        return final_score(
            (answer.mark for answer in answers),
            (answer.max_mark for answer in answers),
            self.late_rule,
            self.days_late,
        )

    @property
    def waiting(self) -> int:
        """How many answers a person has still to mark."""
        return sum(each.waits for each in self.answers.values())


def shown_of(sittings: Sequence[Sitting], rule: Counts) -> Sitting | None:
    """Return the attempt that counts; while none is handed in, the newest one under way."""
    newest = max(sittings, key=lambda each: each.number, default=None)
    return counting_attempt(sittings, rule) or newest


def by_student(sittings: Iterable[Sitting]) -> Mapping[int, list[Sitting]]:
    """Return the attempts of each student, by the student's id."""
    groups: dict[int, list[Sitting]] = {}
    for each in sittings:
        groups.setdefault(each.student_id, []).append(each)
    return groups
