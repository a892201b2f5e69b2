"""A plain table of marks: students down, items across."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

HIGHEST = 10**6  # no item is worth more; keeps every figure inside what a float can hold
PROBLEMS_SHOWN = 10

Mark = Fraction | None
Row = tuple[Mark, ...]


class BadTable(ValueError):
    """The table cannot be used; ``problems`` holds a sentence for each reason."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        shown = list(problems[:PROBLEMS_SHOWN])
        if len(problems) > PROBLEMS_SHOWN:
            shown.append(f"There are {len(problems) - PROBLEMS_SHOWN} problems more.")
        super().__init__("\n".join(shown))


@dataclass(frozen=True)
class MarkTable:
    """Marks of students (rows) for items (columns), checked when it is made.

    ``None`` stands for an item the student was not presented with; an item that was left out
    is a mark of 0. Every mark lies between 0 and its item's maximum. ``BadTable`` says what is
    wrong with a table that is not like that.
    """

    items: tuple[str, ...]
    max_marks: tuple[Fraction, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        problems = [*self._wrong_items(), *self._wrong_rows()]
        if problems:
            raise BadTable(*problems)

    def _wrong_items(self) -> list[str]:
        if not self.items:
            return ["The table has no items."]
        if len(self.max_marks) != len(self.items):
            return [f"{len(self.items)} items need {len(self.items)} maximum marks."]
        problems = [
            f"Item {name}: the maximum mark must lie between 0 and {HIGHEST}."
            for name, most in zip(self.items, self.max_marks, strict=True)
            if not 0 <= most <= HIGHEST
        ]
        for name in dict.fromkeys(self.items):
            if not name.strip():
                problems.append("Every item needs a name.")
            elif self.items.count(name) > 1:
                problems.append(f"Two items are called {name}; give each a name of its own.")
        return problems

    def _wrong_rows(self) -> list[str]:
        problems = []
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.items):
                problems.append(f"Row {number} has {len(row)} marks for {len(self.items)} items.")
                continue
            for name, most, mark in zip(self.items, self.max_marks, row, strict=False):
                if mark is not None and not 0 <= mark <= most:
                    problems.append(f"Row {number}, item {name}: {wrong_mark(mark, most)}")
        return problems

    @cached_property
    def totals(self) -> Row:
        """Each student's sum over the items presented; ``None`` if there was none."""
        return tuple(
            None if all(mark is None for mark in row) else sum(presented(row), Fraction())
            for row in self.rows
        )

    @cached_property
    def columns(self) -> tuple[Row, ...]:
        """Each item's marks, in the order of the students."""
        if not self.rows:
            return ((),) * len(self.items)
        return tuple(zip(*self.rows, strict=True))

    def rest(self, item: int) -> Row:
        """Each student's total without one item; ``None`` if nothing else was presented."""
        return tuple(
            total - (row[item] or 0)
            if total is not None and any(m is not None for i, m in enumerate(row) if i != item)
            else None
            for row, total in zip(self.rows, self.totals, strict=True)
        )

    @property
    def complete(self) -> bool:
        """Say whether every student was presented with every item."""
        return all(mark is not None for row in self.rows for mark in row)


def presented(marks: Row) -> list[Fraction]:
    """Return the marks that are there."""
    return [mark for mark in marks if mark is not None]


def both(left: Row, right: Row) -> tuple[list[Fraction], list[Fraction]]:
    """Return two columns cut down to the students who have a mark in both."""
    pairs = [(x, y) for x, y in zip(left, right, strict=True) if x is not None and y is not None]
    return [x for x, _y in pairs], [y for _x, y in pairs]


def wrong_mark(mark: Fraction, most: Fraction) -> str:
    """Say what is wrong with a mark that lies outside its item's range."""
    if mark < 0:
        return f"{shown(mark)} is negative; marks begin at 0."
    return f"{shown(mark)} is above the maximum mark {shown(most)}."


def shown(mark: Fraction) -> str:
    """Write a mark as people do: 3 or 2.5."""
    return f"{float(mark):.12g}"
