"""A roster in a workbook is read as it would be in CSV, and says in which row what is amiss."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from quizapp.accounts.passwords import fits
from quizapp.classrooms import queries
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.roster import reader
from quizapp.classrooms.roster.reader import Counted, Sheet, Unreadable
from quizapp.classrooms.roster.rows import Row
from quizapp.tables.workbook_reading import DATE, FORMULA
from tests.classrooms.test_roster_pages import carried, confirm, happenings, upload
from tests.make import Make
from tests.pages import Pages

HEADINGS = ["Name", "User name", "Password"]


@pytest.fixture
def classroom(make: Make) -> Classroom:
    return make.classroom()


def book(*rows: Sequence[object], **more: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook with these rows on its first sheet, and others on sheets of that name."""
    made = Workbook()
    for each in rows:
        made.active.append(each)
    for name, others in more.items():
        sheet = made.create_sheet(name)
        for each in others:
            sheet.append(each)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def read(*rows: Sequence[object], **more: Sequence[Sequence[object]]) -> Sheet:
    return reader.read(book(*rows, **more))


def test_a_workbook_says_the_same_as_csv() -> None:
    lines = [
        ["Zoë  Łoś", "", ""],
        ["Ada", "Ada.L", "'=long-1"],
        ["'=1+1", "", "*"],
        ["", "x", ""],
        ["Grace", "gr ace", "short"],
    ]
    as_csv = "\n".join(",".join(each) for each in [HEADINGS, *lines])

    assert read(HEADINGS, *lines).rows == reader.read(as_csv.encode()).rows


def test_numbers_are_read_as_they_are_shown() -> None:
    assert read(HEADINGS, ["Ada", 20481, 123456.0]).rows == (Row(2, 2, "Ada", "20481", "123456"),)


def test_columns_may_have_other_names_and_stand_in_any_order() -> None:
    sheet = read(["Form", "Last name", "first_name"], ["10b", "Lovelace", "Ada"])

    assert sheet.rows == (Row(2, 2, "Ada Lovelace"),)
    assert sheet.unused == ("Form",)
    assert sheet.counted is Counted.ROWS


def test_a_title_above_notes_beside_and_other_sheets_are_left_aside() -> None:
    sheet = read(
        ["History, period 3"],
        [],
        HEADINGS,
        ["Ada", "ada", None, "sits in front"],
        [None, None, None, "a seat to spare"],
        ["Grace", "grace"],
        Rooms=[["room", "floor"], [7, 1]],
    )

    assert sheet.heading_ends == 3
    assert sheet.rows == (Row(4, 4, "Ada", "ada"), Row(6, 6, "Grace", "grace"))


def test_a_cell_that_cannot_be_taken_is_named_with_place_and_column() -> None:
    born = datetime(2010, 5, 3)  # noqa: DTZ001
    sheet = read(
        [*HEADINGS, "Born"],
        ["=A1", "ada", "", born],
        ["Grace", born],
        ["Alan", "alan", "", born],
    )

    formula, date, fine = sheet.rows
    assert formula.problem == f"Cell A2, column “Name”: {FORMULA}"
    assert date == Row(3, 3, "Grace", problem=f"Cell B3, column “User name”: {DATE}")
    assert fine == Row(4, 4, "Alan", "alan")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (book(), "The file is empty. Its first row names"),
        (book(["Ada Lovelace"], ["Grace Hopper"]), "first row has to name the columns"),
        (book(["first name"], ["Ada"]), "first row has to name the columns"),
        (book(["name", "pupil"], ["Ada", "Ada"]), "row of headings names two columns for the name"),
        (book(["name"], ["Ada"], Other=[["name"], ["Eve"]]), "“Sheet” and “Other” both hold a"),
        (book(["name"], *[[f"A {n}"] for n in range(1001)]), "has 1001 rows; at most 1000"),
        (book(["name"], *[[f"A {n}"] for n in range(5001)]), "holds too much"),
        (b"PK\x03\x04" + bytes(reader.MOST_BYTES), "400 KB"),
    ],
)
def test_a_workbook_that_is_no_roster_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        reader.read(data)


def test_a_workbook_goes_through_the_same_dry_run_whatever_its_name(
    pages: Pages, classroom: Classroom
) -> None:
    data = book(HEADINGS, ["Zoë Łoś"], ["Grace Hopper", "grace", "long-winter-7"], ["", "x"])

    page = upload(pages, classroom, data)  # as roster.csv

    first, second, third = happenings(page)
    assert first.startswith("New account")
    assert "password from the file" in second
    assert third == "Refused The name is missing."
    assert "Refused rows are left out" in page.words()
    confirm(pages, classroom, page)
    people = {each.name: each for each in queries.students_of(classroom)}
    assert sorted(people) == ["Grace Hopper", "Zoë Łoś"]
    assert fits("long-winter-7", people["Grace Hopper"].password_hash)


def test_rows_are_called_rows_also_when_the_list_has_to_be_looked_at_again(
    make: Make, pages: Pages, classroom: Classroom
) -> None:
    page = upload(pages, classroom, book(["name", "username"], ["Ada", "ada"], ["Eve", "ada"]))
    assert happenings(page)[1] == "Refused Row 2 is about the same account."
    make.student(username="ada")

    where = f"/classes/{classroom.id}/roster/changes"
    again = pages.post(where, carried(page), status=409)

    assert "Row by row" in again.words()
    assert (
        "Line by line" in pages.post(where, {**carried(page), "counted": "?"}, status=409).words()
    )


def test_a_workbook_that_cannot_be_read_gets_a_sentence_on_the_page(
    pages: Pages, classroom: Classroom
) -> None:
    assert "as a workbook" in upload(pages, classroom, b"PK\x03\x04rest", status=422).words()
    many = book(["name", "password"], *[[f"A {n}", "long-winter-7"] for n in range(201)])
    assert "200 passwords" in upload(pages, classroom, many, status=422).words()
