"""Reading what became of questions: figures by version, and how one version compares with another.

The number of queries depends neither on how many items nor on how many students there are.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.bank.differences import differences
from quizapp.database import db
from quizapp.editor.behaviour import Encounter, Figures, encounters, figures, options
from quizapp.insights.cells import Sight
from quizapp.insights.options import OptionGroup
from quizapp.insights.queries.grids import sittings_of
from quizapp.insights.queries.pools import fields_of
from quizapp.insights.saying import Sources
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment, BankRevision, ItemVersion, RevisionItem
from quizapp.quizzes.versions import item_of

MOST_CHANGES = 3
SURE = 1.96
"""So many standard errors, and a difference between two shares is rarely chance."""


@dataclass(frozen=True)
class VersionRecord:
    """One version of an item; ``current`` is what is published now, ``number`` counts from 1."""

    number: int
    version: ItemVersion
    item: Item
    current: bool
    figures: Figures
    groups: Sequence[OptionGroup]


def bank_figures(revision: BankRevision | None) -> Mapping[str, Figures]:
    """Return the figures of the published version of each question that was answered, by id."""
    if revision is None:
        return {}
    met = _met(revision.bank)
    held = db.session.scalars(
        select(ItemVersion)
        .join(RevisionItem, RevisionItem.item_version_id == ItemVersion.id)
        .where(RevisionItem.revision_id == revision.id)
    )
    return {each.item_id: figures(item_of(each), met[each.id]) for each in held if each.id in met}


def records_of(
    bank: str, item_id: str, revision: BankRevision | None, sources: Sources
) -> Sequence[VersionRecord]:
    """Return all versions of an item with how they behaved, the newest first."""
    versions = db.session.scalars(
        select(ItemVersion).filter_by(bank=bank, item_id=item_id).order_by(ItemVersion.id)
    ).all()
    current = _current(revision, item_id)
    met = _met(bank, {each.id for each in versions})
    ids = {each.sitting.id for each_met in met.values() for each in each_met}
    fields = fields_of(ids) if ids else {}
    found = []
    for number, version in enumerate(versions, start=1):
        item, own = item_of(version), met.get(version.id, ())
        groups = options(item, own, fields, sources) if own else ()
        record = VersionRecord(
            number, version, item, version.id == current, figures(item, own), groups
        )
        found.append(record)
    return found[::-1]


def _current(revision: BankRevision | None, item_id: str) -> int | None:
    if revision is None:
        return None
    return db.session.scalar(
        select(ItemVersion.id)
        .join(RevisionItem, RevisionItem.item_version_id == ItemVersion.id)
        .where(RevisionItem.revision_id == revision.id, ItemVersion.item_id == item_id)
    )


def _met(
    bank: str, version_ids: Collection[int] | None = None
) -> Mapping[int, Sequence[Encounter]]:
    wanted = select(Assignment).where(Assignment.bank == bank).order_by(Assignment.id)
    if version_ids is not None:
        holding = select(AssignedItem.assignment_id).where(
            AssignedItem.item_version_id.in_(version_ids)
        )
        wanted = wanted.where(Assignment.id.in_(holding))
    assignments = db.session.scalars(wanted.options(selectinload(Assignment.items))).all()
    return encounters(assignments, sittings_of(assignments)) if assignments else {}


def compared(records: Sequence[VersionRecord]) -> str:
    """Say what the newest version that was answered did to its answers; empty with only one."""
    answered = [each for each in records if each.figures.n]
    if len(answered) < 2:
        return ""
    new, old = answered[:2]
    changes = " ".join(each.words for each in differences(old.item, new.item)[:MOST_CHANGES])
    if not (new.figures.enough and old.figures.enough):
        counted = f"{new.figures.n} answers now and {old.figures.n} before"
        return f"{changes} Since then there are too few answers to compare: {counted}."
    return f"{changes} Since then {_difference(new.figures, old.figures)}"


def _difference(new: Figures, old: Figures) -> str:
    after, before = (float(each.share_right or 0) for each in (new, old))
    points = round(100 * after) - round(100 * before)
    if not points:
        return f"as many got it right as before: {_share(new)} after {_share(old)}."
    named = f"{abs(points)} {'point' if abs(points) == 1 else 'points'}"
    said = f"{named} {'more' if points > 0 else 'fewer'} got it right: {_share(new)} after "
    error = sqrt(after * (1 - after) / new.n + before * (1 - before) / old.n)
    chance = " It may be chance." if abs(after - before) <= SURE * error else ""
    return f"{said}{_share(old)}.{chance}"


def _share(found: Figures) -> str:
    return f"{found.counts[Sight.RIGHT]} of {found.n}"
