"""The table of marks that goes out and comes back: a dry run first, and no file breaks it."""

import csv
from fractions import Fraction
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.attempts.actions import mark_by_person
from quizapp.attempts.models import StepKind
from quizapp.paper import marks_reading
from quizapp.paper.boxes import boxes_of
from quizapp.paper.marks_table import marks_table
from quizapp.paper.plan import Standing, Way, plan
from quizapp.tables.csv_file import csv_text
from quizapp.tables.reading import Unreadable
from tests.items.make import item as small_item
from tests.make import NOON, Make
from tests.pages import Page, Pages
from tests.paper.test_entry import confirmation
from tests.paper.world import ESSAY, World

MARK = "q4 T-04 mark"


@pytest.fixture
def world(make: Make) -> World:
    return World(make)


def table(pages: Pages, world: World, options: str = "") -> list[dict[str, str]]:
    text = pages.get(f"{world.marks_url}.csv{options}").text
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def essay(row: dict[str, str]) -> str:
    return next(name for name in row if name.startswith(MARK))


def upload(pages: Pages, world: World, data: bytes | str, status: int = 200) -> Page:
    data = data.encode() if isinstance(data, str) else data
    return pages.post(
        world.marks_url,
        {"file": (BytesIO(data), "marks.csv")},
        status=status,
        content_type="multipart/form-data",
    )


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    file = StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def test_marks_go_out_and_come_back_through_a_dry_run(world: World, pages: Pages) -> None:
    world.make.attempt(world.quiz, world.students[0], {ESSAY: "right"})
    rows = table(pages.sign_in(world.teacher), world)
    assert [row["name"] for row in rows] == ["Kim 01", "Kim 02"]
    rows[0][essay(rows[0])] = "3,5"
    rows[1][essay(rows[1])] = "2"

    page = upload(pages, world, as_csv(rows[::-1], ";"))

    assert "2 boxes would change for 2 students" in page.words()
    assert world.attempts(1) == []
    pages.post(world.url, confirmation(page))
    assert world.marks(0)[3] == Fraction(7, 2)
    assert world.marks(1)[3] == 2
    assert table(pages, world)[0][essay(rows[0])] == "3.5"


def test_a_table_that_comes_back_as_it_went_changes_nothing(world: World, pages: Pages) -> None:
    world.make.attempt(world.quiz, world.students[0], {ESSAY: "right"})
    pages.sign_in(world.teacher).post(
        world.url, world.row(1, {ESSAY: "2"}, q1=world.right[1], q2="- a dash")
    )

    for options in ("", "?answers=on"):
        data = pages.get(f"{world.marks_url}.csv{options}").response.data
        page = upload(pages, world, data)

        assert "Nothing would change" in page.words()
        assert "left out" not in page.words()


def test_every_problem_is_named_with_its_line_and_column(world: World, pages: Pages) -> None:
    [first, second] = table(pages.sign_in(world.teacher), world)
    column = essay(first)
    rows = [
        {**first, column: "=1+1"},
        {**first, column: "1"},
        {**second, column: "99"},
        {**first, "student_id": "0", "user_name": "nobody"},
        {**second, "assignment": "1" * 9},
    ]

    words = upload(pages, world, as_csv(rows)).words()

    assert f"Line 2, column “{column}”, Kim 01, question 4: The cell begins like a formula" in words
    assert "Line 3, Kim 01: Line 2 is about the same student." in words
    assert f"Line 4, column “{column}”, Kim 02, question 4: Expected a mark from 0 to" in words
    assert "Line 5: No student of this quiz" in words
    assert "Line 6, Kim 02: The row belongs to another quiz or class" in words
    assert "Nothing would change" in words


def test_a_mark_given_on_screen_is_left_to_the_screen(world: World, pages: Pages) -> None:
    attempt = world.make.attempt(world.quiz, world.students[0], {ESSAY: "right"})
    mark_by_person(attempt.responses[3], Fraction(3), world.teacher, NOON, "level 2, 3 of 6")
    rows = table(pages.sign_in(world.teacher), world)
    rows[0][essay(rows[0])] = "4"

    page = upload(pages, world, as_csv(rows[:1]))

    assert "This was marked on screen" in page.words()
    assert world.marks()[3] == 3
    assert [s.kind for s in attempt.responses[3].steps].count(StepKind.MARKED) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_of_every_usual_kind_are_read(encoding: str, delimiter: str) -> None:
    text = as_csv([{**ROW, "name": "Zoë"}], delimiter)

    sheet = marks_reading.read(text.encode(encoding), 7, STANDINGS, BOXES)

    assert list(sheet.cells.values()) == ["2"]
    assert sheet.problems == []


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"name\nAda\n", "has to name the columns"),
        (b"student_id,student_id\n1,1\n", "Two columns"),
        (b"student_id,q9 X-01 mark\n1,1\n", "no question of this quiz"),
        (b"student_id\n" + b"1\n" * 1002, "at most 1000"),
        (b"x" * 400_001, "400 KB"),
        (b"PK\x03\x04", "cannot be read as a workbook"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence):
        marks_reading.read(data, 7, STANDINGS, BOXES)


def test_the_page_says_what_is_wrong_with_a_file(world: World, pages: Pages) -> None:
    pages.sign_in(world.teacher)

    words = upload(pages, world, b"PK\x03\x04", 422).words()
    assert "cannot be read as a workbook" in words
    assert "Nothing was changed" in words
    assert "Choose the file" in pages.post(world.marks_url, {}, status=422).words()


BOXES = [
    box
    for place, kind in enumerate(["short_answer", "extended_response"], start=1)
    for box in boxes_of(place, small_item(kind, id=f"T-0{place}"), 6)
]
STANDINGS = [Standing(n, f"Kim {n}", f"kim{n}", Way.NEW) for n in (1, 2)]
ROW = {"assignment": "7", "student_id": "1", "q2 T-02 mark": "2"}

CELL = st.sampled_from(["", "1", "2", "7", "w", "-", "=1", "'-x", "99", "kim1", "7,5"]) | st.text(
    max_size=8
)
HEADING = st.sampled_from(
    ["assignment", "student_id", "user_name", "q1 T-01 answer", "q2 T-02 mark", "x", ""]
)
LINES = st.lists(st.lists(CELL, max_size=6), max_size=5)


@given(data=st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        sheet = marks_reading.read(data, 7, STANDINGS, BOXES)
    except Unreadable as unreadable:
        sentence = str(unreadable)
    else:
        sentence = "".join(each.sentence for each in sheet.problems) or "."

    assert sentence.endswith(".") or "“" in sentence


@given(headings=st.lists(HEADING, min_size=1, max_size=6, unique=True), lines=LINES)
def test_no_table_breaks_the_reader_or_the_plan(
    headings: list[str], lines: list[list[str]]
) -> None:
    file = StringIO()
    csv.writer(file).writerows([headings, *lines])
    try:
        sheet = marks_reading.read(file.getvalue().encode(), 7, STANDINGS, BOXES)
    except Unreadable:
        return

    wanted = plan(STANDINGS, BOXES, sheet.cells)

    assert sum(len(line.changes) for line in wanted.lines) <= len(sheet.cells)


@given(order=st.permutations([0, 1]), blanks=st.lists(st.booleans(), min_size=2, max_size=2))
def test_blank_cells_change_nothing_in_whatever_order(order: list[int], blanks: list[bool]) -> None:
    out = marks_table(7, STANDINGS, BOXES, answers=True)
    rows = [list(out.rows[place]) for place in order]
    for row, blank in zip(rows, blanks, strict=True):
        row[-1] = "" if blank else 3
    text = csv_text(type(out)(out.name, out.about, out.headings, rows))

    sheet = marks_reading.read(text.encode(), 7, STANDINGS, BOXES)
    wanted = plan(STANDINGS, BOXES, sheet.cells)

    filled = {rows[n][1] for n in (0, 1) if not blanks[n]}
    assert {line.standing.student_id for line in wanted.lines} == filled


def test_a_mark_with_many_places_comes_back_as_it_went(world: World, pages: Pages) -> None:
    attempt = world.make.attempt(world.quiz, world.students[0], {ESSAY: "right"})
    mark_by_person(attempt.responses[3], Fraction(4, 3), world.teacher, NOON, "level 2, 2 of 6")
    pages.sign_in(world.teacher)

    for ending in ("csv", "xlsx"):
        data = pages.get(f"{world.marks_url}.{ending}").response.data
        page = upload(pages, world, data)

        assert "Nothing would change" in page.words()
        assert "left out" not in page.words()
