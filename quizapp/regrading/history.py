"""The corrections of an assignment with what they were about."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.accounts.models import User
from quizapp.attempts.models import Correction
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.quizzes.versions import item_of
from quizapp.regrading import queries
from quizapp.regrading.variants import Variant, added


@dataclass(frozen=True)
class Entry:
    """One correction; ``elsewhere`` holds the other assignments that the same act corrected.

    ``accepted`` is the typed answer that it added, where it did nothing else.
    """

    correction: Correction
    place: AssignedItem
    may_be_undone: bool
    elsewhere: Sequence[Assignment]
    accepted: Variant | None

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
        Entry(
            each,
            places[each.position],
            last.get(each.position) == each.id,
            others[each.act],
            _accepted(each, places[each.position], made),
        )
        for each in made
    ]


def _accepted(
    correction: Correction, place: AssignedItem, made: Sequence[Correction]
) -> Variant | None:
    """Return the answer by which the version of a correction differs from that before it."""
    if correction.version is None:
        return None
    earlier = [
        each.version
        for each in made
        if each.position == correction.position and each.id < correction.id and each.version
    ]
    new = item_of(correction.version)
    found = (added(item_of(each), new) for each in (*earlier, place.version))
    return next((each for each in found if each), None)
