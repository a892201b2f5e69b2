"""Pure rules: what may be seen when, what counts, when time is over."""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

import pytest

from quizapp.attempts import rules
from quizapp.attempts.rules import Stage
from quizapp.quizzes.models import Counts, Feedback
from quizapp.quizzes.timing import Terms
from tests.make import NOON

HOUR = timedelta(hours=1)


def terms(**given: object) -> Terms:
    values = {
        "opens_at": NOON,
        "due_at": None,
        "closes_at": NOON + 2 * HOUR,
        "limit": HOUR,
        "attempts_allowed": 1,
    }
    return Terms(**{**values, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("policy", "handed_in", "checked", "closed", "expected"),
    [
        (Feedback.PRACTICE, False, False, False, False),
        (Feedback.PRACTICE, False, True, False, True),
        (Feedback.PRACTICE, True, False, False, True),
        (Feedback.SUBMISSION, False, True, True, False),
        (Feedback.SUBMISSION, True, False, False, True),
        (Feedback.CLOSE, True, False, False, False),
        (Feedback.CLOSE, False, False, True, False),
        (Feedback.CLOSE, True, False, True, True),
    ],
)
def test_feedback_is_seen_when_the_policy_allows_it(
    policy: Feedback, handed_in: bool, checked: bool, closed: bool, expected: bool
):
    now = NOON + 2 * HOUR if closed else NOON + 2 * HOUR - timedelta(seconds=1)

    seen = rules.feedback_visible(policy, terms(), now, handed_in=handed_in, checked=checked)

    assert seen is expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-1, Stage.RUNNING), (0, Stage.OVER), (9.9, Stage.OVER), (10, Stage.ENDED)],
)
def test_an_attempt_ends_some_seconds_after_its_time(seconds: float, expected: Stage):
    assert rules.stage_of(None, NOON, NOON + timedelta(seconds=seconds)) is expected


def test_an_attempt_that_was_handed_in_has_ended():
    assert rules.stage_of(NOON, NOON + HOUR, NOON + timedelta(seconds=1)) is Stage.ENDED


@pytest.mark.parametrize(
    ("allowed", "used", "expected"), [(1, 0, True), (1, 1, False), (2, 1, True), (0, 99, True)]
)
def test_attempts_are_counted(allowed: int, used: int, expected: bool):
    assert rules.may_start(terms(attempts_allowed=allowed), used, NOON) is expected


@pytest.mark.parametrize(("hours", "expected"), [(-1, False), (0, True), (1, True), (2, False)])
def test_an_attempt_begins_only_while_the_quiz_is_open(hours: int, expected: bool):
    assert rules.may_start(terms(), 0, NOON + hours * HOUR) is expected


HALF, ONE = Fraction(1, 2), Fraction(1)


@pytest.mark.parametrize(
    ("claim", "expected"), [(Fraction(2), ONE), (ONE, Fraction(0)), (Fraction(0), Fraction(0))]
)
def test_evidence_counts_only_if_its_claim_is_wholly_right(claim: Fraction, expected: Fraction):
    marks = rules.counting_marks({1: claim, 2: ONE}, {1: 2, 2: 1}, {1: None, 2: 1})

    assert marks == {1: claim, 2: expected}


def test_what_is_not_scored_yet_stays_so():
    assert rules.counting_marks({1: None, 2: None}, {1: 1, 2: 1}, {2: 1}) == {1: None, 2: None}


def test_thirds_add_up_exactly():
    assert rules.total([Fraction(1, 3)] * 3 + [None]) == 1


@dataclass(frozen=True)
class Sat:
    number: int
    score: Fraction
    counted: bool = True


@pytest.mark.parametrize(
    ("rule", "expected"), [(Counts.BEST, 2), (Counts.LATEST, 4), (Counts.FIRST, 1)]
)
def test_one_attempt_counts_and_a_voided_one_never(rule: Counts, expected: int):
    attempts = [
        Sat(4, HALF),
        Sat(1, HALF),
        Sat(3, ONE),
        Sat(2, ONE),
        Sat(5, Fraction(9), counted=False),
    ]

    counting = rules.counting_attempt(attempts, rule)

    assert counting is not None
    assert counting.number == expected


def test_without_an_attempt_none_counts():
    assert rules.counting_attempt([Sat(1, ONE, counted=False)], Counts.BEST) is None
