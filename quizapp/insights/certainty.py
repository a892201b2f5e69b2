"""How sure the class was, against how right it was; counts without names; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.insights.beliefs import VERY_SURE
from quizapp.insights.cells import Sight
from quizapp.insights.finding import Finding
from quizapp.insights.grid import Column, Grid

SCORED = (Sight.RIGHT, Sight.PARTLY, Sight.WRONG)

Said = Mapping[tuple[int, int], int]
"""How sure somebody said they were, by attempt and position."""


@dataclass(frozen=True)
class Quadrants:
    """Scored answers by certainty and correctness; partly right counts as not right.

    Answers whose writer did not say how sure they were are ``unsaid``.
    """

    sure_right: int = 0
    sure_wrong: int = 0
    unsure_right: int = 0
    unsure_wrong: int = 0
    unsaid: int = 0

    @property
    def said(self) -> int:
        return self.sure_right + self.sure_wrong + self.unsure_right + self.unsure_wrong

    @property
    def sure(self) -> int:
        return self.sure_right + self.sure_wrong


@dataclass(frozen=True)
class Line:
    """A question with how sure the class was about it."""

    column: Column
    quadrants: Quadrants

    @property
    def right(self) -> int:
        return self.column.right

    @property
    def answers(self) -> int:
        return len(self.column.fractions)

    @property
    def wrong(self) -> int:
        """How many scored answers are not wholly right."""
        return self.answers - self.right

    @property
    def share_right(self) -> Fraction:
        """The share of scored answers that are wholly right; 1 while there are none."""
        return Fraction(self.right, self.answers) if self.answers else Fraction(1)


def quadrants(grid: Grid, position: int, said: Said) -> Quadrants:
    """Count the answers to one question that members of the class handed in."""
    counts: dict[str, int] = {}
    for row in grid.members:
        cell = row.cells.get(position)
        if row.sitting is None or cell is None or not row.handed_in or cell.sight not in SCORED:
            continue
        name = _name(said.get((row.sitting.id, position)), right=cell.sight is Sight.RIGHT)
        counts[name] = counts.get(name, 0) + 1
    return Quadrants(**counts)


def _name(certainty: int | None, *, right: bool) -> str:
    if certainty is None:
        return "unsaid"
    return f"{'sure' if certainty == VERY_SURE else 'unsure'}_{'right' if right else 'wrong'}"


def reteach(grid: Grid, said: Said) -> Sequence[Line]:
    """Return the questions in the order to teach them again.

    Those that most students were very sure of and wrong come first: such mistakes do not clear up
    by themselves. Then those that fewest got right. Opinions are not among them.
    """
    asked = (each for each in grid.columns if not each.question.opinion)
    lines = [Line(each, quadrants(grid, each.question.position, said)) for each in asked]
    return sorted(
        lines,
        key=lambda line: (
            -line.quadrants.sure_wrong,
            line.share_right,
            line.column.question.position,
        ),
    )


def finding(lines: Sequence[Line], handed_in: int) -> Finding:
    """Say where most students were very sure and wrong; ``lines`` are in the order to reteach."""
    if not handed_in:
        return Finding("Nobody has handed in yet.")
    if not any(line.quadrants.said for line in lines):
        return Finding("Nobody has said how sure they were.")
    settled = (line for line in lines if not line.column.waiting)
    top = next((line for line in settled if line.quadrants.sure_wrong), None)
    if top is None:
        return Finding("Nobody was very sure of an answer that is not right.")
    wrong = top.quadrants.sure_wrong
    people = "1 student was" if wrong == 1 else f"{wrong} students were"
    place = top.column.question.position
    return Finding(f"{people} very sure of an answer that is not right:", f"question {place}", ".")
