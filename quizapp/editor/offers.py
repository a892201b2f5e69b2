"""Which quizzes that were set can be scored by a key that a revision moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from quizapp.accounts.models import User
from quizapp.attempts.corrections import in_force
from quizapp.bank.differences import differences
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.editor.history import Step
from quizapp.editor.impact import places_of
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Offer:
    """A question whose scoring moved: where the teacher can correct it, and elsewhere how often."""

    item_id: str
    places: Sequence[AssignedItem]
    elsewhere: int


def offers_of(teacher: User, step: Step) -> Sequence[Offer]:
    """Return the questions that a revision scores in another way and that quizzes still have.

    Left out are quizzes that are scored by it already, and versions replaced since.
    """
    moved = _moved(step)
    if not moved:
        return []
    places = _outdated(step.revision.bank, moved)
    visible = {each.id: each for each in _seen_by(teacher, [each.id for each in places])}
    found = []
    for item_id in sorted(moved):
        here = [each for each in places if each.version.item_id == item_id]
        mine = [visible[each.id] for each in here if each.id in visible]
        mine.sort(key=lambda each: (each.assignment.classroom.name, each.assignment_id))
        if here:
            found.append(Offer(item_id, mine, len(here) - len(mine)))
    return found


def _moved(step: Step) -> Mapping[str, ItemVersion]:
    """Return the versions that are published still, and scored otherwise than those before."""
    newest = newest_revision(step.revision.bank)
    if step.previous is None or newest is None:
        return {}
    before = {each.item_id: each for each in step.previous.items}
    current = {each.id for each in newest.items}
    return {
        each.item_id: each
        for each in step.revision.items
        if each.id in current and each.item_id in before and _rescores(before[each.item_id], each)
    }


def _rescores(old: ItemVersion, new: ItemVersion) -> bool:
    if old.id == new.id:
        return False
    return any(each.scores for each in differences(item_of(old), item_of(new)))


def _outdated(bank: str, moved: Mapping[str, ItemVersion]) -> Sequence[AssignedItem]:
    """Return where the questions stand and are scored otherwise than by the version published."""
    places = places_of(bank, moved)
    rules = in_force({each.assignment_id for each in places})
    found = []
    for place in places:
        made = rules.get((place.assignment_id, place.position), ())
        used = [place.version, *(each.version for each in made if each.version)][-1]
        if place.max_mark and _rescores(used, moved[place.version.item_id]):
            found.append(place)
    return found


def _seen_by(teacher: User, place_ids: Sequence[int]) -> Sequence[AssignedItem]:
    return db.session.scalars(
        select(AssignedItem)
        .join(AssignedItem.assignment)
        .join(Assignment.classroom)
        .where(AssignedItem.id.in_(place_ids), may_be_seen_by(teacher))
        .order_by(Classroom.name, AssignedItem.id)
        .options(
            joinedload(AssignedItem.version),
            contains_eager(AssignedItem.assignment).contains_eager(Assignment.classroom),
        )
    ).all()
