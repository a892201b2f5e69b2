"""A question as the page shows it on which a teacher chooses what to do about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quizapp.accounts.models import User
from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Correction, Remedy
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion
from quizapp.quizzes.queries import find_place
from quizapp.quizzes.versions import item_of
from quizapp.regrading import queries
from quizapp.regrading.keys import key_of
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import Plan, rules_at
from quizapp.regrading.showing import Shown, ordered, shown_in


@dataclass(frozen=True)
class Desk:
    """One question of an assignment, what was corrected so far, and what can be done now."""

    place: AssignedItem
    rules: Sequence[Correction]
    newest: ItemVersion | None
    elsewhere: Sequence[AssignedItem]
    sources: Mapping[str, Source]

    @property
    def assignment(self) -> Assignment:
        return self.place.assignment

    @property
    def item(self) -> Item:
        return item_of(self.place.version)

    @property
    def in_use(self) -> ItemVersion:
        """The version by which responses are scored now."""
        return in_use_at(self.place, self.rules)

    @property
    def dropped(self) -> bool:
        return self.place.max_mark == 0 and not self.item.asks_opinion

    @property
    def credited(self) -> bool:
        return bool(self.rules) and self.rules[-1].remedy is Remedy.CREDIT

    @property
    def other_version(self) -> ItemVersion | None:
        """The version that was published last, where it is not the one in use."""
        if self.newest is None or (self.newest.id == self.in_use.id and not self.credited):
            return None
        return self.newest

    @property
    def old_key(self) -> Sequence[str]:
        return key_of(item_of(self.in_use), self.sources)

    @property
    def new_key(self) -> Sequence[str]:
        return key_of(item_of(self.newest), self.sources) if self.newest else ()

    def decision(self, remedy: Remedy, *, never_lower: bool) -> Decision:
        """Return what was chosen; only a version can be with or without losses."""
        if remedy is not Remedy.VERSION:
            return Decision(remedy)
        return Decision(remedy, self.newest, never_lower)

    def places(self, also: Collection[int]) -> Sequence[AssignedItem]:
        """Return this place and those of the others that were ticked."""
        return [self.place, *(each for each in self.elsewhere if each.id in also)]


def in_use_at(place: AssignedItem, rules: Sequence[Correction]) -> ItemVersion:
    """Return the version whose key counts at a place."""
    chosen = [each.version for each in rules if each.version]
    return chosen[-1] if chosen else place.version


def find_desk(teacher: User, assignment_id: int, position: int) -> Desk | None:
    """Return one question of the teacher's assignment with what its pages need."""
    place = find_place(teacher, assignment_id, position)
    if place is None:
        return None
    return Desk(
        place,
        rules_at(place, in_force([assignment_id])),
        queries.newest_version(place.version),
        queries.same_elsewhere(teacher, place),
        queries.sources_for(place),
    )


def changing(plan: Plan, *, names: bool) -> Sequence[Shown]:
    """Return who loses and then who gains, in the order of names or of what stands for them.

    Who stays is there too if another grade comes of it.
    """
    found = [
        shown
        for sheet in plan.sheets
        for shown in shown_in(
            sheet.assignment,
            (effect for effect in sheet.effects if effect.matters),
            queries.aliases_in(sheet.assignment),
        )
    ]
    return ordered(found, names=names)
