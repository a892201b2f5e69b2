"""Writing a roster as CSV that spreadsheets open as text and `reader` reads back unchanged."""

import csv
from collections.abc import Iterable
from io import StringIO

from quizapp.tables.formulas import FORMULAS

BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULAS) else cell


def unguarded(cell: str) -> str:
    """Undo `guarded`."""
    is_guarded = cell.startswith("'") and cell.lstrip("'").startswith(FORMULAS)
    return cell[1:] if is_guarded else cell


def written(rows: Iterable[tuple[str, str, str]]) -> str:
    """Return a roster of names, user names and passwords; ``*`` leaves a password as it is."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["name", "user name", "password"])
    for name, username, password in rows:
        writer.writerow([guarded(name), guarded(username), password])
    return BOM + out.getvalue()
