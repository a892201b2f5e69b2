"""The grid of students and items: scores, shares, the order of lines; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median

from quizapp.insights.cells import Cell, Sight
from quizapp.insights.rows import Line, Row, lines, row_of
from quizapp.insights.sittings import Pupil, Question, Sitting, by_student
from quizapp.quizzes.models import Counts
from quizapp.scoring.grades import Scale


@dataclass(frozen=True)
class Column:
    """One item over the whole class; who has left the class does not count."""

    question: Question
    cells: Sequence[Cell]

    @cached_property
    def fractions(self) -> Sequence[Fraction]:
        return [f for f in (cell.fraction for cell in self.cells) if f is not None]

    @property
    def share(self) -> Fraction | None:
        """The mean share of the mark that was earned.

        Absent while nothing was scored, or while answers are still to be marked: those that are
        not would be the blank ones.
        """
        if self.waiting or not self.fractions:
            return None
        return sum(self.fractions, Fraction()) / len(self.fractions)

    @property
    def waiting(self) -> int:
        """How many answers a person has still to mark."""
        return self.count(Sight.WAITING)

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(100 * self.share)

    @property
    def right(self) -> int:
        return sum(fraction == 1 for fraction in self.fractions)

    def count(self, *sights: Sight) -> int:
        return sum(cell.sight in sights for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """All rows in the order of the class list, and all columns in the order of the quiz."""

    rows: Sequence[Row]
    columns: Sequence[Column]
    scale: Scale | None = None

    def grade_of(self, row: Row) -> str | None:
        """Return somebody's grade, once everything is handed in and marked."""
        return row.grade(self.scale)

    def row_of(self, student_id: int) -> Row | None:
        return next((row for row in self.rows if row.pupil.id == student_id), None)

    def column_at(self, position: int) -> Column | None:
        return next((c for c in self.columns if c.question.position == position), None)

    @property
    def out_of(self) -> int:
        return sum(column.question.max_mark for column in self.columns)

    def out_of_for(self, row: Row) -> int:
        """Return what counts for somebody: as handed in, or as it would be now."""
        if row.final is not None:
            return row.final.out_of
        questions = (column.question for column in self.columns)
        return sum(each.max_mark for each in questions if each.position not in row.excused)

    @cached_property
    def members(self) -> Sequence[Row]:
        """The rows of those who are in the class now."""
        return [row for row in self.rows if not row.pupil.left]

    @property
    def handed_in(self) -> int:
        return sum(row.handed_in for row in self.members)

    @property
    def working(self) -> int:
        return sum(row.working for row in self.members)

    @property
    def not_started(self) -> int:
        return sum(row.sitting is None for row in self.members)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.rows)

    @property
    def middle_score(self) -> Fraction | None:
        """What the middle member earned of the settled marks; ``None`` while there are none."""
        return median(self.shares) * self.settled_out_of if self.shares else None

    @cached_property
    def shares(self) -> Sequence[Fraction]:
        """The shares of the settled marks that members earned who have handed in."""
        shares = (self.share_of(row) for row in self.members)
        return [share for share in shares if share is not None]

    def share_of(self, row: Row) -> Fraction | None:
        """Return what share of the settled marks somebody earned, once handed in.

        Questions that anybody's answers to are still to be marked are left out for all, so that
        shares can be compared.
        """
        out_of = self.settled_out_of
        if row.sitting is None or not row.handed_in or not out_of:
            return None
        final = row.sitting.final_at(self._settled)
        return final.value / final.out_of if final.out_of else None

    @property
    def settled_out_of(self) -> int:
        """The marks of the questions without an answer that is still to be marked."""
        return sum(self._settled.values())

    @cached_property
    def _settled(self) -> Mapping[int, int]:
        questions = (column.question for column in self.columns if not column.waiting)
        return {question.position: question.max_mark for question in questions}

    @property
    def usual_minutes(self) -> int | None:
        """How long the middle student took, in whole minutes and at least 1."""
        taken = [
            (row.sitting.submitted_at - row.sitting.started_at).total_seconds()
            for row in self.members
            if row.sitting and row.sitting.submitted_at
        ]
        return max(1, round(median(taken) / 60)) if taken else None

    def lines(self, order: str, *, names: bool = True) -> Sequence[Line]:
        """Return the rows by ``"score"`` (best first, then those without one) or by name.

        Without names the aliases take the place of the class list, which would give away who
        is who.
        """
        return lines(self.rows, order, names=names)


def build(
    pupils: Sequence[Pupil],
    questions: Sequence[Question],
    sittings: Iterable[Sitting],
    rule: Counts,
    scale: Scale | None = None,
    excused: Mapping[int, frozenset[int]] | None = None,
) -> Grid:
    """Put students, items and attempts together; ``excused`` holds positions by student."""
    tried = by_student(sittings)
    free = excused or {}
    rows = [
        row_of(pupil, tried.get(pupil.id, []), rule, free.get(pupil.id, frozenset()))
        for pupil in pupils
    ]
    here = [row for row in rows if not row.pupil.left]
    columns = [
        Column(question, [r.cells[question.position] for r in here if question.position in r.cells])
        for question in questions
    ]
    return Grid(rows, columns, scale)
