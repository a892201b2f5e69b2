"""Reading a roster: from the bytes of a CSV file to lines that can be used or say why not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizapp.classrooms.roster import headers
from quizapp.classrooms.roster.rows import Row, checked
from quizapp.classrooms.roster.writer import unguarded
from quizapp.tables.reading import (
    MOST_BYTES,
    NotUtf8,
    Record,
    Unreadable,
    decoded,
    delimiter_of,
    records,
)

__all__ = ["ENCODINGS", "MOST_BYTES", "MOST_ROWS", "NotUtf8", "Sheet", "Unreadable", "read"]

MOST_ROWS = 1000
ENCODINGS = {"utf-8": "UTF-8 (usual)", "windows-1252": "Windows-1252 (older Excel)"}


@dataclass(frozen=True)
class Sheet:
    """A roster as it was read: every line of the file is heading, row or empty."""

    heading_ends: int
    rows: tuple[Row, ...]
    empty_lines: tuple[int, ...]
    unused: tuple[str, ...]


def read(data: bytes, encoding: str = "utf-8") -> Sheet:
    """Return the lines of a roster. Raises `Unreadable`, and nothing else."""
    text = decoded(data, encoding)
    lines_read = list(records(text, delimiter_of(text, _known)))
    empty = [number for first, last, _ in _empty(lines_read) for number in range(first, last + 1)]
    filled = [record for record in lines_read if any(cell.strip() for cell in record[2])]
    if not filled:
        raise Unreadable("The file is empty. Its first line names the columns.")
    (_, heading_ends, headings), *lines = filled
    problem = headers.problem(headings)
    if problem:
        raise Unreadable(problem)
    if len(lines) > MOST_ROWS:
        raise Unreadable(f"The file has {len(lines)} lines; at most {MOST_ROWS} can be read.")
    rows = tuple(_row(headings, record) for record in lines)
    unused = tuple(h.strip() for h in headings if h.strip() and not headers.meaning(h))
    return Sheet(heading_ends, rows, tuple(empty), unused)


def _known(headings: Sequence[str]) -> int:
    return len(headers.columns(headings))


def _empty(records: Iterable[Record]) -> Iterator[Record]:
    return (record for record in records if not any(cell.strip() for cell in record[2]))


def _row(headings: Sequence[str], record: Record) -> Row:
    first, last, cells = record
    places = headers.columns(headings)

    def cell(kind: str) -> str:
        place = places.get(kind, len(cells))
        return cells[place] if place < len(cells) else ""

    name = cell("name") if "name" in places else f"{cell('first')} {cell('last')}"
    if first != last or any("\n" in cell or "\r" in cell for cell in cells):
        problem = f"A quotation mark opens in line {first} and is not closed there."
        return Row(first, last, " ".join(name.split())[:80], problem=problem)
    if any(extra.strip() for extra in cells[len(headings) :]):
        problem = f"The line has {len(cells)} cells, the first line {len(headings)}."
        return Row(first, last, " ".join(name.split())[:80], problem=problem)
    return checked(first, last, unguarded(name.strip()), cell("username"), cell("password"))
