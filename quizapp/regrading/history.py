"""The corrections of an assignment with what they were about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.accounts.models import User
from quizapp.attempts.models import Correction
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.quizzes.versions import item_of
from quizapp.regrading import queries
from quizapp.regrading.effects import Drift, effect_kept
from quizapp.regrading.models import Reckoning
from quizapp.regrading.showing import Shown, ordered, shown_in
from quizapp.regrading.variants import Variant, added
from quizapp.scoring import writing
from quizapp.scoring.grades import Unit


@dataclass(frozen=True)
class Account:
    """What a correction, or undoing it, made of everybody's result, as it was at that moment.

    ``students`` are those with another result or grade; ``boundaries`` are empty for no grades.
    """

    students: Sequence[Shown]
    stayed: int
    boundaries: Sequence[str]
    in_marks: bool
    boundaries_changed: bool

    def drifting(self, drift: str) -> int:
        """Return how many students' results went this way."""
        moved = sum(each.effect.drift == drift for each in self.students)
        return moved + self.stayed if drift == Drift.STAYS else moved


@dataclass(frozen=True)
class Entry:
    """One correction; ``elsewhere`` holds the other assignments that the same act corrected.

    ``accepted`` is the typed answer that it added, where it did nothing else. ``account`` says
    what came of it and ``account_of_undoing`` what of undoing it, where that was kept.
    """

    correction: Correction
    place: AssignedItem
    may_be_undone: bool
    elsewhere: Sequence[Assignment]
    accepted: Variant | None
    account: Account | None
    account_of_undoing: Account | None

    @property
    def names_students(self) -> bool:
        """Whether students are named in it."""
        return any(each and each.students for each in (self.account, self.account_of_undoing))

    @property
    def item(self) -> Item:
        return item_of(self.place.version)


def entries_of(teacher: User, assignment: Assignment, *, names: bool) -> Sequence[Entry]:
    """Return what was put right in an assignment, the newest first; students by name or number.

    The number of queries depends on neither students nor corrections.
    """
    made = queries.corrections_of(assignment.id)
    accounts = _accounts(assignment, names=names)
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
            accounts.get((each.id, False)),
            accounts.get((each.id, True)),
        )
        for each in made
    ]


def _accounts(assignment: Assignment, *, names: bool) -> Mapping[tuple[int, bool], Account]:
    """Return what came of corrections, by their id and whether it is of undoing them."""
    aliases = queries.aliases_in(assignment)

    def account(kept: Reckoning) -> Account:
        students = shown_in(assignment, map(effect_kept, kept.results), aliases)
        lines = writing.written(kept.scale).splitlines()
        return Account(
            ordered(students, names=names),
            kept.stayed,
            lines,
            in_marks=kept.scale is not None and kept.scale.unit is Unit.MARKS,
            boundaries_changed=kept.grades != assignment.grades,
        )

    return {key: account(kept) for key, kept in queries.reckonings_in(assignment.id).items()}


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
