"""An assignment with its questions, boxes and students: what the pages for entering paper show."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.items.base import Item
from quizapp.paper.boxes import Box
from quizapp.paper.plan import Standing
from quizapp.paper.queries import boxes_for, standings_of
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Desk:
    """What lies on the desk when paper is entered."""

    assignment: Assignment
    boxes: Sequence[Box]
    standings: Sequence[Standing]

    @cached_property
    def items(self) -> dict[int, Item]:
        """The questions by position."""
        return {each.position: item_of(each.version) for each in self.assignment.items}

    @cached_property
    def boxes_at(self) -> dict[int, list[Box]]:
        """The boxes of each question."""
        found: dict[int, list[Box]] = {position: [] for position in self.items}
        for box in self.boxes:
            found[box.position].append(box)
        return found

    def column(self, box: Box) -> str:
        """Return what a box is called: the question, and whether it takes a mark."""
        alone = len(self.boxes_at[box.position]) == 1 and box.use == "a"
        return f"{box.position}" if alone or box.use == "a" else f"{box.position} mark"


def desk_of(assignment: Assignment) -> Desk:
    """Return an assignment as it lies on the desk."""
    return Desk(assignment, boxes_for(assignment), standings_of(assignment))
