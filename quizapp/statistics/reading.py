"""Reading a table of marks from CSV: a header row of item names, then a row a student."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from quizapp.statistics.matrix import BadTable, Mark, MarkTable, Row, presented, wrong_mark

NUMBER = re.compile(r"[+-]?(\d{1,9}(\.\d{0,9})?|\.\d{1,9})", re.ASCII)
LOOKS_LIKE_A_FORMULA = ("=", "@", "+", "-")
LONGEST_SHOWN = 40

Lines = list[tuple[int, list[str]]]


def read_csv(text: str, max_marks: Sequence[Fraction] | None = None) -> MarkTable:
    """Read a table of marks; an empty cell is an item the student was not presented with.

    Without ``max_marks``, an item's maximum is the highest mark anybody has for it. Raises
    ``BadTable`` with a sentence for every mistake, each with its line.
    """
    lines = _lines(text)
    if not lines:
        raise BadTable("The file is empty. Its first row must name the items.")
    (_number, header), *body = lines
    items = tuple(name.strip() for name in header)
    problems = [*_wrong_header(items), *_ragged(items, body)]
    if problems:
        raise BadTable(*problems)
    rows = _rows(items, body)
    most = tuple(max_marks) if max_marks is not None else _highest(items, rows)
    _check_against(most, items, rows, [number for number, _cells in body])
    return MarkTable(items, most, rows)


def read_max_marks(text: str) -> tuple[Fraction, ...]:
    """Read maximum marks from a list such as ``1,1,2.5``; raise ``BadTable`` if it is none."""
    cells = [cell.strip() for cell in text.split(",")]
    wrong = [cell for cell in cells if not NUMBER.fullmatch(cell) or Fraction(cell) <= 0]
    if wrong:
        raise BadTable(
            *(f"Maximum mark {_quoted(cell)} is not a number above 0." for cell in wrong)
        )
    return tuple(Fraction(cell) for cell in cells)


def _lines(text: str) -> Lines:
    """Return the rows that are not blank, each with the number of its line."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    lines: Lines = []
    try:
        for cells in reader:
            if len(cells) > 1 or any(cell.strip() for cell in cells):
                lines.append((reader.line_num, cells))
    except csv.Error as reason:
        raise BadTable(f"Line {reader.line_num} is not CSV: {reason}.") from None
    return lines


def _wrong_header(items: tuple[str, ...]) -> list[str]:
    if not any(items):
        return ["The first row is empty. It must name the items."]
    if len(items) == 1 and re.search("[;\t]", items[0]):
        return ["The first row is one single cell. Separate the cells with commas."]
    if all(NUMBER.fullmatch(name) for name in items):
        return ["The first row holds only numbers. It must name the items, such as Q1."]
    problems = [f"Item {n} has no name." for n, name in enumerate(items, start=1) if not name]
    problems += [
        f"Item name {_quoted(name)} looks like a formula; begin it with a letter or a digit."
        for name in items
        if name.startswith(LOOKS_LIKE_A_FORMULA)
    ]
    return problems + [
        f"{count} items are called {_quoted(name)}; give each a name of its own."
        for name, count in Counter(items).items()
        if name and count > 1
    ]


def _ragged(items: tuple[str, ...], body: Lines) -> list[str]:
    return [
        f"Line {number} has {len(cells)} cells; the first row names {len(items)} items."
        for number, cells in body
        if len(cells) != len(items)
    ]


def _rows(items: tuple[str, ...], body: Lines) -> tuple[Row, ...]:
    """Read all cells, or raise with everything that cannot be read."""
    problems: list[str] = []
    rows = []
    for number, cells in body:
        row: list[Mark] = []
        for item, cell in zip(items, (cell.strip() for cell in cells), strict=True):
            wrong = _wrong_cell(cell)
            if wrong:
                problems.append(f"Line {number}, item {item}: {wrong}")
            row.append(Fraction(cell) if cell and not wrong else None)
        rows.append(tuple(row))
    if problems:
        raise BadTable(*problems)
    return tuple(rows)


def _wrong_cell(cell: str) -> str:
    """Say why a cell is no mark; empty if it is one, or if nothing is in it."""
    if not cell:
        return ""
    if NUMBER.fullmatch(cell):
        mark = Fraction(cell)
        return wrong_mark(mark, mark) if mark < 0 else ""
    if cell.startswith(LOOKS_LIKE_A_FORMULA):
        return f"{_quoted(cell)} looks like a formula; write the mark itself."
    return f"{_quoted(cell)} is not a mark; write a number such as 2 or 1.5."


def _highest(items: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[Fraction, ...]:
    return tuple(
        max(presented(tuple(row[at] for row in rows)), default=Fraction())
        for at in range(len(items))
    )


def _check_against(
    most: tuple[Fraction, ...], items: tuple[str, ...], rows: tuple[Row, ...], numbers: list[int]
) -> None:
    """Raise with every mark above its item's maximum."""
    if len(most) != len(items):
        raise BadTable(
            f"The table has {len(items)} items, but {len(most)} maximum marks are given."
        )
    problems = [
        f"Line {number}, item {item}: {wrong_mark(mark, top)}"
        for number, row in zip(numbers, rows, strict=True)
        for item, top, mark in zip(items, most, row, strict=True)
        if mark is not None and mark > top
    ]
    if problems:
        raise BadTable(*problems)


def _quoted(cell: str) -> str:
    """Return what was written, shortened, and without what a terminal would act on."""
    short = cell if len(cell) <= LONGEST_SHOWN else cell[: LONGEST_SHOWN - 1] + "…"
    return f"“{''.join(c if c.isprintable() else '?' for c in short)}”"
