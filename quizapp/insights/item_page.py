"""What the pages about one item of an assignment show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.attempts.keys import keys_of
from quizapp.attempts.question import arranged
from quizapp.bank.model import Misconception
from quizapp.insights.cells import Sight
from quizapp.insights.certainty import Quadrants, quadrants
from quizapp.insights.grid import Column, Grid
from quizapp.insights.heat import Heat, heat
from quizapp.insights.matrix import Matrix, matrix
from quizapp.insights.queries import assignments, beliefs, grids
from quizapp.insights.saying import Sources, right_answer
from quizapp.insights.sittings import Pupil
from quizapp.insights.tally import Belief, Tally, belief, tally
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Item
from quizapp.items.ranking.accepted import decided_on, is_acceptable
from quizapp.items.ranking.model import RankingItem
from quizapp.quizzes.models import Assignment


@dataclass(frozen=True)
class Silent:
    """Students without a scored answer, and why: blank, not reached, unreadable."""

    words: str
    pupils: Sequence[Pupil]


@dataclass(frozen=True)
class ItemPage:
    """One item: what the class answered to it, and its neighbours in the quiz.

    ``shown`` is the item in an order fit for showing to a class, ``key`` the one that says what is
    right by now.
    """

    column: Column
    item: Item
    key: Item
    sources: Sources
    tally: Tally
    belief: Belief | None
    misconceptions: Mapping[str, Misconception]
    silent: Sequence[Silent]
    answers: int
    shown: Item
    quadrants: Quadrants
    heat: Heat | None
    matrix: Matrix | None
    previous: int | None
    next: int | None

    @property
    def position(self) -> int:
        return self.column.question.position

    @property
    def kind(self) -> AnyItemType:
        return ITEM_TYPES[self.item.type]

    @property
    def right_answer(self) -> Sequence[str]:
        return right_answer(self.key, self.sources)

    @property
    def right_before(self) -> Sequence[str]:
        """What was right when the class answered; empty where that has not changed."""
        before = right_answer(self.item, self.sources)
        return before if before != self.right_answer else ()

    @property
    def reason_marks(self) -> Sequence[Fraction]:
        """What the reason for a ranking can be worth."""
        return self.key.reason_marks if isinstance(self.key, RankingItem) else ()

    def decided_on(self, reason: str) -> Fraction | None:
        """Return the mark that everybody has for a reason by now, if one was decided on."""
        decided = decided_on(self.key, reason)
        return decided.mark if decided else None

    def may_be_accepted(self, reason: str) -> bool:
        """Whether everybody who gives a reason can be given one mark for it from here."""
        return bool(self.column.question.max_mark) and is_acceptable(self.key, reason)

    @property
    def misconception(self) -> Misconception | None:
        """The belief that most wrong choices reveal."""
        return self.misconceptions.get(self.belief.misconception) if self.belief else None


def item_page(assignment: Assignment, position: int) -> ItemPage | None:
    """Read what a class answered to one item; ``None`` where the quiz has no such place."""
    grid = grids.grid_of(assignment)
    column = grid.column_at(position)
    if column is None:
        return None
    item = assignments.items_of(assignment)[position]
    known = assignments.sources_of(assignment)
    sources = {each: known[each] for each in item.sources if each in known}
    given = grids.given(grid, [position])[position]
    key = keys_of(assignment)[position]
    counted = tally(item, given, sources, key)
    places = [each.question.position for each in grid.columns]
    return ItemPage(
        column,
        item,
        key,
        sources,
        counted,
        belief(counted.groups),
        assignments.misconceptions_of(assignment.bank),
        _silent(grid, position),
        len(given),
        arranged(item, assignment.id, position, shuffle=assignment.shuffle),
        quadrants(grid, position, beliefs.certainties(assignment)),
        heat(item, counted),
        matrix(item, given, key),
        max((place for place in places if place < position), default=None),
        min((place for place in places if place > position), default=None),
    )


SILENT = {
    Sight.BLANK: "left it blank",
    Sight.UNREACHED: "did not reach it",
    Sight.UNREADABLE: "wrote something that could not be read",
}


def _silent(grid: Grid, position: int) -> Sequence[Silent]:
    found: dict[Sight, list[Pupil]] = {each: [] for each in SILENT}
    for row in grid.members:
        cell = row.cells.get(position) if row.handed_in else None
        if cell and cell.sight in found:
            found[cell.sight].append(row.pupil)
    return [Silent(SILENT[sight], pupils) for sight, pupils in found.items() if pupils]
