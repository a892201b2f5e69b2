"""What a change of questions would do to marks that were given, worked out without writing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import joinedload

from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Attempt, Excuse, FixedMark, Remedy, Response
from quizapp.attempts.worth import Rule, corrected
from quizapp.database import db
from quizapp.items.base import Item
from quizapp.quizzes.amended import version_with
from quizapp.quizzes.models import AssignedItem, ItemVersion
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Impact:
    """What scoring by another version would mean for one question; nobody's marks change by it.

    ``gains`` and ``losses`` count the answers that would be worth more or less, ``running`` the
    attempts under way.
    """

    item_id: str
    assignments: int
    gains: int = 0
    losses: int = 0
    running: int = 0

    @property
    def marks(self) -> int:
        """How many marks would change."""
        return self.gains + self.losses


@dataclass(frozen=True)
class _Published:
    """Scoring by a version that is about to be published."""

    version: ItemVersion
    remedy: Remedy = Remedy.VERSION
    never_lower: bool = False


def impacts_of(bank: str, items: Collection[Item]) -> Mapping[str, Impact]:
    """Return what these questions would change, by their ids; those nobody uses are left out.

    The number of queries depends on nothing.
    """
    wanted = {each.id: each for each in items}
    places = places_of(bank, wanted)
    if not places:
        return {}
    rescoring = _Rescoring(wanted, places)
    running = _running({each.assignment_id for each in places})
    found = {}
    for ident in wanted:
        assignments = {each.assignment_id for each in places if each.version.item_id == ident}
        if assignments:
            gains, losses = rescoring.drift(ident)
            working = sum(running.get(each, 0) for each in assignments)
            found[ident] = Impact(ident, len(assignments), gains, losses, working)
    return found


def places_of(bank: str, item_ids: Collection[str]) -> Sequence[AssignedItem]:
    """Return where questions stand in quizzes that were set, whatever their versions."""
    return db.session.scalars(
        select(AssignedItem)
        .join(AssignedItem.version)
        .where(ItemVersion.bank == bank, ItemVersion.item_id.in_(item_ids))
        .options(joinedload(AssignedItem.version))
        .order_by(AssignedItem.id)
    ).all()


@dataclass(frozen=True)
class _Rescoring:
    wanted: Mapping[str, Item]
    places: Sequence[AssignedItem]

    def drift(self, ident: str) -> tuple[int, int]:
        """Return how many answers to a question would gain and how many would lose."""
        gains = losses = 0
        for row in self.rows:
            place = self.by_place[row.assignment_id, row.position]
            if place.version.item_id == ident:
                before, after = self._shares(place, row)
                gains, losses = gains + (after > before), losses + (after < before)
        return gains, losses

    def _shares(self, place: AssignedItem, row: Row[Any]) -> tuple[Any, Any]:
        item, rules = item_of(place.version), self.rules.get((row.assignment_id, row.position), ())
        new = self.wanted[place.version.item_id]
        published = _Published(self.versions[new.id])
        after: list[Rule] = [*rules, published]
        return tuple(corrected(item, row.fields, each).share for each in (rules, after))  # type: ignore[return-value]

    @cached_property
    def by_place(self) -> Mapping[tuple[int, int], AssignedItem]:
        return {(each.assignment_id, each.position): each for each in self.places}

    @cached_property
    def versions(self) -> Mapping[str, ItemVersion]:
        """The new version of each question; one that is not published yet is not stored."""
        some = {each.version.item_id: each.version for each in self.places}
        return {ident: version_with(some[ident], self.wanted[ident]) for ident in some}

    @cached_property
    def rules(self) -> Mapping[tuple[int, int], Sequence[Rule]]:
        return dict(in_force({each.assignment_id for each in self.places}))

    @cached_property
    def rows(self) -> Sequence[Row[Any]]:
        """The answers that were handed in and count: no mark set by hand, nobody excused."""
        excused = and_(
            Excuse.assignment_id == Attempt.assignment_id,
            Excuse.student_id == Attempt.student_id,
            Excuse.position == Response.position,
        )
        rows = db.session.execute(
            select(Attempt.assignment_id, Response.position, Response.fields)
            .join(Attempt, Attempt.id == Response.attempt_id)
            .outerjoin(FixedMark, FixedMark.response_id == Response.id)
            .outerjoin(Excuse, excused)
            .where(
                Response.item_version_id.in_({each.item_version_id for each in self.places}),
                Response.max_mark > 0,
                Attempt.submitted_at.is_not(None),
                Attempt.voided_at.is_(None),
                FixedMark.response_id.is_(None),
                Excuse.id.is_(None),
            )
        )
        return [each for each in rows if (each.assignment_id, each.position) in self.by_place]


def _running(assignment_ids: Collection[int]) -> Mapping[int, int]:
    rows = db.session.execute(
        select(Attempt.assignment_id, func.count(Attempt.id))
        .where(
            Attempt.assignment_id.in_(assignment_ids),
            Attempt.submitted_at.is_(None),
            Attempt.voided_at.is_(None),
        )
        .group_by(Attempt.assignment_id)
    )
    return {key: value for key, value in rows}  # noqa: C416  (rows are no pairs to mypy)
