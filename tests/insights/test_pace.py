from datetime import datetime

import pytest

from quizapp.insights.pace import Pace, Showing, duration, paces, stays
from tests.make import Make

later = Make().later


def showing(position: int, shown: float | None, saved: float | None = None) -> Showing:
    def moment(seconds: float | None) -> datetime | None:
        return None if seconds is None else later(seconds=seconds)

    return Showing(position, moment(shown), moment(saved))


def test_a_stay_lasts_until_the_next_question_and_the_last_until_its_answer_was_saved():
    assert stays([showing(1, 0, 30), showing(2, 45, 100), showing(3, 60, 95)]) == {
        1: 45,
        2: 15,
        3: 35,
    }


def test_the_order_is_the_students_own():
    assert stays([showing(1, 50, 60), showing(2, 0, 40)]) == {2: 50, 1: 10}


def test_questions_shown_together_or_not_at_all_have_no_stay():
    assert stays([showing(1, 0, 9), showing(2, 0, 20), showing(3, None)]) == {}


def test_the_page_before_questions_shown_together_has_one():
    assert stays([showing(1, 0, 9), showing(2, 20, 30), showing(3, 20, 40)]) == {1: 20}


@pytest.mark.parametrize("saved", [None, 0])
def test_a_last_question_without_an_answer_after_it_was_shown_has_no_stay(saved: float | None):
    assert stays([showing(1, 0, saved)]) == {}


def test_the_middle_student_sets_the_pace():
    students = [[showing(1, 0, seconds)] for seconds in (10, 20, 600)]

    assert paces([*students, []]) == {1: Pace(20, 3)}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (45, "45 s"), (60, "1 min"), (80, "1 min 20 s"), (3600, "60 min")],
)
def test_durations_are_said_in_minutes_and_seconds(seconds: int, words: str):
    assert duration(seconds) == words
