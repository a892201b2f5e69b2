"""Tables as they come back, line by line, whatever file they came in; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizapp.tables.formulas import is_formula, unguarded
from quizapp.tables.reading import NotUtf8, decoded, delimiter_of, records

FORMULA = "The cell begins like a formula (=, +, - or @). Type the plain mark or answer."
DASH = "-"
"""Begins like a formula and is none."""


@dataclass(frozen=True)
class Cell:
    """What a cell says, ``where`` it stands, and the ``problem`` for which it cannot be taken."""

    text: str
    where: str
    problem: str = ""


class Counted(StrEnum):
    """What a file is counted in."""

    LINES = "Line"
    ROWS = "Row"


@dataclass(frozen=True)
class Line:
    """The cells of a line, its number in the file, and the ``problem`` of all of it."""

    cells: Sequence[Cell]
    number: int
    counted: Counted = Counted.LINES
    problem: str = ""

    @property
    def where(self) -> str:
        return f"{self.counted} {self.number}"

    @property
    def filled(self) -> bool:
        return any(cell.text or cell.problem for cell in self.cells)

    def without_guards(self) -> "Line":
        """Return the line as it was before texts were kept from being formulas."""
        return replace(self, cells=[replace(c, text=unguarded(c.text)) for c in self.cells])


def csv_lines(data: bytes, known: Callable[[Sequence[str]], int]) -> list[Line]:
    """Return the filled lines of a CSV file in UTF-8, UTF-16 or Windows-1252.

    ``known`` counts headings that are expected; it tells the delimiter. Raises `Unreadable`.
    """
    try:
        text = decoded(data)
    except NotUtf8:
        text = decoded(data, "windows-1252")
    lines = [_line(*record) for record in records(text, delimiter_of(text, known))]
    return [line for line in lines if line.filled]


def _line(first: int, last: int, cells: Sequence[str]) -> Line:
    unclosed = f"A quotation mark opens in line {first} and is not closed there."
    read = [_cell(raw.strip(), f"Line {first}") for raw in cells]
    return Line(read, first, problem=unclosed * (first != last))


def _cell(raw: str, where: str) -> Cell:
    problem = FORMULA if raw != DASH and is_formula(raw) else ""
    return Cell(unguarded(raw).strip(), where, problem)


def table_from(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the filled lines of a sheet whose first are the headings, as far as these go.

    What somebody noted beside the table is left aside.
    """
    width = len(lines[0].cells)
    within = [replace(each, cells=each.cells[:width]) for each in lines]
    return [each for each in within if each.filled]
