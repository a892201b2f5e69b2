"""Reading tables that people send: from the bytes of a file to the cells of its lines; pure."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import StringIO

MOST_BYTES = 400_000
BOM = b"\xef\xbb\xbf"
WIDE = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ",;\t"

Record = tuple[int, int, list[str]]
"""First line, last line, cells."""


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


class NotUtf8(Unreadable):
    """The file holds bytes that are no UTF-8; it may be in another encoding."""


def insist_short(data: bytes) -> None:
    """Raise `Unreadable` for a file that is larger than any that is read."""
    if len(data) > MOST_BYTES:
        raise Unreadable("The file is larger than 400 KB. Split it and send the parts in turn.")


def decoded(data: bytes, encoding: str = "utf-8") -> str:
    """Return the file's text; a byte order mark counts for more than ``encoding``.

    Raises `Unreadable` with what to do about it.
    """
    insist_short(data)
    if data.startswith(b"PK\x03\x04"):
        raise Unreadable("This is an Excel workbook. In Excel, save it as “CSV UTF-8” first.")
    if data.startswith(WIDE):
        encoding = "utf-16"
    elif data.startswith(BOM):
        encoding = "utf-8"
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


def delimiter_of(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """Return the delimiter with which the first filled line names the most known columns."""
    start = next((line for line in text.splitlines() if line.strip()), "")

    def found(delimiter: str) -> int:
        try:
            return known(next(csv.reader([start[:100_000]], delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=found)


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Return the lines of a table with their numbers. Raises `Unreadable`."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    last = 0
    try:
        for cells in reader:
            yield last + 1, reader.line_num, cells
            last = reader.line_num
    except csv.Error as error:
        raise Unreadable(f"The file cannot be read from line {last + 1} on.") from error
