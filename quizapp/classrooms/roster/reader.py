"""Reading a roster: from the bytes of a CSV file to lines that can be used or say why not."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from quizapp.classrooms.roster import headers
from quizapp.classrooms.roster.rows import Row, checked
from quizapp.classrooms.roster.writer import unguarded

MOST_ROWS = 1000
MOST_BYTES = 400_000
BOM = b"\xef\xbb\xbf"
DELIMITERS = ",;\t"
ENCODINGS = {"utf-8": "UTF-8 (usual)", "windows-1252": "Windows-1252 (older Excel)"}

Record = tuple[int, int, list[str]]
"""First line, last line, cells."""


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


class NotUtf8(Unreadable):
    """The file holds bytes that are no UTF-8; it may be in another encoding."""


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
    records = list(_records(text, _delimiter(text)))
    empty = [number for first, last, _ in _empty(records) for number in range(first, last + 1)]
    filled = [record for record in records if any(cell.strip() for cell in record[2])]
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


def decoded(data: bytes, encoding: str) -> str:
    """Return the file's text. Raises `Unreadable` with what to do about it."""
    if len(data) > MOST_BYTES:
        raise Unreadable("The file is larger than 400 KB. Split it and send the parts in turn.")
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable("This is an Excel workbook. In Excel, save it as “CSV UTF-8” first.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("The file is in UTF-16. Save it as “CSV UTF-8” and send it again.")
    encoding = "utf-8" if data.startswith(BOM) else encoding
    try:
        return data.removeprefix(BOM).decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise Unreadable("The file is no text that can be read.") from error
        line = data.count(b"\n", 0, error.start) + 1
        raise NotUtf8(
            f"The file is not in UTF-8 (line {line}). Save it as “CSV UTF-8”, or choose the file "
            "again and have it read as Windows-1252."
        ) from error


def _delimiter(text: str) -> str:
    """Return the delimiter with which the first filled line names the most known columns."""
    start = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        headings = next(csv.reader([start[:10_000]], delimiter=delimiter), [])
        return len(headers.columns(headings))

    return max(DELIMITERS, key=known)


def _records(text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    last = 0
    try:
        for cells in reader:
            yield last + 1, reader.line_num, cells
            last = reader.line_num
    except csv.Error as error:
        raise Unreadable(f"The file cannot be read from line {last + 1} on.") from error


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
