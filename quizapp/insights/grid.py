"""The grid of students and items: scores, shares, the order of lines; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from statistics import median

from quizapp.insights.cells import Cell, Sight
from quizapp.insights.sittings import Pupil, Question, Sitting, by_student, shown_of
from quizapp.quizzes.models import Counts
from quizapp.scoring.grades import Scale, grade_of
from quizapp.scoring.lateness import FinalScore


@dataclass(frozen=True)
class Row:
    """One student: the attempt that counts, if any, and how many there are."""

    pupil: Pupil
    sitting: Sitting | None
    sittings: int
    working: bool

    @property
    def handed_in(self) -> bool:
        return self.sitting is not None and self.sitting.handed_in

    @property
    def score(self) -> Fraction | None:
        """The exact score, once handed in."""
        return self.sitting.score if self.sitting and self.sitting.handed_in else None

    @property
    def final(self) -> FinalScore | None:
        """The marks and what counts of them, once handed in."""
        return self.sitting.final if self.sitting and self.sitting.handed_in else None

    def grade(self, scale: Scale | None) -> str | None:
        """Return the grade by a scale, once everything is handed in and marked."""
        if self.final is None or self.waiting:
            return None
        return grade_of(self.final.value, self.final.out_of, scale)

    @cached_property
    def cells(self) -> Mapping[int, Cell]:
        """The squares by position; empty for who has not started."""
        if self.sitting is None:
            return {}
        handed_in = self.sitting.handed_in
        return {p: Cell(answer, handed_in) for p, answer in self.sitting.answers.items()}

    @property
    def waiting(self) -> int:
        """How many answers of the attempt that counts a person has still to mark."""
        return self.sitting.waiting if self.sitting and self.sitting.handed_in else 0


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

    @cached_property
    def scores(self) -> Sequence[Fraction]:
        """The scores of all members who have handed in."""
        return [row.score for row in self.members if row.score is not None]

    @property
    def middle_score(self) -> Fraction | None:
        return median(self.scores) if self.scores else None

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

    def lines(self, order: str, *, names: bool = True) -> Sequence["Line"]:
        """Return the rows by ``"score"`` (best first, then those without one) or by name.

        Without names the aliases take the place of the class list, which would give away who
        is who.
        """

        def listed(row: Row) -> tuple[bool, int]:
            return row.pupil.left, row.pupil.rank if names else row.pupil.alias

        by_name = sorted(self.rows, key=listed)
        by_score = sorted(by_name, key=_by_score)
        name_ranks = {row.pupil.id: rank for rank, row in enumerate(by_name, start=1)}
        lines = [
            Line(row, name_ranks[row.pupil.id], rank) for rank, row in enumerate(by_score, start=1)
        ]
        return lines if order == "score" else sorted(lines, key=lambda line: line.name_rank)


@dataclass(frozen=True)
class Line:
    """A row with its place in either order, so that a script can sort as the server does."""

    row: Row
    name_rank: int
    score_rank: int


def _by_score(row: Row) -> tuple[bool, bool, Fraction]:
    return row.score is None, row.sitting is None, -(row.score or Fraction())


def build(
    pupils: Sequence[Pupil],
    questions: Sequence[Question],
    sittings: Iterable[Sitting],
    rule: Counts,
    scale: Scale | None = None,
) -> Grid:
    """Put students, items and attempts together."""
    tried = by_student(sittings)
    rows = [_row(pupil, tried.get(pupil.id, []), rule) for pupil in pupils]
    here = [row for row in rows if not row.pupil.left]
    columns = [
        Column(question, [r.cells[question.position] for r in here if question.position in r.cells])
        for question in questions
    ]
    return Grid(rows, columns, scale)


def _row(pupil: Pupil, sittings: Sequence[Sitting], rule: Counts) -> Row:
    working = any(not each.handed_in for each in sittings)
    return Row(pupil, shown_of(sittings, rule), len(sittings), working)
