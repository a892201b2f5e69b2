"""When a student may work: extra time, exceptions, windows."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.classrooms.models import Accommodation
from quizapp.quizzes.models import Assignment, Override
from quizapp.quizzes.timing import LESSON, terms_for
from tests.make import NOON

MINUTES = st.integers(min_value=1, max_value=600)


def assignment(window: timedelta = timedelta(days=7), limit: int | None = 40) -> Assignment:
    return Assignment(
        opens_at=NOON,
        due_at=None,
        closes_at=NOON + window,
        time_limit_minutes=limit,
        attempts_allowed=1,
    )


def need(percent: int = 0, *, untimed: bool = False) -> Accommodation:
    return Accommodation(
        extra_time_percent=percent, untimed=untimed, larger_text=False, hide_clock=False
    )


def override(**given_values: object) -> Override:
    return Override(**{"extra_attempts": 0, **given_values})


def test_without_needs_the_assignment_holds_as_it_is():
    terms = terms_for(assignment(), None, None)

    assert terms.limit == timedelta(minutes=40)
    assert terms.closes_at == NOON + timedelta(days=7)


def test_extra_time_lengthens_the_limit_and_moves_the_end():
    terms = terms_for(assignment(timedelta(minutes=45)), None, need(25))

    assert terms.limit == timedelta(minutes=50)
    assert terms.closes_at == NOON + timedelta(minutes=55)


def test_a_lesson_without_a_limit_is_stretched():
    terms = terms_for(assignment(timedelta(minutes=60), limit=None), None, need(50))

    assert terms.limit is None
    assert terms.closes_at == NOON + timedelta(minutes=90)


def test_a_week_without_a_limit_is_not_stretched():
    terms = terms_for(assignment(limit=None), None, need(50))

    assert terms.closes_at == NOON + timedelta(days=7)


def test_no_limit_at_all_leaves_the_limit_out_and_gives_it_once_more_at_the_end():
    terms = terms_for(assignment(timedelta(minutes=45)), None, need(untimed=True))

    assert terms.limit is None
    assert terms.closes_at == NOON + timedelta(minutes=85)


def test_an_exception_replaces_what_it_sets_and_the_need_comes_on_top():
    own = override(time_limit_minutes=60, closes_at=NOON + timedelta(days=9), extra_attempts=1)

    terms = terms_for(assignment(), own, need(50))

    assert terms.limit == timedelta(minutes=90)
    assert terms.closes_at == NOON + timedelta(days=9, minutes=30)
    assert terms.attempts_allowed == 2


def test_any_number_of_attempts_stays_any_number():
    unlimited = assignment()
    unlimited.attempts_allowed = 0

    assert terms_for(unlimited, override(extra_attempts=3), None).attempts_allowed == 0


@pytest.mark.parametrize(("minutes", "is_open"), [(-1, False), (0, True), (59, True), (60, False)])
def test_it_is_open_from_the_first_moment_to_just_before_the_last(minutes: int, is_open: bool):
    terms = terms_for(assignment(timedelta(minutes=60)), None, None)

    assert terms.open_at(NOON + timedelta(minutes=minutes)) is is_open


@given(limit=MINUTES | st.none(), window=MINUTES, percent=st.integers(0, 400), late=MINUTES)
def test_more_time_never_takes_any_away(limit: int | None, window: int, percent: int, late: int):
    plain = terms_for(assignment(timedelta(minutes=window), limit), None, None)
    more = terms_for(assignment(timedelta(minutes=window), limit), None, need(percent))
    start = NOON + min(timedelta(minutes=late), timedelta(minutes=window))

    assert more.ends_at(start) >= plain.ends_at(start)
    gained = more.ends_at(NOON) - plain.ends_at(NOON)
    assert gained <= max(LESSON, timedelta(minutes=limit or 0)) * percent / 100
