"""Tables as the sheets of an Excel workbook (XLSX), which other spreadsheets open too; pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from quizapp.tables.formulas import is_formula
from quizapp.tables.table import Table, Value

TEXT_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST = 32_767
"""So many signs a cell can hold; Excel counts those beyond the basic plane twice."""
NARROWEST, WIDEST = 9, 60


class Styles:
    """What cells look like."""

    def __init__(self, book: Workbook) -> None:
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        )
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.figure = book.add_format({"num_format": "0.00"})
        # Excel keeps such a text a text even when somebody edits the cell.
        self.quoted = book.add_format({"quote_prefix": True})


def workbook(title: str, made: datetime, tables: Iterable[Table]) -> bytes:
    """Return a workbook with a sheet for each table.

    Numbers are numbers and moments are dates, by the clock of their zone; every text is a text,
    whatever it looks like.
    """
    file = BytesIO()
    book = Workbook(file, TEXT_ONLY)
    created = made.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": cut(title), "created": created})
    styles = Styles(book)
    for table in tables:
        _fill(book.add_worksheet(table.name), table, styles)
    book.close()
    return file.getvalue()


def _fill(sheet: Worksheet, table: Table, styles: Styles) -> None:
    names = [heading.name for heading in table.headings]
    for column, name in enumerate(names):
        sheet.write_string(0, column, cut(name), styles.heading)
    for number, row in enumerate(table.rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, styles)
    for column, width in enumerate(widths(names, table.rows)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(names) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Worksheet, row: int, column: int, value: Value, styles: Styles) -> None:
    match value:
        case None | "":
            return
        case str():
            style = styles.quoted if is_formula(value) else None
            sheet.write_string(row, column, cut(value), style)
        case datetime():
            sheet.write_datetime(row, column, value.replace(tzinfo=None), styles.moment)
        case float():
            sheet.write_number(row, column, value, styles.figure)
        case int() | Fraction():
            sheet.write_number(row, column, float(value))


def cut(text: str) -> str:
    """Return a text as far as a cell can hold it."""
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST:
        return units.decode("utf-16-le")
    return units[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def widths(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> Sequence[int]:
    """Return how wide each column should be, in signs: as its longest cell, within bounds."""
    longest = [max(NARROWEST, len(name) + 3) for name in names]  # room for the filter's arrow
    for row in rows:
        for column, value in enumerate(row):
            longest[column] = max(longest[column], _length(value))
    return [min(length, WIDEST) for length in longest]


def _length(value: Value) -> int:
    match value:
        case str():
            return len(value) + 1
        case datetime():
            return len("2026-03-02 12:00") + 1
    return NARROWEST
