"""Reading workbooks (XLSX) that people send: from the bytes of a file to the lines of its sheets.

Pure. A sheet is taken for its cells alone: formats, filters, pictures and macros are left aside.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from quizapp.tables.csv_file import decimal
from quizapp.tables.lines import Cell, Counted, Line
from quizapp.tables.reading import Unreadable, insist_short
from quizapp.tables.unpacking import PASSWORD, TOO_MUCH, packed, unpacked

ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How binary files of older programs begin, and workbooks that are locked with a password."""
LOCKED = "EncryptedPackage".encode("utf-16-le")

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 5_000, 300, 100_000
"""So many a sheet may have that are not empty."""
LONGEST = 300
"""So many signs of a cell are read; whatever a table is read for is shorter, or refused."""
KEPT = {"sheetData", "sheets", "workbookPr"}
ASIDE = ("docProps/", "xl/theme/", "xl/media/", "xl/drawings/", "xl/chartsheets/")

DAMAGED = (
    "The file cannot be read as a workbook. Open it in your spreadsheet, save it as “Excel "
    "workbook (XLSX)” or “CSV UTF-8”, and send that file."
)
OTHER = (
    "This is a workbook in {}. Save it as “Excel workbook (XLSX)” or “CSV UTF-8”, and send that "
    "file."
)
FORMULA = "The cell holds a formula. Type what it should say, or paste the value alone."
DATE = "The spreadsheet made a date of this. Set the cell to “Text”, and type it again."
ERROR = "The cell holds an error of the spreadsheet. Type what it should say."


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: its name and its filled lines."""

    name: str
    lines: Sequence[Line]


def is_workbook(data: bytes) -> bool:
    """Return whether a file is meant as a workbook, by its first bytes."""
    return data.startswith((*ZIPS, OLD))


def sheets_in(data: bytes) -> Sequence[Sheet]:
    """Return the sheets of a workbook. Raises `Unreadable`, and nothing else."""
    insist_short(data)
    if data.startswith(OLD):
        raise Unreadable(PASSWORD if LOCKED in data else OTHER.format("the old format XLS"))
    try:
        return _sheets(unpacked(data))
    except Unreadable:
        raise
    except Exception as error:  # there is no end to what a parser can stumble over
        raise Unreadable(DAMAGED) from error


def _sheets(members: Mapping[str, bytes]) -> Sequence[Sheet]:
    if b"opendocument" in members.get("mimetype", b""):
        raise Unreadable(OTHER.format("the format OpenDocument (ODS)"))
    if "xl/workbook.bin" in members:
        raise Unreadable(OTHER.format("the binary format XLSB"))
    needed = {
        name: _stripped(content) if _is_shown(name) else content
        for name, content in members.items()
        if not name.startswith(ASIDE)
    }
    book = load_workbook(packed(needed), read_only=True, keep_links=False)
    return [Sheet(each.title, list(_lines(each))) for each in book.worksheets]


def _is_shown(name: str) -> bool:
    """Return whether a part is the list of the sheets, or one of them."""
    return name == "xl/workbook.xml" or (
        name.startswith("xl/worksheets/") and name.endswith(".xml")
    )


def _stripped(content: bytes) -> bytes:
    """Return a part without what stands round the cells: filters, rules, names, extensions."""
    root = fromstring(content)
    root[:] = [child for child in root if _name(child) in KEPT]
    for data in root:
        if _name(data) == "sheetData":
            _thin(data)
    return bytes(tostring(root))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _thin(data: Element) -> None:
    """Take out what has a format and nothing in it, and the text of formulas.

    Raises `Unreadable` if more is left than any table has that is read.
    """
    for row in data:
        row[:] = [cell for cell in row if len(cell) or "r" not in cell.attrib]
    data[:] = [row for row in data if len(row) or "r" not in row.attrib]
    if len(data) > MOST_ROWS or sum(len(row) for row in data) > MOST_CELLS:
        raise Unreadable(TOO_MUCH)
    for part in data.iterfind("*/*/*"):
        if _name(part) == "f":
            part.clear()  # that there is one is all we ask


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # they may promise a million rows
    before: object = None
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if row is not before:  # a gap is one and the same row again and again
            line = _line(number, row)
            if line.filled:
                yield line
        before = row


def _line(number: int, row: Sequence[Any]) -> Line:
    width = max((place for place, cell in enumerate(row, 1) if cell.value is not None), default=0)
    if width > MOST_COLUMNS:
        raise Unreadable(TOO_MUCH)
    cells = [
        _cell(cell, f"{get_column_letter(n)}{number}") for n, cell in enumerate(row[:width], 1)
    ]
    return Line(cells, number, Counted.ROWS)


def _cell(cell: Any, place: str) -> Cell:
    match cell.data_type:
        case "f":
            return Cell("", f"Cell {place}", FORMULA)
        case "e":
            return Cell("", f"Cell {place}", ERROR)
        case "d" if cell.value is not None:
            return Cell("", f"Cell {place}", DATE)
    return Cell(_text(cell.value), f"Cell {place}")


def _text(value: str | bool | int | float | None) -> str:
    """Return a value as CSV has it; a text is a text, whatever it begins with."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return decimal(Fraction(str(value)))
    return str(value)[:LONGEST].strip()
