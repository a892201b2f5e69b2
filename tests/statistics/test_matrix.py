from fractions import Fraction

import pytest

from quizapp.statistics.matrix import HIGHEST, BadTable, MarkTable
from tests.statistics.tables import table

ONE = Fraction(1)


def test_totals_and_rests_count_what_was_presented():
    gaps = table([(1, 2, 3), (1, None, 0), (None, None, 2), (None, None, None)], (1, 2, 3))

    assert gaps.totals == (6, 1, 2, None)
    assert gaps.rest(2) == (3, 1, None, None)
    assert gaps.rest(0) == (5, 0, 2, None)
    assert gaps.columns[1] == (2, None, None, None)
    assert not gaps.complete


def test_a_table_may_have_no_students():
    empty = table([], (1, 1))

    assert empty.totals == ()
    assert empty.columns == ((), ())
    assert empty.complete


@pytest.mark.parametrize(
    ("items", "most", "rows", "sentence"),
    [
        ((), (), (), "The table has no items."),
        (("A", "B"), (ONE,), (), "2 items need 2 maximum marks."),
        (("A", "A"), (ONE, ONE), (), "Two items are called A; give each a name of its own."),
        ((" ",), (ONE,), (), "Every item needs a name."),
        (("A",), (-ONE,), (), f"Item A: the maximum mark must lie between 0 and {HIGHEST}."),
        (("A",), (ONE * 10**7,), (), f"Item A: the maximum mark must lie between 0 and {HIGHEST}."),
        (("A",), (ONE,), ((ONE, ONE),), "Row 1 has 2 marks for 1 items."),
        (("A",), (ONE,), ((ONE,), (-ONE,)), "Row 2, item A: -1 is negative; marks begin at 0."),
        (("A",), (ONE,), ((3 * ONE / 2,),), "Row 1, item A: 1.5 is above the maximum mark 1."),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_a_sentence(items, most, rows, sentence):
    with pytest.raises(BadTable) as refused:
        MarkTable(items, most, rows)

    assert sentence in refused.value.problems


def test_of_many_problems_ten_are_shown_and_the_rest_is_counted():
    with pytest.raises(BadTable) as refused:
        table([[5]] * 25, [1])

    assert len(refused.value.problems) == 25
    assert str(refused.value).splitlines()[-1] == "There are 15 problems more."
    assert len(str(refused.value).splitlines()) == 11
