"""What holds while a quiz is taken and afterwards: pure rules, no clock and no database."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, TypeVar, assert_never

from quizapp.quizzes.models import Counts, Feedback
from quizapp.quizzes.timing import Terms
from quizapp.scoring.lateness import NO_LATE_RULE, FinalScore, LateRule

GRACE = timedelta(seconds=10)
"""How long after the end an answer that was under way still counts."""

TYPING = timedelta(seconds=30)
"""How far apart the steps are that are kept while somebody is typing."""

NOTHING_FIXED: Mapping[int, Fraction] = {}


class Stage(StrEnum):
    """Where an attempt stands: time is ``OVER`` for a moment before the attempt has ``ENDED``."""

    RUNNING = "running"
    OVER = "over"
    ENDED = "ended"


def stage_of(submitted_at: datetime | None, ends_at: datetime, now: datetime) -> Stage:
    """Return where an attempt stands; one that is past its grace has ended, handed in or not."""
    if submitted_at is not None or now >= ends_at + GRACE:
        return Stage.ENDED
    return Stage.OVER if now >= ends_at else Stage.RUNNING


def feedback_visible(
    policy: Feedback, terms: Terms, now: datetime, *, handed_in: bool, checked: bool = False
) -> bool:
    """Return whether a student may see mark, feedback and explanation of one question.

    ``checked`` says that the student had this answer checked, which in practice fixes it.
    """
    match policy:
        case Feedback.PRACTICE:
            return handed_in or checked
        case Feedback.SUBMISSION:
            return handed_in
        case Feedback.CLOSE:
            return handed_in and now >= terms.closes_at
        case _:
            assert_never(policy)


def may_start(terms: Terms, used: int, now: datetime) -> bool:
    """Return whether another attempt may begin after ``used`` ones that were not voided."""
    return terms.open_at(now) and (terms.attempts_allowed == 0 or used < terms.attempts_allowed)


def counting_marks(
    earned: Mapping[int, Fraction | None],
    max_marks: Mapping[int, int],
    claims: Mapping[int, int | None],
    fixed: Mapping[int, Fraction] = NOTHING_FIXED,
) -> dict[int, Fraction | None]:
    """Return what each response adds to the total, by position.

    Evidence counts only if its claim is wholly right; what it earned by itself does not change.
    A mark that a teacher has fixed stands whatever the claim is, and makes a claim wholly right
    when it is the full mark, and only then. A question worth 0 adds nothing and holds nothing back.
    """

    def counts(position: int) -> bool:
        claim = claims.get(position)
        if claim is None or not max_marks.get(claim):
            return True
        return fixed.get(claim, earned.get(claim)) == max_marks[claim]

    def adds(position: int, own: Fraction | None) -> Fraction | None:
        if not max_marks[position]:
            return None if own is None else Fraction()
        if position in fixed:
            return fixed[position]
        return own if own is None or counts(position) else Fraction()

    return {position: adds(position, own) for position, own in earned.items()}


def total(marks: Iterable[Fraction | None]) -> Fraction:
    """Return the exact sum of the marks so far; rounding is left to the page."""
    return sum((mark for mark in marks if mark is not None), Fraction())


def final_score(
    marks: Iterable[Fraction | None],
    max_marks: Iterable[int],
    rule: LateRule = NO_LATE_RULE,
    days_late: int = 0,
) -> FinalScore:
    """Return what an attempt comes to; every page, table and comparison takes it from here."""
    return FinalScore(total(marks), sum(max_marks), days_late, rule)


class Sat(Protocol):
    """What decides whether an attempt counts."""

    @property
    def number(self) -> int: ...
    @property
    def score(self) -> Fraction: ...
    @property
    def counted(self) -> bool:
        """Whether the attempt was handed in and not voided."""


SatT = TypeVar("SatT", bound=Sat)


def counting_attempt(attempts: Iterable[SatT], rule: Counts) -> SatT | None:
    """Return the attempt that counts; of equally good ones the first. Voided ones never count."""
    done = sorted((a for a in attempts if a.counted), key=lambda a: a.number)
    if not done:
        return None
    match rule:
        case Counts.BEST:
            return max(done, key=lambda a: a.score)
        case Counts.LATEST:
            return done[-1]
        case Counts.FIRST:
            return done[0]
        case _:
            assert_never(rule)
