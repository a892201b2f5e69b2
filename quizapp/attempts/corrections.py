"""How an assignment is scored now: the marks of its questions, and what was corrected in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quizapp.attempts.models import Correction
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem

Place = tuple[int, int]
"""An assignment and a position in it."""


@dataclass(frozen=True)
class Scoring:
    """The whole mark of each question by position, and the corrections in force there."""

    max_marks: Mapping[int, int]
    corrections: Mapping[Place, Sequence[Correction]]
    assignment_id: int

    def at(self, position: int) -> Sequence[Correction]:
        """Return what was corrected in one question, the earliest first."""
        return self.corrections.get((self.assignment_id, position), ())


def scoring_of(assignment_id: int) -> Scoring:
    """Return how an assignment is scored, and let nobody correct it until this is over.

    Ask before responses are locked: whoever corrects a question waits for those who hold it.
    """
    rows = db.session.execute(
        select(AssignedItem.position, AssignedItem.max_mark)
        .where(AssignedItem.assignment_id == assignment_id)
        .order_by(AssignedItem.position)
        .with_for_update(read=True)
    )
    marks = {key: value for key, value in rows}  # noqa: C416  (rows are no pairs to mypy)
    return Scoring(marks, in_force([assignment_id]), assignment_id)


def in_force(assignment_ids: Collection[int]) -> Mapping[Place, Sequence[Correction]]:
    """Return the corrections that were not undone, by place, the earliest first."""
    rows = db.session.scalars(
        select(Correction)
        .where(Correction.assignment_id.in_(assignment_ids), Correction.undone_at.is_(None))
        .order_by(Correction.id)
        .options(joinedload(Correction.version))
        .execution_options(populate_existing=True)
    )
    found: dict[Place, list[Correction]] = {}
    for row in rows:
        found.setdefault((row.assignment_id, row.position), []).append(row)
    return found
