import csv
from datetime import UTC, datetime
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.insights.exports.table import Heading, Table
from quizapp.insights.spread import bands
from quizapp.tables.csv_file import csv_text, decimal, guarded

TENTH = Fraction(1, 10)


def test_scores_fall_into_bands_and_the_full_score_into_the_last():
    found = bands([Fraction(), TENTH - Fraction(1, 1000), TENTH, Fraction(99, 100), Fraction(1)])

    assert [band.count for band in found] == [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert [band.middle for band in found].index(True) == 1
    assert (found[0].words, found[-1].words) == ("0 to 9 %", "90 to 100 %")


def test_no_scores_make_empty_bands():
    assert not any(band.count or band.middle for band in bands([]))


@given(st.lists(st.fractions(0, 1)))
def test_no_score_is_lost(shares: list[Fraction]):
    assert sum(band.count for band in bands(shares)) == len(shares)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text: str):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Amina", "1 = 1", "a-b", "é"])
def test_other_texts_stay_as_they_are(text: str):
    assert guarded(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(3), "3"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(0), "0"),
        (Fraction(-5, 4), "-1.25"),
    ],
)
def test_marks_are_decimals_exact_where_they_end(value: Fraction, text: str):
    assert decimal(value) == text


def test_a_file_begins_with_its_mark_and_holds_every_value():
    moment = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    rows = [['Zoë, "Z"', Fraction(1, 4)], [None, moment]]
    text = csv_text(Table("Marks", "", [Heading("name", ""), Heading("mark", "")], rows))

    assert text.startswith("\ufeff")
    assert list(csv.reader(StringIO(text[1:]))) == [
        ["name", "mark"],
        ['Zoë, "Z"', "0.25"],
        ["", "2026-03-02T12:00:00+00:00"],
    ]
