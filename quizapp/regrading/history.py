"""The corrections of an assignment with what they were about."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.accounts.models import User
from quizapp.attempts.models import Correction
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.quizzes.versions import item_of
from quizapp.regrading import queries


@dataclass(frozen=True)
class Entry:
    """One correction; ``elsewhere`` holds the other assignments that the same act corrected."""

    correction: Correction
    place: AssignedItem
    may_be_undone: bool
    elsewhere: Sequence[Assignment]

    @property
    def item(self) -> Item:
        return item_of(self.place.version)


def entries_of(teacher: User, assignment: Assignment) -> Sequence[Entry]:
    """Return what was put right in an assignment, the newest first."""
    made = queries.corrections_of(assignment.id)
    places = {each.position: each for each in queries.places_of(assignment)}
    others = queries.made_elsewhere(teacher, assignment, {each.act for each in made})
    last: dict[int, int] = {}
    for each in made:
        if each.undone_at is None:
            last.setdefault(each.position, each.id)
    return [
        Entry(each, places[each.position], last.get(each.position) == each.id, others[each.act])
        for each in made
    ]
