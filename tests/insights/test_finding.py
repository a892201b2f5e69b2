from fractions import Fraction

import pytest

from quizapp.insights import finding
from quizapp.insights.finding import Standing
from tests.insights.plain import grid, sitting

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("tried", "members", "expected"),
    [
        ([], 0, "Nobody is in this class yet."),
        ([], 26, "Nobody has started yet."),
        (
            [sitting(1, [1], handed_in=False)],
            3,
            "1 of 3 is working. Nobody has handed in yet.",
        ),
        ([sitting(1, [1])], 1, "The one student has handed in."),
        ([sitting(1, [0]), sitting(2, [0])], 3, "2 of 3 have handed in."),
        (
            [sitting(n, [1]) for n in (1, 2, 3)],
            3,
            "Everybody has handed in. No question stands out.",
        ),
        (
            [sitting(n, [1, HALF]) for n in (1, 2, 3)],
            4,
            "3 of 4 have handed in. Question 2 needs a second look.",
        ),
        (
            [sitting(n, [0, 1, 0]) for n in (1, 2, 3)],
            4,
            "3 of 4 have handed in. Questions 1 and 3 need a second look.",
        ),
        (
            [sitting(n, [HALF, 0, 0, 0]) for n in (1, 2, 3)],
            3,
            "Everybody has handed in. Questions 2, 3 and 4 need a second look.",
        ),
        (
            [sitting(n, [None, 1]) for n in (1, 2, 3)],
            3,
            "Everybody has handed in. No question stands out.",
        ),
    ],
)
def test_the_results_open_with_a_finding(tried: list, members: int, expected: str):
    here = grid(tried, members, questions=len(tried[0].answers) if tried else 1)

    assert str(finding.of_results(here)) == expected


def test_a_question_needs_a_second_look_below_the_limit_and_not_at_it():
    limit = finding.SECOND_LOOK

    at = grid([sitting(n, [limit]) for n in (1, 2, 3)], members=3)
    below = grid([sitting(n, [limit - Fraction(1, 100)]) for n in (1, 2, 3)], members=3)

    assert not finding.second_look(at.columns)
    assert finding.second_look(below.columns)


def test_facts_support_the_finding():
    tried = [sitting(1, [1]), sitting(2, [None]), sitting(3, [0], handed_in=False)]

    assert finding.facts(grid(tried, members=3)) == [
        "usual time 20 minutes",
        "1 working now",
        "1 written answer waits for you",
    ]
    assert finding.facts(grid([], members=0)) == []


def test_the_middle_score_is_of_the_marked_questions_alone():
    tried = [sitting(1, [1, 1]), sitting(2, [0, None]), sitting(3, [1, 0])]

    assert finding.facts(grid(tried, members=3, questions=2))[0] == (
        "middle score 1 of 1 in the questions that are marked"
    )
    marked = grid([sitting(1, [1, 0])], members=1, questions=2)
    assert finding.facts(marked)[0] == "middle score 1 of 2"


def standing(state: str = "running", **given: int) -> Standing:
    return Standing(1, "Source 1 clinic", state, **{"members": 26, **given})


@pytest.mark.parametrize(
    ("members", "standings", "expected"),
    [
        (0, [], "Nobody is in 10B yet."),
        (1, [], "1 student in 10B, and no quiz yet."),
        (26, [], "26 students in 10B, and no quiz yet."),
        (26, [standing("opens")], "Source 1 clinic opens on Monday."),
        (26, [standing()], "Nobody has started Source 1 clinic."),
        (26, [standing("closed")], "Nobody ever started Source 1 clinic."),
        (26, [standing(working=2)], "2 of 26 are working on Source 1 clinic."),
        (26, [standing(handed_in=1)], "1 of 26 has handed in Source 1 clinic."),
        (26, [standing(handed_in=26)], "Everybody has handed in Source 1 clinic."),
        (26, [standing(members=3, handed_in=2)], "2 of 3 have handed in Source 1 clinic."),
        (
            26,
            [standing(members=3, handed_in=3)],
            "All 3 in its group have handed in Source 1 clinic.",
        ),
        (
            26,
            [standing(members=1, handed_in=1)],
            "The one student in its group has handed in Source 1 clinic.",
        ),
        (26, [standing(members=0)], "Nobody of this class has been set Source 1 clinic."),
        (
            26,
            [standing(handed_in=24, waiting=2), standing("closed", waiting=1)],
            "24 of 26 have handed in Source 1 clinic; 3 written answers wait for you.",
        ),
    ],
)
def test_the_class_page_opens_with_a_finding(members: int, standings: list, expected: str):
    assert str(finding.of_class("10B", members, standings, "on Monday")) == expected


def test_a_quiz_that_runs_comes_before_a_newer_one_that_is_closed():
    closed = Standing(2, "Newer", "closed", 3, handed_in=1)
    running = Standing(1, "Older", "running", 3, handed_in=2)

    assert str(finding.of_class("10B", 3, [closed, running])) == "2 of 3 have handed in Older."
