from fractions import Fraction

import pytest

from quizapp.statistics.matrix import BadTable
from quizapp.statistics.reading import read_csv, read_max_marks

MARKS = "Q1,Q2\n"


def test_a_table_is_read_exactly_and_empty_cells_were_not_presented():
    read = read_csv("\ufeffQ1, Q2 ,“Q3”\r\n1,0.1,\r\n\r\n0, 2.50 ,.5\r\n")

    assert read.items == ("Q1", "Q2", "“Q3”")
    assert read.rows == ((1, Fraction(1, 10), None), (0, Fraction(5, 2), Fraction(1, 2)))


def test_the_highest_mark_is_the_maximum_unless_maxima_are_given():
    text = "Q1,Q2,Q3\n1,2.5,\n0,1,\n"

    assert read_csv(text).max_marks == (1, Fraction(5, 2), 0)
    assert read_csv(text, read_max_marks("2, 2.5,6")).max_marks == (2, Fraction(5, 2), 6)


def test_a_table_without_students_is_read():
    assert read_csv("Q1,Q2\n").rows == ()


def test_a_row_of_empty_cells_is_a_student_without_items_and_a_blank_line_is_nobody():
    assert read_csv("Q1,Q2\n,\n\n   \n1,1\n").rows == ((None, None), (1, 1))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty. Its first row must name the items."),
        ("\n \n", "The file is empty. Its first row must name the items."),
        (",\n1,1\n", "The first row is empty. It must name the items."),
        ("1,0\n1,1\n", "The first row holds only numbers. It must name the items, such as Q1."),
        ("Q1;Q2\n1;0\n", "The first row is one single cell. Separate the cells with commas."),
        ("Q1,\n1,1\n", "Item 2 has no name."),
        ("Q1,Q1\n1,1\n", "2 items are called “Q1”; give each a name of its own."),
        (
            "Q1,=A1\n1,1\n",
            "Item name “=A1” looks like a formula; begin it with a letter or a digit.",
        ),
        (MARKS + "1,1\n1\n", "Line 3 has 1 cells; the first row names 2 items."),
        (MARKS + "1,1,1\n", "Line 2 has 3 cells; the first row names 2 items."),
        (MARKS + "1,-0.5\n", "Line 2, item Q2: -0.5 is negative; marks begin at 0."),
        (MARKS + "a,1\n", "Line 2, item Q1: “a” is not a mark; write a number such as 2 or 1.5."),
        (
            MARKS + '"1,5",1\n',
            "Line 2, item Q1: “1,5” is not a mark; write a number such as 2 or 1.5.",
        ),
        (
            MARKS + "1,NaN\n",
            "Line 2, item Q2: “NaN” is not a mark; write a number such as 2 or 1.5.",
        ),
        (
            MARKS + "1,1e9\n",
            "Line 2, item Q2: “1e9” is not a mark; write a number such as 2 or 1.5.",
        ),
        (
            MARKS + "1,\x1b[2J\n",
            "Line 2, item Q2: “?[2J” is not a mark; write a number such as 2 or 1.5.",
        ),
        (
            MARKS + "1,٣\n",
            "Line 2, item Q2: “٣” is not a mark; write a number such as 2 or 1.5.",
        ),
        (
            MARKS + "=1+1,@x\n",
            "Line 2, item Q1: “=1+1” looks like a formula; write the mark itself.",
        ),
        (MARKS + "1,-x\n", "Line 2, item Q2: “-x” looks like a formula; write the mark itself."),
        (MARKS + '1,"1\n', "Line 2 is not CSV: unexpected end of data."),
        (MARKS + "1,9999999\n", "Item Q2: the maximum mark must lie between 0 and 1000000."),
    ],
)
def test_bad_input_gets_a_sentence(text: str, sentence: str):
    with pytest.raises(BadTable) as refused:
        read_csv(text)

    assert sentence in refused.value.problems


def test_every_bad_cell_is_named_and_what_is_long_is_shortened():
    with pytest.raises(BadTable) as refused:
        read_csv(MARKS + f"x,1\n1,{'y' * 500}\n")

    first, second = refused.value.problems
    assert first.startswith("Line 2, item Q1:")
    assert second.startswith("Line 3, item Q2:")
    assert len(second) < 120


def test_marks_above_the_given_maximum_are_refused_with_their_line():
    with pytest.raises(BadTable) as refused:
        read_csv(MARKS + "1,1\n\n1,3\n", read_max_marks("1,2"))

    assert refused.value.problems == ("Line 4, item Q2: 3 is above the maximum mark 2.",)


def test_as_many_maximum_marks_as_items_are_needed():
    with pytest.raises(BadTable, match="2 items, but 3 maximum marks are given"):
        read_csv(MARKS, read_max_marks("1,2,3"))


@pytest.mark.parametrize("text", ["", "1,", "1,x", "0", "-1", "1;2", "nan"])
def test_maximum_marks_are_numbers_above_nought(text: str):
    with pytest.raises(BadTable, match="is not a number above 0"):
        read_max_marks(text)
