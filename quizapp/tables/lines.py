"""Tables as they come back, line by line, whatever file they came in; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True)
class Line:
    """The cells of a line, ``where`` it stands, and the ``problem`` of all of it."""

    cells: Sequence[Cell]
    where: str
    problem: str = ""

    @property
    def filled(self) -> bool:
        return any(cell.text or cell.problem for cell in self.cells)


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
    where = f"Line {first}"
    unclosed = f"A quotation mark opens in line {first} and is not closed there."
    return Line([_cell(raw.strip(), where) for raw in cells], where, unclosed * (first != last))


def _cell(raw: str, where: str) -> Cell:
    problem = FORMULA if raw != DASH and is_formula(raw) else ""
    return Cell(unguarded(raw).strip(), where, problem)
