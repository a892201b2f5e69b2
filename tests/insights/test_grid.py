from fractions import Fraction

import pytest

from quizapp.insights.grid import build
from quizapp.quizzes.models import Counts
from tests.insights.plain import grid, pupil, question, sitting


@pytest.mark.parametrize(
    ("rule", "number"), [(Counts.BEST, 2), (Counts.LATEST, 3), (Counts.FIRST, 1)]
)
def test_the_rule_says_which_attempt_counts(rule: Counts, number: int):
    tried = [sitting(1, [mark], number=n) for n, mark in enumerate([0, 1, Fraction(1, 2)], 1)]

    row = grid(tried, members=1, rule=rule).rows[0]

    assert row.sitting is not None
    assert row.sitting.number == number
    assert row.sittings == 3


def test_an_attempt_under_way_is_shown_only_while_none_is_handed_in():
    first, second = sitting(1, [1]), sitting(1, [0], number=2, handed_in=False)

    working = grid([second], members=1).rows[0]
    again = grid([first, second], members=1).rows[0]

    assert working.sitting is second
    assert working.score is None
    assert again.sitting is first
    assert again.working


def test_scores_are_summed_exactly():
    third = Fraction(1, 3)

    row = grid([sitting(1, [third, third, third])], members=1, questions=3).rows[0]

    assert row.score == 1


def test_a_column_gives_the_mean_share_of_the_mark():
    here = grid([sitting(1, [1]), sitting(2, [Fraction(1, 2)]), sitting(3, [0])], members=4)

    column = here.columns[0]

    assert column.share == Fraction(1, 2)
    assert column.percent == 50
    assert (column.right, len(column.fractions)) == (1, 3)


def test_a_column_with_answers_still_to_be_marked_has_no_share():
    here = grid([sitting(1, [None]), sitting(2, [0])], members=2)

    assert here.columns[0].share is None
    assert here.waiting == 1


def test_per_cent_leave_out_questions_that_are_still_to_be_marked():
    here = grid([sitting(1, [1, None]), sitting(2, [0, 0])], members=2, questions=2)

    assert [here.share_of(row) for row in here.rows] == [1, 0]


def test_who_has_left_has_a_line_but_no_part_in_the_statistics():
    pupils = [pupil(1), pupil(2, left=True)]

    here = build(pupils, [question(1)], [sitting(1, [1]), sitting(2, [0])], Counts.BEST)

    assert len(here.rows) == 2
    assert here.columns[0].share == 1
    assert here.handed_in == len(here.members) == 1


def test_lines_are_sorted_by_score_with_those_without_one_last():
    tried = [sitting(1, [0]), sitting(2, [1]), sitting(3, [1], handed_in=False)]

    lines = grid(tried, members=4).lines("score")

    assert [line.row.pupil.id for line in lines] == [2, 1, 3, 4]
    assert [line.name_rank for line in lines] == [2, 1, 3, 4]


def test_without_names_the_order_of_the_class_list_is_not_given_away():
    here = grid([sitting(n, [1]) for n in (1, 2, 3)], members=3)

    for order in ("name", "score"):
        assert [line.row.pupil.id for line in here.lines(order)] == [1, 2, 3]
        assert [line.row.pupil.id for line in here.lines(order, names=False)] == [3, 2, 1]


def test_the_middle_score_and_the_usual_time_come_from_who_handed_in():
    tried = [
        sitting(1, [1], minutes=10),
        sitting(2, [0], minutes=14),
        sitting(3, [0], minutes=30),
        sitting(4, [1], handed_in=False),
    ]

    here = grid(tried, members=4)

    assert (here.middle_score, here.usual_minutes) == (0, 14)


def test_an_empty_class_has_no_figures():
    here = grid([], members=0, questions=2)

    assert (here.middle_score, here.usual_minutes, here.columns[0].share) == (None, None, None)
    assert here.lines("score") == []
