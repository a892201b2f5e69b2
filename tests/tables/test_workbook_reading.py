"""Workbooks that people send: their cells, and never anything but a sentence about the rest."""

import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from quizapp.tables.reading import MOST_BYTES, Unreadable
from quizapp.tables.unpacking import MOST_MEMBERS, MOST_UNPACKED
from quizapp.tables.workbook_reading import (
    DATE,
    ERROR,
    FORMULA,
    LONGEST,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    is_workbook,
    sheets_in,
)
from tests.tables.books import MAIN, PARTS, book, row, text, zipped


def saved(*rows: Sequence[object], sheet: str = "Sheet") -> bytes:
    made = Workbook()
    made.active.title = sheet
    for each in rows:
        made.active.append(each)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def texts(data: bytes) -> list[list[str]]:
    [sheet] = sheets_in(data)
    return [[cell.text for cell in line.cells] for line in sheet.lines]


def problem_of(inside: str, **given: str) -> tuple[str, str]:
    """Return place and problem of a cell."""
    [sheet] = sheets_in(book(row(1, text("head")) + row(2, inside), **given))
    cell = sheet.lines[1].cells[0]
    return cell.where, cell.problem


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("><v>3</v>", "3"),
        ("><v>3.0</v>", "3"),
        ("><v>2.5</v>", "2.5"),
        ("><v>2.2999999999999998</v>", "2.3"),
        ("><v>1.5E1</v>", "15"),
        ("><v>-1</v>", "-1"),
        (text("3"), "3"),
        (text("2,5"), "2,5"),
        (text(" w "), "w"),
        (text("-"), "-"),
        (text("- a dash"), "- a dash"),
        (text("'- a dash"), "'- a dash"),
        (text("x" * 9_000), "x" * LONGEST),
        ('t="str"><v>typed</v>', "typed"),
        ('t="b"><v>1</v>', "TRUE"),
    ],
)
def test_a_cell_reads_as_it_would_in_csv(inside: str, expected: str) -> None:
    assert texts(book(row(1, inside))) == [[expected]]


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        ("><f>SUM(B2:C2)</f>", FORMULA),
        ("><f>SUM(B2:C2)</f><v>4</v>", FORMULA),
        ('><f t="shared" si="0"/><v>4</v>', FORMULA),
        ('t="str"><f>A1</f><v>head</v>', FORMULA),
        ('t="e"><v>#REF!</v>', ERROR),
        ('t="d"><v>2026-05-03</v>', DATE),
    ],
)
def test_what_is_no_plain_value_is_named_with_its_cell(inside: str, sentence: str) -> None:
    assert problem_of(inside) == ("Cell A2", sentence)


def test_apostrophes_that_came_with_csv_are_taken_off_where_it_is_asked_for() -> None:
    [sheet] = sheets_in(book(row(1, text("'- a dash"), text("'t Hooft"))))

    assert [cell.text for cell in sheet.lines[0].without_guards().cells] == ["- a dash", "'t Hooft"]


def test_what_a_spreadsheet_took_for_a_date_is_not_taken_for_a_number() -> None:
    [sheet] = sheets_in(saved(["mark"], [datetime(2026, 5, 3)]))  # noqa: DTZ001

    assert sheet.lines[1].cells[0].problem == DATE


def test_empty_rows_and_columns_are_left_out_and_rows_keep_their_numbers() -> None:
    formatted = "".join(row(n, ">") for n in range(10, 10 + MOST_ROWS))
    rows = (
        row(3, text("a"), ">", text("b"), ">", ">") + row(9, ">") + formatted + row(1_048_576, ">")
    )
    [sheet] = sheets_in(book(f'{rows}<row r="1048577"/>'))

    assert [line.where for line in sheet.lines] == ["Row 3"]
    assert [cell.text for cell in sheet.lines[0].cells] == ["a", "", "b"]
    assert [cell.where for cell in sheet.lines[0].cells][2] == "Cell C3"


def test_sheets_are_read_with_their_names_and_charts_and_the_like_left_aside() -> None:
    made = Workbook()
    made.active.append(["=1", "one"])
    made.create_sheet("Second").append(["two"])
    made.create_chartsheet("Chart")
    file = BytesIO()
    made.save(file)

    assert [sheet.name for sheet in sheets_in(file.getvalue())] == ["Sheet", "Second"]


@pytest.mark.parametrize(
    "around",
    [
        '<autoFilter ref="nowhere"/>',
        '<dataValidations count="1"><dataValidation type="of a later version"/></dataValidations>',
        '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst>',
    ],
)
def test_what_stands_round_the_cells_is_no_obstacle(around: str) -> None:
    assert texts(book(row(1, text("a")), around)) == [["a"]]


def test_entities_are_not_followed() -> None:
    declared = '<!DOCTYPE worksheet [<!ENTITY e "%s">]>'
    for content in ("plain", "&#60;", "x" * 1000):
        head = declared % content
        with pytest.raises(Unreadable, match="cannot be read"):
            sheets_in(book(row(1, text("&e;")), head=head))
    strings = f'<!DOCTYPE sst [<!ENTITY e SYSTEM "file:///etc/hostname">]><sst xmlns="{MAIN}"/>'
    types = PARTS["[Content_Types].xml"].replace(
        "</Types>",
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sharedStrings+xml"/></Types>',
    )
    with pytest.raises(Unreadable, match="cannot be read"):
        sheets_in(book("", **{"xl/sharedStrings.xml": strings, "[Content_Types].xml": types}))


def test_a_workbook_that_unpacks_to_more_than_any_table_is_refused() -> None:
    full = zipped(PARTS | {"xl/media/x.png": bytes(MOST_UNPACKED)})
    assert len(full) < MOST_BYTES
    many = zipped(PARTS | {f"xl/media/{n}.png": "" for n in range(MOST_MEMBERS)})

    for data in (full, many):
        with pytest.raises(Unreadable, match="holds too much"):
            sheets_in(data)


def test_sizes_that_a_zip_declares_are_not_believed() -> None:
    content = bytes(8 * MOST_UNPACKED)
    data = zipped({"xl/workbook.xml": content})
    forged = data.replace(len(content).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert ZipFile(BytesIO(forged)).infolist()[0].file_size == 9

    tracemalloc.start()
    try:
        with pytest.raises(Unreadable, match="cannot be read"):
            sheets_in(forged)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 3 * MOST_UNPACKED


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04", "cannot be read as a workbook"),
        (b"PK\x05\x06" + bytes(18), "cannot be read as a workbook"),
        (zipped({"word/document.xml": "<w/>"}), "cannot be read as a workbook"),
        (zipped(PARTS, ZIP_LZMA), "packed in a way"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ODS"),
        (zipped({"xl/workbook.bin": b"\0"}), "XLSB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLS.*Save it as"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04" + bytes(MOST_BYTES), "400 KB"),
        (saved(["x"] * (MOST_COLUMNS + 1)), "holds too much"),
        (saved([*[None] * MOST_COLUMNS, "x"]), "holds too much"),
        (book("<row/>" * (MOST_ROWS + 1)), "holds too much"),
        (book(f"<row>{'<c/>' * (MOST_CELLS + 1)}</row>"), "holds too much"),
    ],
)
def test_what_is_no_such_workbook_gets_a_sentence(data: bytes, sentence: str) -> None:
    assert is_workbook(data)
    with pytest.raises(Unreadable, match=sentence):
        sheets_in(data)


def test_a_zip_with_a_locked_part_gets_a_sentence() -> None:
    data = bytearray(zipped({"xl/workbook.xml": "<w/>"}, ZIP_STORED))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1

    with pytest.raises(Unreadable, match="password"):
        sheets_in(bytes(data))


WHOLE = saved(["student_id", "mark"], [1, 2.5], [2, "w"])


@given(
    start=st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]), rest=st.binary()
)
def test_no_bytes_break_the_reader(start: bytes, rest: bytes) -> None:
    with pytest.raises(Unreadable, match=r"\.$"):
        sheets_in(start + rest)


@given(place=st.integers(0, len(WHOLE) - 1), put=st.binary(min_size=1, max_size=4))
def test_no_damage_to_a_file_breaks_the_reader(place: int, put: bytes) -> None:
    with suppress(Unreadable):
        sheets_in(WHOLE[:place] + put + WHOLE[place + len(put) :])


XML = st.text(alphabet='<>/="& rcvtsif019AZeE.-', max_size=60)


@example(cells='<row r="x"/>')
@example(cells='<row r="1"><c r="A1"><v>NaN</v></c></row>')
@example(cells='<row r="1"><c r="A1"><v>1e999</v></c></row>')
@example(cells='<row r="1"><c r="A1" t="s"><v>7</v></c></row>')
@example(cells='<row r="1"><c r="AAAAAA1"><v>7</v></c></row>')
@example(cells='<row r="-1"><c><v>7</v></c></row>')
@example(cells="<row>" * 5_000 + "</row>" * 5_000)
@given(cells=XML)
def test_no_cells_break_the_reader(cells: str) -> None:
    with suppress(Unreadable):
        sheets_in(book(cells))


@given(
    rows=st.lists(
        st.lists(st.none() | st.integers(0, 99) | st.sampled_from(["w", "-", "a b", "2,5"])),
        min_size=1,
        max_size=5,
    )
)
def test_what_was_written_is_what_is_read(rows: list[list[object]]) -> None:
    filled = [each for each in rows if any(value is not None for value in each)]
    expected = [["" if value is None else str(value) for value in each] for each in filled]

    read = texts(saved(*rows))

    width = max((len(each) for each in expected), default=0)
    assert [line + [""] * (width - len(line)) for line in read] == [
        line + [""] * (width - len(line)) for line in expected
    ]
