"""The workbook, read back by another library than the one that writes it."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from quizapp.insights.exports.table import Heading, Table
from quizapp.quizzes.models import Assignment, Counts
from quizapp.tables.workbook import LONGEST, WIDEST, workbook
from tests.insights.plain import CHOICE
from tests.make import NOON, Make
from tests.pages import Pages

SHEETS = ["Marks", "Responses", "Questions", "Options", "About"]


def opened(pages: Pages, quiz: Assignment, query: str = "") -> Workbook:
    page = pages.get(f"/assignments/{quiz.id}/results.xlsx{query}")
    assert page.response.mimetype.endswith("spreadsheetml.sheet")
    assert page.response.data.startswith(b"PK")
    return load_workbook(BytesIO(page.response.data))


def rows(book: Workbook, sheet: str) -> list[dict[str, Cell]]:
    header, *lines = book[sheet].iter_rows()
    return [{h.value: cell for h, cell in zip(header, line, strict=True)} for line in lines]


def values(line: dict[str, Cell]) -> dict[str, Any]:
    return {name: cell.value for name, cell in line.items()}


def about(book: Workbook) -> dict[str, Any]:
    """Return what the last sheet says of the whole workbook."""
    lines = [values(line) for line in rows(book, "About")]
    return {line["column"]: line["meaning"] for line in lines if line["sheet"] == "Workbook"}


def cell_of(value: Any) -> Cell:
    """Return a value as it comes back out of a workbook."""
    table = Table("Only", "", [Heading("column", "")], [[value]])
    return load_workbook(BytesIO(workbook("Quiz", NOON, [table])))["Only"]["A2"]


def test_numbers_are_numbers_and_dates_are_dates(make: Make, pages: Pages):
    make.school()
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    quiz = make.assignment(items=["S1-03", "S1-02"])
    attempt = make.attempt(
        quiz, responses={1: "right"}, started_at=summer, submitted_at=summer + timedelta(minutes=9)
    )
    attempt.responses[1].mark = Fraction(1, 8)

    book = opened(pages.sign_in(quiz.teacher), quiz)

    assert book.sheetnames == SHEETS
    [line] = rows(book, "Marks")
    found = values(line)
    assert (found["name"], found["attempt"], found["state"]) == (
        attempt.student.name,
        1,
        "handed in",
    )
    assert (found["score"], found["out_of"], found["q2 S1-02 (of 1)"]) == (1.125, 2, 0.125)
    assert found["started"] == datetime(2026, 7, 1, 13, 0)  # noqa: DTZ001  (London in summer)
    assert found["handed_in"] == datetime(2026, 7, 1, 13, 9)  # noqa: DTZ001
    assert line["started"].number_format == "yyyy-mm-dd hh:mm"
    assert about(book)["time zone"] == "All times are those of Europe/London."


def test_every_response_has_its_row(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S1-02"])
    make.attempt(quiz, responses={1: "right"}).responses[0].certainty = 3

    first, second = (values(line) for line in rows(opened(pages.sign_in(quiz.teacher), quiz),
                                                   "Responses"))  # fmt: skip

    assert (first["response"], first["certainty"], first["mark"], first["seen"]) == (
        "Beta", 3, 1, "yes",
    )  # fmt: skip
    assert (second["response"], second["certainty"], second["mark"], second["seen"]) == (
        None, None, 0, "no",
    )  # fmt: skip


def test_questions_and_options_have_their_counts(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    for choice in "bbba":
        make.attempt(quiz, responses={1: {"choice": [choice]}})

    book = opened(pages.sign_in(quiz.teacher), quiz)

    [question] = rows(book, "Questions")
    found = values(question)
    assert (found["marked"], found["right"], found["wrong"], found["facility"]) == (4, 3, 1, 0.75)
    assert question["facility"].number_format == "0.00"
    assert found["discrimination"] is None
    assert "fewer than 30" in about(book)["coefficients"]
    options = [values(line) for line in rows(book, "Options")]
    assert [(each["option"], each["credit"], each["chosen"]) for each in options] == [
        ("Alpha", 0, 1), ("Beta", 1, 3), ("Gamma", 0, 0),
    ]  # fmt: skip


def test_from_thirty_on_the_coefficients_are_there(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE, "S2-06"])
    for number in range(30):
        given = {"choice": ["b" if number % 2 else "a"]}
        make.attempt(quiz, responses={1: given, 2: "right" if number % 2 else "wrong"})

    book = opened(pages.sign_in(quiz.teacher), quiz)

    assert values(rows(book, "Questions")[0])["discrimination"] == pytest.approx(100)
    assert values(rows(book, "Options")[0])["point_biserial"] == pytest.approx(-1)
    assert "coefficients" not in about(book)


def test_the_last_sheet_explains_every_column_and_says_what_counts(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE], counts=Counts.LATEST, title="=Quiz")
    make.attempt(quiz, responses={1: "right"})

    book = opened(pages.sign_in(quiz.teacher), quiz, "?attempts=counting")

    facts = about(book)
    assert (facts["quiz"], facts["class"]) == ("=Quiz", quiz.classroom.name)
    assert isinstance(facts["made"], datetime)
    assert "the last one counts" in facts["what counts"]
    assert facts["statistics"] == (
        f"The attempt that counts of each student: 1 in {quiz.classroom.name}."
    )
    told = {(line["sheet"].value, line["column"].value) for line in rows(book, "About")}
    for sheet in SHEETS[:-1]:
        for name in rows(book, sheet)[0]:
            assert (sheet, name) in told


def test_without_names_no_sheet_holds_one(make: Make, pages: Pages):
    quiz = make.assignment(items=[CHOICE])
    student = make.student(name="Adelaide Young", username="adelaide.young")
    make.enrolment(quiz.classroom, student)
    make.attempt(quiz, student, {1: "right"})
    pages.sign_in(quiz.teacher)

    def texts(query: str) -> str:
        book = opened(pages, quiz, query)
        return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)

    assert "Adelaide" in texts("")
    assert "adelaide" not in texts("?names=off").lower()
    assert "Student 1" in texts("?names=off")
    assert about(opened(pages, quiz, "?names=off"))["names"].startswith("Hidden")


def test_an_empty_class_has_a_workbook_with_headers(make: Make, pages: Pages):
    quiz = make.assignment(make.classroom(), [CHOICE])

    book = opened(pages.sign_in(quiz.teacher), quiz)

    assert [book[sheet].max_row for sheet in SHEETS[:-1]] == [1, 1, 2, 4]
    assert values(rows(book, "Questions")[0])["marked"] == 0


def test_the_header_stays_in_sight_and_columns_are_wide_enough(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"])
    student = make.enrolment(quiz.classroom, make.student(name="A" * 30)).student
    make.attempt(quiz, student, {1: {"text": ["long " * 100]}})

    book = opened(pages.sign_in(quiz.teacher), quiz)

    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
    sheet = book["Responses"]
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert 30 <= widths["name"] <= 35
    assert widths["response"] == pytest.approx(WIDEST, abs=1)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", " =1", "\uff1d1"]
)
def test_a_text_that_looks_like_a_formula_stays_a_text(text: str):
    cell = cell_of(text)

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix  # so that it stays a text when somebody edits it


@pytest.mark.parametrize("text", ["12", "1e5", "https://example.org", "TRUE", "2026-03-02", "a=1"])
def test_other_texts_are_texts_too(text: str):
    cell = cell_of(text)

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert not cell.quotePrefix


@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\ufffe", "\ud800", "_x0041_", "<&>\"'\n"])
def test_odd_signs_leave_the_workbook_readable(text: str):
    assert isinstance(cell_of(text).value, str)


@pytest.mark.parametrize("sign", ["a", "\U0001f600"])
def test_a_text_longer_than_a_cell_is_cut(sign: str):
    fits = sign * (LONGEST // len(sign.encode("utf-16-le")) * 2)
    assert cell_of(fits).value == fits

    value = cell_of(sign * LONGEST + sign).value
    assert value.endswith(sign + "…")
    assert LONGEST - 1 <= len(value.encode("utf-16-le")) / 2 <= LONGEST


def test_what_students_typed_is_no_formula(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"])
    evil = make.enrolment(quiz.classroom, make.student(name='=HYPERLINK("x")')).student
    make.attempt(quiz, evil, {1: {"text": ["=1+1"]}})

    book = opened(pages.sign_in(quiz.teacher), quiz)

    [line] = rows(book, "Responses")
    assert line["response"].value == "=1+1"
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        "s", "n", "d",
    }  # fmt: skip
