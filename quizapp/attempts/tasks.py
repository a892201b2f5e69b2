"""A quiz that was set to a student, with the attempts so far and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from quizapp.attempts import rules
from quizapp.attempts.models import Attempt
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.timing import Terms
from quizapp.quizzes.versions import item_of
from quizapp.scoring.grades import grade_of
from quizapp.scoring.lateness import FinalScore


@dataclass(frozen=True)
class Sat:
    """One attempt in a list, with its marks."""

    attempt: Attempt
    final: FinalScore
    waits: bool

    @property
    def number(self) -> int:
        return self.attempt.number

    @property
    def score(self) -> Fraction:
        return self.final.value

    @property
    def grade(self) -> str | None:
        """The grade, once everything is marked."""
        if self.waits:
            return None
        return grade_of(self.score, self.final.out_of, self.attempt.assignment.scale)

    @property
    def counted(self) -> bool:
        return self.attempt.submitted_at is not None and self.attempt.voided_at is None


@dataclass(frozen=True)
class Task:
    """A quiz that was set to a student: the terms, the attempts so far, what can be done now.

    ``is_set`` is no longer so when the quiz was put away, or the student has left the class.
    ``excused`` are the positions of the questions that do not count for the student.
    """

    assignment: Assignment
    terms: Terms
    attempts: Sequence[Sat]
    now: datetime
    is_set: bool
    excused: frozenset[int] = frozenset()

    @property
    def running(self) -> Attempt | None:
        return next(
            (
                sat.attempt
                for sat in self.attempts
                if sat.attempt.submitted_at is None and sat.attempt.voided_at is None
            ),
            None,
        )

    @property
    def used(self) -> int:
        return sum(sat.attempt.voided_at is None for sat in self.attempts)

    @property
    def has_extra_time(self) -> bool:
        """Whether the student has longer than the class, or no limit where the class has one."""
        usual = self.assignment.time_limit_minutes
        return usual is not None and (
            self.terms.limit is None or self.terms.limit > timedelta(minutes=usual)
        )

    @property
    def minutes(self) -> int | None:
        """How many minutes an attempt that began now would have, as far as anything limits it."""
        if self.terms.limit is None:
            return None
        return int((self.terms.ends_at(self.now) - self.now) / timedelta(minutes=1))

    @property
    def cut_short(self) -> bool:
        """Whether the end comes before the time limit of an attempt that began now."""
        return self.terms.limit is not None and self.now + self.terms.limit > self.terms.closes_at

    @property
    def asks_certainty(self) -> bool:
        return self.assignment.certainty and any(
            item_of(each.version).certainty for each in self.assignment.items
        )

    @property
    def max_score(self) -> int:
        """The marks of all questions that count for the student."""
        items = self.assignment.items
        return sum(each.max_mark for each in items if each.position not in self.excused)

    @property
    def may_start(self) -> bool:
        return self.is_set and rules.may_start(self.terms, self.used, self.now)

    @property
    def can_work(self) -> bool:
        """Whether the quiz waits for the student: begun, or open and not yet handed in once."""
        return self.running is not None or (self.may_start and not self.done)

    @property
    def is_coming(self) -> bool:
        return self.now < self.terms.opens_at

    @property
    def done(self) -> bool:
        return any(sat.counted for sat in self.attempts)

    @property
    def counts(self) -> Sat | None:
        return rules.counting_attempt(self.attempts, self.assignment.counts)

    def shows_marks(self, sat: Sat) -> bool:
        """Return whether the student may see the marks of one of the attempts."""
        return rules.feedback_visible(
            self.assignment.feedback,
            self.terms,
            self.now,
            handed_in=sat.attempt.submitted_at is not None,
        )
