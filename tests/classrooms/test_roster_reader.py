"""Rosters are read tolerantly; every line is accounted for, and nothing makes the reader fail."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizapp.classrooms.roster import confirmation, reader, writer
from quizapp.classrooms.roster.reader import NotUtf8, Sheet, Unreadable
from quizapp.classrooms.roster.rows import Row

HEADINGS = ["name", "user name", "password", "First name", "last_name", "Email", '"name"', ""]
CELLS = st.one_of(st.sampled_from(["", "Ada", '"Ada', 'A"d"a', "=1+1", "*", " "]), st.text())
LINES = st.lists(CELLS, max_size=5)


def read(text: str, encoding: str = "utf-8") -> Sheet:
    return reader.read(text.encode(), encoding)


def only(text: str) -> Row:
    (row,) = read(text).rows
    return row


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_usual_ways_to_write_csv_are_read(separator: str, end: str, bom: str) -> None:
    lines = [["Name", "Username", "Password"], ['"Lovelace, Ada; B"', "Ada.L", "long-winter-7"]]

    row = only(bom + end.join(separator.join(line) for line in lines) + end)

    assert row == Row(2, 2, "Lovelace, Ada; B", "ada.l", "long-winter-7")


@pytest.mark.parametrize(
    "headings",
    ["name", "Full name", "STUDENT", "pupil_name", " Name ", "first name,last name"],
)
def test_columns_have_several_names(headings: str) -> None:
    text = "Ada,Lovelace" if "," in headings else "Ada Lovelace"

    assert only(f"{headings}\n{text}\n").name == "Ada Lovelace"


def test_columns_that_mean_nothing_are_named() -> None:
    assert read("name,email,name of dog\nAda,a@b.c,Rex\n").unused == ("email", "name of dog")


@pytest.mark.parametrize("password", ["", "*", " * "])
def test_an_empty_password_and_a_star_say_nothing(password: str) -> None:
    assert only(f"name,password\nAda,{password}\n").password == ""


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",ada,", "name is missing"),
        ("A" * 121 + ",ada,", "at most 120"),
        ("Ada,a b,", "Letters, digits"),
        ("Ada,ada,short", "at least 6"),
        ("Ada,ada,,more", "4 cells"),
        ("A\x07da,ada,", "cannot be shown"),
        ("?!,ada,", "Type the name"),
        ('"Ada\nLovelace",ada,', "quotation mark opens in line 2"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(line: str, reason: str) -> None:
    assert reason in only(f"name,username,password\n{line}\n").problem


def test_a_quotation_mark_that_never_closes_names_the_lines_it_swallows() -> None:
    row = only('name\n"Ada\nGrace\nAlan\n')

    assert (row.first, row.last) == (2, 4)
    assert "line 2" in row.problem


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n,,\n", "empty"),
        (b"Ada Lovelace\nGrace Hopper\n", "has to name the columns"),
        (b"first name\nAda\n", "has to name the columns"),
        (b"name,student\nAda,Ada\n", "two columns for the name"),
        (b"PK\x03\x04rest", "cannot be read as a workbook"),
        (b"name\n" + b"Ada\n" * 1001, "at most 1000"),
        (b"name\n" + b"A" * 400_000, "400 KB"),
        (b'name\n"' + b"A\n" * 100_000, "from line 2 on"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        reader.read(data)


def test_a_file_in_utf_16_says_so_itself() -> None:
    assert [row.name for row in reader.read("name\nZoë\n".encode("utf-16")).rows] == ["Zoë"]


def test_another_encoding_is_noticed_and_can_be_chosen() -> None:
    data = "name\nAda\nZoë\n".encode("windows-1252")

    with pytest.raises(NotUtf8, match="line 3"):
        reader.read(data)

    assert reader.read(data, "windows-1252").rows[1].name == "Zoë"


def test_a_file_that_says_it_is_utf_8_is_believed() -> None:
    data = "\ufeffname\nZoë\n".encode()

    assert reader.read(data, "windows-1252").rows[0].name == "Zoë"


@given(st.binary(max_size=2000), st.sampled_from(list(reader.ENCODINGS)))
@example(b'name\n"', "utf-8")
def test_no_bytes_make_the_reader_fail(data: bytes, encoding: str) -> None:
    try:
        sheet = reader.read(data, encoding)
    except Unreadable:
        return  # the one way to refuse a file

    assert_accounted_for(sheet, data.decode(encoding))


@given(st.lists(st.sampled_from(HEADINGS), max_size=4), st.lists(LINES, max_size=6))
@example(["name"], [["Ada"], [], ["Grace"]])
def test_every_line_is_heading_row_or_empty(headings: list[str], lines: list[list[str]]) -> None:
    text = "\n".join(",".join(cells) for cells in [["name", *headings], *lines])
    try:
        sheet = read(text)
    except (Unreadable, UnicodeEncodeError):
        return

    assert_accounted_for(sheet, text)


def assert_accounted_for(sheet: Sheet, text: str) -> None:
    """Each line of the file is in one place of the sheet, and each row is good or says why not."""
    counted = len(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n"))
    rows = [number for row in sheet.rows for number in range(row.first, row.last + 1)]
    lines = sorted([*rows, *sheet.empty_lines])
    heading = [number for number in range(1, sheet.heading_ends + 1) if number not in lines]

    assert sorted(lines + heading)[:counted] == list(range(1, counted + 1))
    assert len(rows) == len(set(rows))
    assert all(row.problem or row.name for row in sheet.rows)


def test_what_a_confirmation_carries_is_checked_again() -> None:
    rows = (Row(2, 2, "Ada Lovelace", "ada", "long-winter-7"), Row(3, 3, "", problem="no name"))

    assert confirmation.read(confirmation.carried(rows)) == rows[:1]
    assert confirmation.read('[[2, 2, "", "", ""]]')[0].problem == "The name is missing."


@pytest.mark.parametrize(
    "text",
    ["", "{", "{}", "[1]", '[["2", 2, "a", "", ""]]', '[[2, 2, "a", ""]]', "[" * 50_000, "[NaN]"],
)
def test_a_confirmation_that_was_tampered_with_is_garbled(text: str) -> None:
    with pytest.raises(confirmation.Garbled):
        confirmation.read(text)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "'=1+1", "\uff1d1"])
def test_a_cell_that_looks_like_a_formula_is_guarded(cell: str) -> None:
    assert writer.guarded(cell).startswith("'")
    assert writer.unguarded(writer.guarded(cell)) == cell


@given(st.text())
def test_guarding_can_always_be_undone(cell: str) -> None:
    assert writer.unguarded(writer.guarded(cell)) == cell
    assert not writer.guarded(cell).startswith(writer.FORMULAS)


def test_an_apostrophe_that_belongs_to_a_name_stays() -> None:
    assert only("name\n't Hooft\n").name == "'t Hooft"
