"""The table of marks: a row a student; pure."""

from collections.abc import Sequence

from quizapp.insights.cells import Sight
from quizapp.insights.exports.table import (
    Heading,
    Table,
    Value,
    person,
    person_headings,
    place,
    yes,
)
from quizapp.insights.grid import Grid
from quizapp.insights.rows import Row
from quizapp.insights.sittings import Question
from quizapp.web.times import local

ABOUT = (
    "One row for each student of the class, and for each who has left it with an attempt, with "
    "the marks of the attempt that counts, or of the one under way."
)

SUMMARY = (
    Heading("in_class", "yes, or no for somebody who has left the class."),
    Heading("attempt", "Which attempt this is: 1 for the first. Empty before the student starts."),
    Heading("state", "handed in, working or not started."),
    Heading("started", "When the attempt began."),
    Heading("handed_in", "When it ended. Empty while the student is working."),
    Heading(
        "score",
        "The marks so far, added up exactly; of an answer that is still to be marked, what the "
        "computer could mark of it. What comes off for being late is off. Empty until the attempt "
        "is handed in.",
    ),
    Heading("taken_off_late", "How many marks came off for being late. Empty where none did."),
    Heading(
        "out_of",
        "The marks of all questions that count for the student: not those that were dropped, or "
        "that the student is excused from.",
    ),
    Heading("still_to_mark", "How many answers a person has still to mark."),
    Heading(
        "grade",
        "The grade by the boundaries of the quiz, which are compared with the exact score. Empty "
        "without boundaries, below the lowest of them, and until everything is marked.",
    ),
    Heading(
        "overridden",
        "The numbers of the questions whose mark a teacher set in place of what the answer earned.",
    ),
    Heading(
        "excused",
        "The numbers of the questions that the student is excused from, also before they begin.",
    ),
)

MARK = (
    "The mark for one question, named by its place in the quiz, its id and its highest mark. "
    "Empty while there is none, while a person has still to mark it, and where the student is "
    "excused."
)


def marks_table(grid: Grid, *, names: bool) -> Table:
    """Return the table of marks, in the order of the class list or of the numbers for names."""
    rows = sorted(grid.rows, key=lambda row: place(row.pupil, names=names))
    return Table(
        "Marks",
        ABOUT,
        [*person_headings(names=names), *SUMMARY, *(_heading(c.question) for c in grid.columns)],
        [
            [*person(row.pupil, names=names), *_summary(row, grid), *_marks(row, grid)]
            for row in rows
        ],
    )


def _heading(question: Question) -> Heading:
    return Heading(f"q{question.position} {question.item_id} (of {question.max_mark})", MARK)


def _summary(row: Row, grid: Grid) -> Sequence[Value]:
    here, sitting = yes(not row.pupil.left), row.sitting
    if sitting is None:
        nothing = (None, None, None)
        ahead = (None, grid.out_of_for(row), None, None, None, _excused(row))
        return here, None, "not started", *nothing, *ahead
    return (
        here,
        sitting.number,
        "handed in" if sitting.handed_in else "working",
        local(sitting.started_at),
        local(sitting.submitted_at) if sitting.submitted_at else None,
        row.score,
        (row.final.taken_off or None) if row.final else None,
        grid.out_of_for(row),
        row.waiting,
        grid.grade_of(row),
        _overridden(row),
        _excused(row),
    )


def _overridden(row: Row) -> str | None:
    shown = row.cells.items()
    return ", ".join(str(at) for at, cell in shown if cell.shown is Sight.OVERRIDDEN) or None


def _excused(row: Row) -> str | None:
    return ", ".join(map(str, sorted(row.excused))) or None


def _marks(row: Row, grid: Grid) -> Sequence[Value]:
    answers = [
        cell.answer if (cell := row.cells.get(column.question.position)) else None
        for column in grid.columns
    ]
    return [
        None if answer is None or answer.waits or answer.excused else answer.mark
        for answer in answers
    ]
