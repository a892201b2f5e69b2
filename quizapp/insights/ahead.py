"""What a teacher can decide for a student who has not begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.attempts.models import Excuse
from quizapp.insights.rows import Row
from quizapp.items.base import Item
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Ahead:
    """A question that a student has not begun; ``excuse`` says why it will not count."""

    position: int
    item: Item
    max_mark: int
    excuse: Excuse | None

    @property
    def may_be_excused(self) -> bool:
        return self.excuse is None and self.max_mark > 0


def ahead_of(assignment: Assignment, row: Row, excuses: Mapping[int, Excuse]) -> Sequence[Ahead]:
    """Return the questions a student can be excused from before an attempt; later there are none.

    An attempt that was taken out of the results is as good as none.
    """
    if row.sitting is not None:
        return ()
    return [
        Ahead(each.position, item_of(each.version), each.max_mark, excuses.get(each.position))
        for each in assignment.items
    ]
