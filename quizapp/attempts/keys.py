"""By which key the questions of a quiz are scored now: the class's own, or a corrected one."""

from collections.abc import Mapping

from quizapp.attempts.corrections import in_force
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.versions import item_of


def keys_of(assignment: Assignment) -> Mapping[int, Item]:
    """Return the item that says what is right at each position, after all corrections."""
    made = in_force([assignment.id])
    found = {}
    for place in assignment.items:
        rules = made.get((assignment.id, place.position), ())
        versions = [place.version, *(each.version for each in rules if each.version)]
        found[place.position] = key_for(item_of(versions[0]), item_of(versions[-1]))
    return found


def key_for(asked: Item, corrected: Item) -> Item:
    """Return the corrected item if what was answered can be shown beside its key, else its own."""
    same = asked.type == corrected.type and _answers(asked) == _answers(corrected)
    return corrected if same else asked


def _answers(item: Item) -> tuple[frozenset[str], set[str]]:
    kind = ITEM_TYPES[item.type]
    return kind.field_names(item), {each.id for each in kind.choosables(item)}
