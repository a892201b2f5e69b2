"""Grade boundaries: reaching them exactly, and reading them from lines."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.scoring.grades import READY, Boundary, Scale, Unit, grade_of, scale_from
from quizapp.scoring.writing import BadLines, read, written

PER_CENT = Scale(
    Unit.PER_CENT,
    [Boundary("A", Fraction(70)), Boundary("B", Fraction("33.3")), Boundary("C", Fraction(10))],
)
MARKS = Scale(Unit.MARKS, [Boundary("A", Fraction("7.5")), Boundary("B", Fraction(5))])
leasts = st.fractions(0, 100, max_denominator=50)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    falling = sorted(draw(st.sets(leasts, min_size=1, max_size=9)), reverse=True)
    lines = [Boundary(str(number), least) for number, least in enumerate(falling)]
    return Scale(draw(st.sampled_from(Unit)), lines)


@pytest.mark.parametrize(
    ("score", "out_of", "scale", "grade"),
    [
        (Fraction(7), 10, PER_CENT, "A"),
        (Fraction("6.9999"), 10, PER_CENT, "B"),  # 70 % on the page, and not reached
        (Fraction(1, 3), 1, PER_CENT, "B"),
        (Fraction(333, 1000), 1, PER_CENT, "B"),
        (Fraction(333, 1000) - Fraction(1, 10**9), 1, PER_CENT, "C"),
        (Fraction("0.99"), 10, PER_CENT, None),
        (Fraction("7.5"), 9, MARKS, "A"),
        (Fraction("7.4"), 7, MARKS, "B"),
        (Fraction(0), 0, PER_CENT, None),
        (Fraction(5), 0, MARKS, None),
        (Fraction(7), 10, None, None),
    ],
)
def test_a_boundary_is_reached_exactly_or_not_at_all(
    score: Fraction, out_of: int, scale: Scale | None, grade: str | None
) -> None:
    assert grade_of(score, out_of, scale) == grade


@given(scales(), st.integers(1, 80), st.fractions(0, 1), st.fractions(0, 1))
def test_more_marks_never_mean_a_lower_grade(
    scale: Scale, out_of: int, one: Fraction, other: Fraction
) -> None:
    order = [*scale.grades, None]
    low, high = sorted([one, other])

    found = [order.index(grade_of(each * out_of, out_of, scale)) for each in (low, high)]

    assert found[1] <= found[0]


@given(scales())
def test_a_scale_is_stored_exactly(scale: Scale) -> None:
    assert scale_from(scale.stored()) == scale


def test_no_scale_is_stored_as_nothing() -> None:
    assert scale_from({}) is None


@pytest.mark.parametrize("key", READY)
def test_a_ready_set_gives_everybody_a_grade_and_survives_being_written(key: str) -> None:
    scale = READY[key][1]

    assert grade_of(Fraction(0), 20, scale) == scale.grades[-1]
    assert grade_of(Fraction(20), 20, scale) == scale.grades[0]
    assert read(written(scale), Unit.PER_CENT, 100) == scale


def test_lines_are_read_as_people_write_them() -> None:
    scale = read("\n A* = 87,5 % \r\n\nmerit  plus = 50.25\nB=C = 7\n", Unit.PER_CENT, 100)

    assert scale is not None
    assert [(each.grade, each.least) for each in scale.boundaries] == [
        ("A*", Fraction("87.5")), ("merit plus", Fraction("50.25")), ("B=C", 7),
    ]  # fmt: skip
    assert written(scale) == "A* = 87.5\nmerit plus = 50.25\nB=C = 7"


@pytest.mark.parametrize("text", ["", " \n \r\n"])
def test_no_lines_are_no_scale(text: str) -> None:
    assert read(text, Unit.PER_CENT, 100) is None
    assert written(None) == ""


@pytest.mark.parametrize(
    "number",
    ["", "NaN", "inf", "-1", "1e2", "٣", "1_0", "100.01", "101", "1/2", "9" * 60, "1.23456"],
)
def test_what_is_no_boundary_is_refused(number: str) -> None:
    with pytest.raises(BadLines, match="Line 1: "):
        read(f"A = {number}", Unit.PER_CENT, 100)


def test_all_problems_are_told_with_their_lines() -> None:
    with pytest.raises(BadLines) as found:
        read("A 80\nB = 60\n\nC = 60\nb = 50\n= 7", Unit.PER_CENT, 100)

    assert [each[:7] for each in found.value.problems] == [
        "Line 1:",
        "Line 4:",
        "Line 5:",
        "Line 6:",
    ]


def test_marks_cannot_be_more_than_there_are() -> None:
    with pytest.raises(BadLines, match="there are 18 marks at most"):
        read("A = 19", Unit.MARKS, 18)


def test_too_many_grades_are_refused() -> None:
    lines = "\n".join(f"G{number} = {100 - number}" for number in range(31))

    with pytest.raises(BadLines, match="These are 31 grades; at most 30"):
        read(lines, Unit.PER_CENT, 100)
    with pytest.raises(BadLines, match="at most 20 characters"):
        read(f"{'G' * 21} = 5", Unit.PER_CENT, 100)


@given(st.text(max_size=60), st.sampled_from(Unit))
def test_any_text_is_read_or_refused(text: str, unit: Unit) -> None:
    with suppress(BadLines):
        scale = read(text, unit, 100)
        assert scale is None or all(0 <= each.least <= 100 for each in scale.boundaries)


def test_a_per_cent_sign_beside_marks_is_not_guessed_at():
    with pytest.raises(BadLines, match="Line 1: the boundaries are in marks"):
        read("A = 80 %", Unit.MARKS, 100)
