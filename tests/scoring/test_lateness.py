"""What is taken off late work."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scoring.lateness import FinalScore, LateKind, LateRule, days_late

DUE = datetime(2026, 5, 3, 16, tzinfo=UTC)

rules = st.builds(
    LateRule,
    kind=st.sampled_from(LateKind),
    per_cent=st.integers(0, 100),
    floor=st.integers(0, 100),
)
out_ofs = st.integers(0, 60)


@st.composite
def finals(draw: st.DrawFn) -> FinalScore:
    """Any share of any whole, so many days late, by any rule."""
    out_of = draw(out_ofs)
    earned = draw(st.fractions(0, 1, max_denominator=24)) * out_of
    return FinalScore(earned, out_of, draw(st.integers(0, 400)), draw(rules))


@pytest.mark.parametrize(
    ("after", "days"),
    [
        (timedelta(days=-3), 0),
        (timedelta(), 0),
        (timedelta(microseconds=1), 1),
        (timedelta(hours=24), 1),
        (timedelta(hours=24, microseconds=1), 2),
        (timedelta(days=9, hours=1), 10),
    ],
)
def test_each_day_counts_from_its_first_moment(after: timedelta, days: int) -> None:
    assert days_late(DUE + after, DUE) == days


def test_without_a_due_date_nothing_is_late() -> None:
    assert days_late(DUE, None) == 0


def test_the_grace_forgives_moments_and_moves_no_day() -> None:
    grace = timedelta(seconds=10)

    assert days_late(DUE + grace, DUE, grace) == 0
    assert days_late(DUE + timedelta(seconds=11), DUE, grace) == 1
    assert days_late(DUE + timedelta(days=1, seconds=5), DUE, grace) == 2


@pytest.mark.parametrize(
    ("rule", "days", "score"),
    [
        (LateRule(), 9, 16),
        (LateRule(LateKind.PER_DAY, 10), 0, 16),
        (LateRule(LateKind.PER_DAY, 10), 1, 14),
        (LateRule(LateKind.PER_DAY, 10), 3, 10),
        (LateRule(LateKind.PER_DAY, 10), 9, 0),
        (LateRule(LateKind.PER_DAY, 10, 50), 2, 12),
        (LateRule(LateKind.PER_DAY, 10, 50), 3, 10),
        (LateRule(LateKind.PER_DAY, 10, 50), 9, 10),
        (LateRule(LateKind.PER_DAY, 10, 90), 9, 16),
        (LateRule(LateKind.CAP, 70), 0, 16),
        (LateRule(LateKind.CAP, 70), 1, 14),
        (LateRule(LateKind.CAP, 90), 5, 16),
        (LateRule(LateKind.CAP, 0), 5, 0),
    ],
)
def test_sixteen_of_twenty_by_hand(rule: LateRule, days: int, score: int) -> None:
    final = FinalScore(Fraction(16), 20, days, rule)

    assert (final.value, final.taken_off) == (score, 16 - score)


def test_a_third_stays_a_third() -> None:
    rule = LateRule(LateKind.PER_DAY, 7)

    assert rule.score(Fraction(1, 3), 1, 1) == Fraction(1, 3) - Fraction(7, 100)


@given(finals())
def test_nobody_gets_less_than_nothing_or_more_than_they_earned(final: FinalScore) -> None:
    assert 0 <= final.value <= final.earned


@given(finals(), st.integers(0, 30))
def test_later_is_never_better(final: FinalScore, more: int) -> None:
    later = FinalScore(final.earned, final.out_of, final.days_late + more, final.rule)

    assert later.value <= final.value


@given(finals(), st.fractions(0, 1, max_denominator=24))
def test_who_earned_more_never_ends_with_less(final: FinalScore, share: Fraction) -> None:
    other = FinalScore(share * final.out_of, final.out_of, final.days_late, final.rule)
    low, high = sorted([final, other], key=lambda each: each.earned)

    assert low.value <= high.value


@given(finals())
def test_on_time_nothing_comes_off(final: FinalScore) -> None:
    assert FinalScore(final.earned, final.out_of, 0, final.rule).taken_off == 0
