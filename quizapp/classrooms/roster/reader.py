"""Reading a roster: from the bytes of a file to lines that can be used or say why not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.classrooms.roster import headers
from quizapp.classrooms.roster.rows import Row, checked
from quizapp.classrooms.roster.writer import unguarded
from quizapp.tables.lines import Cell, Counted, Line, table_from
from quizapp.tables.reading import (
    MOST_BYTES,
    NotUtf8,
    Record,
    Unreadable,
    decoded,
    delimiter_of,
    records,
)
from quizapp.tables.workbook_reading import is_workbook, sheets_in

__all__ = [
    "ENCODINGS",
    "MOST_BYTES",
    "MOST_ROWS",
    "Counted",
    "NotUtf8",
    "Sheet",
    "Unreadable",
    "read",
]

MOST_ROWS = 1000
ENCODINGS = {"utf-8": "UTF-8 (usual)", "windows-1252": "Windows-1252 (older Excel)"}
ABOVE = 20
"""Among so many filled rows of a sheet the one with the headings is looked for."""
EMPTY = "The file is empty. Its first line names the columns."


@dataclass(frozen=True)
class Sheet:
    """A roster as it was read: every line of a CSV file is heading, row or empty."""

    heading_ends: int
    rows: tuple[Row, ...]
    empty_lines: tuple[int, ...] = ()
    unused: tuple[str, ...] = ()
    counted: Counted = Counted.LINES


def read(data: bytes, encoding: str = "utf-8") -> Sheet:
    """Return the lines of a roster in a workbook or, in this encoding, in CSV.

    What is in the file says which it is. Raises `Unreadable`, and nothing else.
    """
    return _read_book(data) if is_workbook(data) else _read_csv(data, encoding)


def _read_csv(data: bytes, encoding: str) -> Sheet:
    text = decoded(data, encoding)
    lines_read = list(records(text, delimiter_of(text, _known)))
    empty = [number for first, last, _ in _empty(lines_read) for number in range(first, last + 1)]
    filled = [record for record in lines_read if any(cell.strip() for cell in record[2])]
    if not filled:
        raise Unreadable(EMPTY)
    (_, heading_ends, headings), *lines = filled
    _insist_readable(headings, len(lines), Counted.LINES)
    rows = tuple(_row(headings, record) for record in lines)
    return Sheet(heading_ends, rows, tuple(empty), _unused(headings))


def _known(headings: Sequence[str]) -> int:
    return len(headers.columns(headings))


def _empty(records: Iterable[Record]) -> Iterator[Record]:
    return (record for record in records if not any(cell.strip() for cell in record[2]))


def _insist_readable(headings: Sequence[str], lines: int, counted: Counted) -> None:
    problem = headers.problem(headings, counted)
    if problem:
        raise Unreadable(problem)
    if lines > MOST_ROWS:
        named = f"{counted.lower()}s"
        raise Unreadable(f"The file has {lines} {named}; at most {MOST_ROWS} can be read.")


def _unused(headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(h.strip() for h in headings if h.strip() and not headers.meaning(h))


def _row(headings: Sequence[str], record: Record) -> Row:
    first, last, cells = record
    name, username, password = _said(headings, cells)
    if first != last or any("\n" in cell or "\r" in cell for cell in cells):
        problem = f"A quotation mark opens in line {first} and is not closed there."
        return Row(first, last, " ".join(name.split())[:80], problem=problem)
    if any(extra.strip() for extra in cells[len(headings) :]):
        problem = f"The line has {len(cells)} cells, the first line {len(headings)}."
        return Row(first, last, " ".join(name.split())[:80], problem=problem)
    return checked(first, last, unguarded(name.strip()), username, password)


def _said(headings: Sequence[str], cells: Sequence[str]) -> tuple[str, str, str]:
    """Return name, user name and password; what the line does not say is empty."""
    places = headers.columns(headings)

    def cell(kind: str) -> str:
        place = places.get(kind, len(cells))
        return cells[place] if place < len(cells) else ""

    name = cell("name") if "name" in places else f"{cell('first')} {cell('last')}"
    return name, cell("username"), cell("password")


def _read_book(data: bytes) -> Sheet:
    top, *lines = _roster_in_book(data)
    headings = [cell.text for cell in top.cells]
    _insist_readable(headings, len(lines), Counted.ROWS)
    rows = tuple(_row_of_book(headings, line) for line in lines)
    return Sheet(top.number, rows, unused=_unused(headings), counted=Counted.ROWS)


def _roster_in_book(data: bytes) -> Sequence[Line]:
    """Return the lines of the sheet that names students, from its headings on.

    Somebody may have put a title above, and other tables on other sheets.
    """
    sheets = [each for each in sheets_in(data) if each.lines]
    if not sheets:
        raise Unreadable(EMPTY.replace("line", "row"))
    found = {each.name: lines for each in sheets if (lines := _from_headings(each.lines))}
    if len(found) > 1:
        names = " and ".join(f"“{name[:40]}”" for name in list(found)[:2])
        raise Unreadable(f"The sheets {names} both hold a list of names. Keep one of them.")
    if not found:
        raise Unreadable(headers.problem((), Counted.ROWS))
    return next(iter(found.values()))


def _from_headings(lines: Sequence[Line]) -> Sequence[Line]:
    for number, line in enumerate(lines[:ABOVE]):
        if headers.names_students([cell.text for cell in line.cells]):
            return table_from(lines[number:])
    return ()


def _row_of_book(headings: Sequence[str], line: Line) -> Row:
    name, username, password = _said(headings, [cell.text for cell in line.cells])
    problem = next(filter(None, map(_problem, headings, line.cells)), "")
    if problem:
        return Row(line.number, line.number, " ".join(name.split())[:80], problem=problem)
    return checked(line.number, line.number, unguarded(name.strip()), username, password)


def _problem(heading: str, cell: Cell) -> str:
    """Return why a cell cannot be taken; in columns that are not used nothing is amiss."""
    if not cell.problem or not headers.meaning(heading):
        return ""
    return f"{cell.where}, column “{heading[:60]}”: {cell.problem}"
