"""Tables as CSV that spreadsheets open without harm; pure."""

import csv
from datetime import datetime
from fractions import Fraction
from io import StringIO

from quizapp.tables.formulas import is_formula
from quizapp.tables.table import Table, Value

BYTE_ORDER_MARK = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def csv_text(table: Table) -> str:
    """Return a CSV file's text: a byte order mark, one header row, a line for each row."""
    file = StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow([guarded(heading.name) for heading in table.headings])
    writer.writerows([written(value) for value in row] for row in table.rows)
    return file.getvalue()


def written(value: Value) -> str:
    """Return a value as a cell: texts are guarded, numbers exact, moments with their zone."""
    match value:
        case None:
            return ""
        case Fraction() | float():
            return decimal(Fraction(value))
        case datetime():
            return value.isoformat(timespec="seconds")
        case str():
            return guarded(value)
    return str(value)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if is_formula(text) else text


def decimal(value: Fraction) -> str:
    """Return an exact decimal; one that is longer is cut after six places, rounded."""
    places = next((n for n in range(7) if 10**n % value.denominator == 0), 6)
    scaled = round(value * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"
