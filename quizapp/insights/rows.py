"""One student in the grid, and the order of the lines; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from quizapp.insights.cells import Cell
from quizapp.insights.sittings import Pupil, Sitting, shown_of
from quizapp.quizzes.models import Counts
from quizapp.scoring.grades import Scale, grade_of
from quizapp.scoring.lateness import FinalScore


@dataclass(frozen=True)
class Row:
    """One student: the attempt that counts, if any, and how many there are.

    ``excused`` are the positions of the questions that do not count for the student, begun or not.
    """

    pupil: Pupil
    sitting: Sitting | None
    sittings: int
    working: bool
    excused: frozenset[int] = frozenset()

    @property
    def handed_in(self) -> bool:
        return self.sitting is not None and self.sitting.handed_in

    @property
    def score(self) -> Fraction | None:
        """The exact score, once handed in."""
        return self.sitting.score if self.sitting and self.sitting.handed_in else None

    @property
    def final(self) -> FinalScore | None:
        """The marks and what counts of them, once handed in."""
        return self.sitting.final if self.sitting and self.sitting.handed_in else None

    def grade(self, scale: Scale | None) -> str | None:
        """Return the grade by a scale, once everything is handed in and marked."""
        if self.final is None or self.waiting:
            return None
        return grade_of(self.final.value, self.final.out_of, scale)

    @cached_property
    def cells(self) -> Mapping[int, Cell]:
        """The squares by position; empty for who has not started."""
        if self.sitting is None:
            return {}
        handed_in = self.sitting.handed_in
        return {p: Cell(answer, handed_in) for p, answer in self.sitting.answers.items()}

    @property
    def waiting(self) -> int:
        """How many answers of the attempt that counts a person has still to mark."""
        return self.sitting.waiting if self.sitting and self.sitting.handed_in else 0


def row_of(pupil: Pupil, sittings: Sequence[Sitting], rule: Counts, excused: frozenset[int]) -> Row:
    """Return a student with their attempts and what they are excused from."""
    working = any(not each.handed_in for each in sittings)
    return Row(pupil, shown_of(sittings, rule), len(sittings), working, excused)


@dataclass(frozen=True)
class Line:
    """A row with its place in either order, so that a script can sort as the server does."""

    row: Row
    name_rank: int
    score_rank: int


def lines(rows: Sequence[Row], order: str, *, names: bool) -> Sequence[Line]:
    """Return the rows with their places, as `Grid.lines` promises."""

    def listed(row: Row) -> tuple[bool, int]:
        return row.pupil.left, row.pupil.rank if names else row.pupil.alias

    by_name = sorted(rows, key=listed)
    by_score = sorted(by_name, key=_by_score)
    name_ranks = {row.pupil.id: rank for rank, row in enumerate(by_name, start=1)}
    found = [
        Line(row, name_ranks[row.pupil.id], rank) for rank, row in enumerate(by_score, start=1)
    ]
    return found if order == "score" else sorted(found, key=lambda line: line.name_rank)


def _by_score(row: Row) -> tuple[bool, bool, Fraction]:
    return row.score is None, row.sitting is None, -(row.score or Fraction())
