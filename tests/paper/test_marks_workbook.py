"""The workbook of marks that comes back: filled in, saved again, rearranged, and still read.

It is sent under the name of a CSV file, for names say nothing of what a file is.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from quizapp.paper import marks_reading
from quizapp.paper.boxes import boxes_of
from quizapp.paper.marks_table import marks_table
from quizapp.paper.plan import Standing, Way, plan
from quizapp.tables.csv_file import csv_text
from quizapp.tables.reading import Unreadable
from quizapp.tables.table import Table, Value
from quizapp.tables.workbook import workbook
from tests.items.make import item as small_item
from tests.make import NOON, Make
from tests.pages import Pages
from tests.paper.test_entry import confirmation
from tests.paper.test_marks import upload
from tests.paper.world import ESSAY, World
from tests.tables.books import changed

BOXES = [
    box
    for place, kind in enumerate(["short_answer", "extended_response"], start=1)
    for box in boxes_of(place, small_item(kind, id=f"T-0{place}"), 6)
]
STANDINGS = [Standing(n, f"Kim {n}", f"kim{n}", Way.NEW) for n in (1, 2)]
OUT = marks_table(7, STANDINGS, BOXES, answers=True)
MARK = len(OUT.headings)
"""The column of the marks, counted from one."""


@pytest.fixture
def world(make: Make) -> World:
    return World(make)


def filled(*values: Value) -> Table:
    """Return the table as it went out, with these marks down the last column."""
    rows = [[*row[:-1], value] for row, value in zip(OUT.rows, values, strict=True)]
    return Table(OUT.name, OUT.about, OUT.headings, rows)


def in_book(*values: Value) -> bytes:
    return workbook("Quiz", NOON, [filled(*values)])


def read(data: bytes) -> marks_reading.Sheet:
    return marks_reading.read(data, 7, STANDINGS, BOXES)


def marks_in(data: bytes) -> list[str]:
    sheet = read(data)
    assert sheet.problems == []
    return list(sheet.cells.values())


def saved_after(change: Callable[[Worksheet], object], *values: Value) -> bytes:
    """Return the workbook as it is after a change on its sheet in another program."""
    return changed(in_book(*values), lambda book: change(book["Marks"]))


def test_marks_filled_into_the_workbook_come_back_through_a_dry_run(
    world: World, pages: Pages
) -> None:
    world.make.attempt(world.quiz, world.students[0], {ESSAY: "right"})
    data = pages.sign_in(world.teacher).get(f"{world.marks_url}.xlsx").response.data

    page = upload(pages, world, changed(data, lambda book: put(book, 3.5, "2")))

    assert "2 boxes would change for 2 students" in page.words()
    assert world.attempts(1) == []
    pages.post(world.url, confirmation(page))
    assert [world.marks(0)[3], world.marks(1)[3]] == [3.5, 2]
    again = load_workbook(BytesIO(pages.get(f"{world.marks_url}.xlsx").response.data))
    assert [row[-1] for row in again["Marks"].values][1:] == [3.5, 2]


def put(book: Workbook, *marks: Any) -> None:
    sheet = book["Marks"]
    for number, mark in enumerate(marks, start=2):
        sheet.cell(number, sheet.max_column).value = mark


def test_a_workbook_that_comes_back_as_it_went_changes_nothing(world: World, pages: Pages) -> None:
    world.make.attempt(world.quiz, world.students[0], {ESSAY: "right"})
    pages.sign_in(world.teacher).post(
        world.url, world.row(1, {ESSAY: "2"}, q1=world.right[1], q2="- a dash")
    )

    for options in ("", "?answers=on"):
        data = pages.get(f"{world.marks_url}.xlsx{options}").response.data
        for each in (data, changed(data, lambda book: None)):
            page = upload(pages, world, each)

            assert "Nothing would change" in page.words()
            assert "left out" not in page.words()


def test_every_problem_is_named_with_its_cell_or_row(world: World, pages: Pages) -> None:
    data = pages.sign_in(world.teacher).get(f"{world.marks_url}.xlsx").response.data

    def spoil(book: Workbook) -> None:
        put(book, "=1+1", 99)
        sheet = book["Marks"]
        sheet.append([cell.value for cell in sheet[2]])
        sheet.append([None, 0, "nobody"])
        sheet.append([111111111, *[cell.value for cell in sheet[3]][1:]])
        sheet.append([world.quiz.id, "=B2", world.students[0].username])

    words = upload(pages, world, changed(data, spoil)).words()

    assert "Cell F2, column “q4 T-04 mark (0 to 4)”, Kim 01, question 4: The cell holds a" in words
    assert "Cell F3, column “q4 T-04 mark (0 to 4)”, Kim 02, question 4: Expected a mark" in words
    assert "Row 4, Kim 01: Row 2 is about the same student." in words
    assert "Row 5: No student of this quiz" in words
    assert "Row 6, Kim 02: The row belongs to another quiz or class" in words
    assert "Row 7, Kim 01: Cell B7: The cell holds a formula." in words
    assert "Nothing would change" in words


def test_the_page_says_what_is_wrong_with_a_workbook_and_changes_nothing(
    world: World, pages: Pages
) -> None:
    pages.sign_in(world.teacher)

    page = upload(pages, world, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), 422)

    assert "the old format XLS. Save it as “Excel workbook (XLSX)”" in page.words()
    assert "Nothing was changed" in page.words()


def test_numbers_come_back_however_they_are_stored() -> None:
    assert marks_in(in_book(3.0, 2.5)) == ["3", "2.5"]
    assert marks_in(saved_after(lambda sheet: None, "3", "2,5")) == ["3", "2,5"]


def test_a_title_above_a_new_name_more_sheets_and_empty_edges_do_no_harm() -> None:
    def rearrange(sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Mock exam"
        sheet.merge_cells("A1:E1")
        sheet.title = "Klasse 9b"
        sheet.cell(400, 40).number_format = "0.00"
        sheet.cell(4, 40).value = sheet.cell(90, 41).value = "late"
        notes = sheet.parent.create_sheet("Notes", 0)
        notes["A1"] = "student by student"

    assert marks_in(saved_after(rearrange, 1, 5)) == ["1", "5"]


def test_columns_in_another_order_and_of_ones_own_do_no_harm() -> None:
    def rearrange(sheet: Worksheet) -> None:
        sheet.insert_cols(1)
        sheet["A1"], sheet["A2"], sheet["A3"] = "total", "=F2*2", "=F3*2"
        sheet.delete_cols(2)  # the assignment

    assert marks_in(saved_after(rearrange, 1, None)) == ["1"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda sheet: sheet.parent.copy_worksheet(sheet), "“Marks” and “Marks Copy” both hold"),
        (lambda sheet: sheet.delete_rows(1), "No sheet has a row that names the columns"),
        (lambda sheet: sheet.delete_rows(1, 9), "The file is empty"),
        (lambda sheet: sheet.cell(1, MARK, "q9 X-01 mark"), "no question of this quiz"),
        (lambda sheet: sheet.cell(1, MARK + 1, sheet.cell(1, MARK).value), "Two columns"),
    ],
)
def test_a_workbook_without_a_clear_table_is_refused_with_a_sentence(
    change: Callable[[Worksheet], object], sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(saved_after(change, 1, 2))


def test_more_rows_than_any_class_has_are_refused() -> None:
    def add(sheet: Worksheet) -> None:
        for number in range(1000):
            sheet.append([7, number])

    with pytest.raises(Unreadable, match="at most 1000"):
        read(saved_after(add, 1, 2))


TYPED = st.sampled_from(["w", "-", "7,5", "nonsense", "-1", "=1", "99", "- 2"]) | st.integers(0, 99)
HALVES = st.integers(0, 12).map(lambda n: n / 2)


@given(values=st.tuples(*[st.none() | HALVES | TYPED] * 2))
def test_both_formats_give_the_same(values: tuple[Value, Value]) -> None:
    from_csv = read(csv_text(filled(*values)).encode())
    from_book = read(in_book(*values))

    assert from_book.cells == from_csv.cells
    assert len(from_book.problems) == len(from_csv.problems) == 0
    assert plan(STANDINGS, BOXES, from_book.cells) == plan(STANDINGS, BOXES, from_csv.cells)
