"""What the report on one quiz shows: the scores, and every question with what was chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.attempts.keys import keys_of
from quizapp.insights.cells import Sight
from quizapp.insights.finding import Finding, so_far
from quizapp.insights.grid import Column, Grid
from quizapp.insights.pace import Pace, paces
from quizapp.insights.queries import assignments, grids, showings
from quizapp.insights.spread import Band, Summary, bands, summary
from quizapp.insights.tally import Tally, tally
from quizapp.items.base import Item
from quizapp.quizzes.models import Assignment
from quizapp.web.rendering import listed, mark, per_cent

OUTCOMES = (
    Sight.RIGHT,
    Sight.PARTLY,
    Sight.WRONG,
    Sight.BLANK,
    Sight.UNREADABLE,
    Sight.UNREACHED,
    Sight.OVERRIDDEN,
    Sight.EXCUSED,
    Sight.OPINION,
)
"""What can become of an answer that is not still to be marked, in the order of the columns.

An answer that was marked by itself stands where that puts it, also if its mark was overridden.
"""


@dataclass(frozen=True)
class Asked:
    """One question of the report."""

    column: Column
    item: Item
    tally: Tally
    answers: int
    pace: Pace | None

    @property
    def position(self) -> int:
        return self.column.question.position

    @cached_property
    def outcomes(self) -> Mapping[Sight, int]:
        """How often each outcome occurred; 0 where it did not."""
        return Counter(cell.sight for cell in self.column.cells)


@dataclass(frozen=True)
class ClassReport:
    """Everything in the report on one quiz."""

    grid: Grid
    finding: Finding
    summary: Summary | None
    bands: Sequence[Band]
    questions: Sequence[Asked]

    @cached_property
    def occurring(self) -> Sequence[Sight]:
        """The outcomes that need a column: the usual ones, and others that occur."""
        usual = OUTCOMES[:4]
        seen = {sight for question in self.questions for sight in question.outcomes}
        return [sight for sight in OUTCOMES if sight in usual or sight in seen]

    @property
    def knows_pace(self) -> bool:
        return any(question.pace for question in self.questions)


def report_of(assignment: Assignment) -> ClassReport:
    """Read the report on an assignment; the number of queries does not depend on its size."""
    grid = grids.grid_of(assignment)
    items, sources = assignments.items_of(assignment), assignments.sources_of(assignment)
    given, keys = grids.given(grid, items.keys()), keys_of(assignment)
    counting = [row.sitting.id for row in grid.members if row.sitting and row.handed_in]
    pace = paces(showings.showings_of(counting))
    questions = []
    for column in grid.columns:
        at = column.question.position
        counted = tally(items[at], given[at], sources, keys[at])
        questions.append(Asked(column, items[at], counted, len(given[at]), pace.get(at)))
    return ClassReport(grid, finding_of(grid), summary(grid.shares), bands(grid.shares), questions)


def finding_of(grid: Grid) -> Finding:
    """Say what the middle of the class scored, and which question went worst."""
    if not grid.handed_in:
        return Finding("Nobody has handed in yet.")
    lead = _middle(grid)
    shares = {c.question.position: c.share for c in grid.columns if c.share is not None}
    worst = min(shares.values(), default=None)
    if worst is None:
        return Finding(lead)
    if worst == 1:
        return Finding(lead, "Every question", " was answered wholly right by everybody.")
    hardest = [position for position, share in shares.items() if share == worst]
    if len(hardest) > 3:
        return Finding(lead, "No question", " stands out as the hardest.")
    noun, each = ("Question", "") if len(hardest) == 1 else ("Questions", " each")
    return Finding(
        lead, f"{noun} {listed(hardest)}", f" went worst: {per_cent(worst)} of the mark{each}."
    )


def _middle(grid: Grid) -> str:
    if grid.middle_score is None:
        return f"{grid.handed_in} handed in; nothing is marked yet."
    score = f"{mark(grid.middle_score)} of {grid.settled_out_of}{so_far(grid)}"
    if len(grid.shares) == 1:
        return f"The one who has handed in scored {score}."
    return f"The middle score is {score}."
