"""Quizzes with a question that is wrong, and what a teacher does about it."""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.attempts.models import Attempt, Correction, Remedy
from quizapp.database import db
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion, RevisionItem
from quizapp.regrading import actions
from quizapp.regrading.papers import Decision
from quizapp.regrading.plan import Plan, plan_of
from tests.make import Make, real_bank

CHOICE = "S1-03"
LATER = Make().later(days=1)

CREDIT = Decision(Remedy.CREDIT)
DROP = Decision(Remedy.DROP)


def keys(item_id: str = CHOICE) -> tuple[str, str]:
    """Return the key of a question with options, and another option."""
    options = real_bank().items[item_id].options
    right = next(each.id for each in options if each.credit == 1)
    return right, next(each.id for each in options if each.credit != 1)


def with_key(key: str, item_id: str = CHOICE) -> Item:
    """Return a question of the real bank with another key."""
    item = real_bank().items[item_id]
    options = [
        each.model_copy(update={"credit": Fraction(each.id == key)}) for each in item.options
    ]
    return item.model_copy(update={"options": tuple(options)})


def published(make: Make, item: Item) -> ItemVersion:
    """Publish an item in a newer revision of the bank."""
    version, revision = make.item_version(item), make.revision()
    db.session.add(RevisionItem(revision_id=revision.id, item_version_id=version.id))
    db.session.flush()
    return version


def by(version: ItemVersion, *, never_lower: bool = False) -> Decision:
    return Decision(Remedy.VERSION, version, never_lower)


def choosing(option: str) -> dict[str, list[str]]:
    return {"choice": [option]}


def place(assignment: Assignment, position: int = 1) -> AssignedItem:
    return assignment.items[position - 1]


def planned(assignment: Assignment, decision: Decision, position: int = 1) -> Plan:
    db.session.flush()
    return plan_of([place(assignment, position)], decision)


def corrected(
    assignment: Assignment, decision: Decision, position: int = 1, **given: str
) -> Correction:
    """Look at the preview and apply it."""
    plan = planned(assignment, decision, position)
    where = [place(assignment, position)]
    return actions.correct(where, decision, plan.seal, assignment.teacher, LATER, **given)[0]


def undone(assignment: Assignment, correction: Correction) -> int:
    where = place(assignment, correction.position)
    return actions.undo(where, correction, assignment.teacher, LATER)


def marks(attempts: Sequence[Attempt]) -> list[list[Fraction | None]]:
    """Return the marks as they are stored."""
    for attempt in attempts:
        db.session.expire(attempt, ["responses"])
    return [[each.mark for each in attempt.responses] for attempt in attempts]
