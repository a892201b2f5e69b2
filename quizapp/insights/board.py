"""What the page of results shows: the grid, the finding, what to talk about, the spread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.attempts.keys import keys_of
from quizapp.bank.model import Misconception
from quizapp.insights import finding
from quizapp.insights.cells import SIGNS, WORDS, Sight
from quizapp.insights.grid import Column, Grid
from quizapp.insights.queries import assignments, grids
from quizapp.insights.saying import Sources
from quizapp.insights.spread import Band, bands
from quizapp.insights.tally import Belief, Given, Group, Tally, belief, tally, telling_group
from quizapp.items.base import Item
from quizapp.quizzes.models import Assignment

ALWAYS_EXPLAINED = (Sight.RIGHT, Sight.PARTLY, Sight.WRONG, Sight.BLANK)


@dataclass(frozen=True)
class Talk:
    """A question worth talking about: what most chose, and the belief behind it."""

    column: Column
    item: Item
    tally: Tally
    belief: Belief | None
    misconception: Misconception | None

    @property
    def group(self) -> Group | None:
        """The choices to show: all there are, or those of the row that went worst."""
        return telling_group(self.tally.groups)


@dataclass(frozen=True)
class Board:
    """Everything on the page of results."""

    grid: Grid
    finding: finding.Finding
    facts: Sequence[str]
    talks: Sequence[Talk]
    bands: Sequence[Band]

    @property
    def legend(self) -> Sequence[tuple[Sight, str, str]]:
        """The sights to explain, with sign and words: the usual ones, and others that occur."""
        occurring = {cell.shown for row in self.grid.rows for cell in row.cells.values()}
        shown = [s for s in Sight if s in ALWAYS_EXPLAINED or s in occurring]
        return [(each, SIGNS[each], WORDS[each]) for each in shown]

    @property
    def second_look(self) -> Sequence[int]:
        """The places of the questions worth a second look."""
        return [talk.column.question.position for talk in self.talks]

    @property
    def held_back(self) -> bool:
        """Whether somewhere something right does not count."""
        cells = (cell for row in self.grid.rows for cell in row.cells.values())
        return any(cell.answer.held_back for cell in cells)


def board_of(assignment: Assignment) -> Board:
    """Read the results of an assignment; the number of queries does not depend on its size."""
    grid = grids.grid_of(assignment)
    hardest = finding.second_look(grid.columns)
    given = grids.given(grid, [column.question.position for column in hardest])
    beliefs = assignments.misconceptions_of(assignment.bank) if hardest else {}
    items, sources = assignments.items_of(assignment), assignments.sources_of(assignment)
    keys = keys_of(assignment)
    talks = [
        _talk(column, items[at], keys[at], given[at], sources, beliefs)
        for column in hardest
        if (at := column.question.position)
    ]
    spread = bands(grid.shares)
    return Board(grid, finding.of_results(grid), finding.facts(grid), talks, spread)


def _talk(
    column: Column,
    item: Item,
    key: Item,
    given: Given,
    sources: Sources,
    beliefs: Mapping[str, Misconception],
) -> Talk:
    counted = tally(item, given, sources, key)
    common = belief(counted.groups)
    return Talk(
        column, item, counted, common, beliefs.get(common.misconception) if common else None
    )
