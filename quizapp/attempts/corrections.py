"""How an assignment is scored now: marks, corrections of its questions, and who is excused."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from quizapp.attempts.models import Attempt, Correction, Excuse
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem

Place = tuple[int, int]
"""An assignment and a position in it."""


@dataclass(frozen=True)
class Scoring:
    """How one student is scored: the whole mark of each question by position, and what differs.

    ``excused`` holds the positions of the questions that do not count for this student.
    """

    max_marks: Mapping[int, int]
    corrections: Mapping[Place, Sequence[Correction]]
    assignment_id: int
    excused: frozenset[int] = frozenset()

    def at(self, position: int) -> Sequence[Correction]:
        """Return what was corrected in one question, the earliest first."""
        return self.corrections.get((self.assignment_id, position), ())

    def out_of(self, position: int) -> int:
        """Return what one question adds to the student's total."""
        return 0 if position in self.excused else self.max_marks[position]


def scoring_of(attempt: Attempt) -> Scoring:
    """Return how an attempt is scored, and let nobody change that until this is over.

    Ask before responses are locked: whoever corrects a question, or excuses somebody from it,
    waits for those who hold it.
    """
    assignment_id = attempt.assignment_id
    rows = db.session.execute(
        select(AssignedItem.position, AssignedItem.max_mark)
        .where(AssignedItem.assignment_id == assignment_id)
        .order_by(AssignedItem.position)
        .with_for_update(read=True)
    )
    marks = {key: value for key, value in rows}  # noqa: C416  (rows are no pairs to mypy)
    excused = excused_from(assignment_id, attempt.student_id)
    return Scoring(marks, in_force([assignment_id]), assignment_id, excused)


def excused_from(assignment_id: int, student_id: int) -> frozenset[int]:
    """Return the positions of the questions that a student is excused from."""
    found = select(Excuse.position).filter_by(assignment_id=assignment_id, student_id=student_id)
    return frozenset(db.session.scalars(found))


def excused_by_assignment(
    student_id: int, assignment_ids: Collection[int]
) -> Mapping[int, frozenset[int]]:
    """Return the positions a student is excused from, by assignment; those without are absent."""
    return _positions(
        select(Excuse.assignment_id, Excuse.position).where(
            Excuse.student_id == student_id, Excuse.assignment_id.in_(assignment_ids)
        )
    )


def excused_in(assignment_id: int) -> Mapping[int, frozenset[int]]:
    """Return the positions that students are excused from, by student, whether begun or not."""
    return _positions(
        select(Excuse.student_id, Excuse.position).where(Excuse.assignment_id == assignment_id)
    )


def _positions(pairs: Select[int, int]) -> Mapping[int, frozenset[int]]:
    """Return positions by what stands before them."""
    found: dict[int, set[int]] = {}
    for key, position in db.session.execute(pairs):
        found.setdefault(key, set()).add(position)
    return {key: frozenset(positions) for key, positions in found.items()}


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
