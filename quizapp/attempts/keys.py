"""By which key the questions of a quiz are scored now: the class's own, or a corrected one."""

from collections.abc import Mapping, Sequence

from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Correction
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
        found[place.position] = key_now(item_of(place.version), rules)
    return found


def key_now(asked: Item, corrections: Sequence[Correction]) -> Item:
    """Return the item that says what is right after the corrections of one question."""
    versions = [each.version for each in corrections if each.version]
    return key_for(asked, item_of(versions[-1])) if versions else asked


def key_for(asked: Item, corrected: Item) -> Item:
    """Return the corrected item if what was answered can be shown beside its key, else its own."""
    same = asked.type == corrected.type and _answers(asked) == _answers(corrected)
    return corrected if same else asked


def _answers(item: Item) -> tuple[frozenset[str], set[str]]:
    kind = ITEM_TYPES[item.type]
    return kind.field_names(item), {each.id for each in kind.choosables(item)}
