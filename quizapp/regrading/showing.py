"""Students whose result changes as a page lists them: by name, or by the number for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizapp.classrooms.queries import by_last_name
from quizapp.quizzes.models import Assignment
from quizapp.regrading.effects import Drift, Effect


@dataclass(frozen=True)
class Shown:
    """A student whose result changes, by name or by the number that stands for it."""

    name: str
    alias: int
    left: bool
    assignment: Assignment
    effect: Effect


def shown_in(
    assignment: Assignment, effects: Iterable[Effect], aliases: Mapping[int, tuple[int, bool]]
) -> Sequence[Shown]:
    """Return students of one assignment with the ``aliases`` that `queries.aliases_in` found."""
    found = []
    for effect in effects:
        alias, left = aliases.get(effect.student.id, (0, True))
        found.append(Shown(effect.student.name, alias, left, assignment, effect))
    return found


def ordered(students: Iterable[Shown], *, names: bool) -> Sequence[Shown]:
    """Return who loses and then who gains, in the order of names or of what stands for them."""

    def order(each: Shown) -> tuple[bool, int, object]:
        listed = by_last_name(each.effect.student) if names else each.alias
        return each.effect.drift is Drift.GAINS, each.assignment.id, listed

    return sorted(students, key=order)
