"""The rows of the two tables a teacher can take away: marks, and responses."""

import re
from collections.abc import Iterator, Mapping, Sequence

from quizapp.attempts.models import Attempt, Response
from quizapp.insights.grid import Grid, Row
from quizapp.insights.saying import Sources, said
from quizapp.insights.sheets import Value
from quizapp.items.base import Item
from quizapp.web.times import local

PERSON = ("student_id", "user_name", "name")

MARKS = (*PERSON, "attempt", "state", "started", "handed_in", "score", "out_of", "still_to_mark")

RESPONSES = (
    *PERSON,
    "attempt",
    "counts",
    "voided",
    "handed_in",
    "question",
    "item_id",
    "type",
    "stem",
    "state",
    "response",
    "certainty",
    "flagged",
    "mark",
    "max_mark",
    "last_saved",
)


def marks_header(grid: Grid) -> Sequence[str]:
    """Return the names of the columns: one for each question, after the student's own."""
    questions = (column.question for column in grid.columns)
    return [*MARKS, *(f"q{q.position} {q.item_id} (of {q.max_mark})" for q in questions)]


def marks_rows(grid: Grid) -> Iterator[Sequence[Value]]:
    """Yield one row a student: the attempt that counts, its exact score and marks."""
    for row in grid.rows:
        marks = [
            cell.answer.mark if (cell := row.cells.get(column.question.position)) else None
            for column in grid.columns
        ]
        yield [*_person(row), *_summary(row, grid), *marks]


def _person(row: Row) -> Sequence[Value]:
    return row.pupil.id, row.pupil.username, row.pupil.name


def _summary(row: Row, grid: Grid) -> Sequence[Value]:
    sitting = row.sitting
    if sitting is None:
        return None, "not started", None, None, None, grid.out_of, None
    return (
        sitting.number,
        "handed in" if sitting.handed_in else "working",
        local(sitting.started_at),
        local(sitting.submitted_at) if sitting.submitted_at else None,
        row.score,
        grid.out_of,
        row.waiting,
    )


def response_rows(
    attempts: Sequence[Attempt],
    grid: Grid,
    items: Mapping[int, Item],
    sources: Sources,
) -> Iterator[Sequence[Value]]:
    """Yield one row a response of every attempt, voided ones too."""
    counting = {row.sitting.id for row in grid.rows if row.sitting and row.handed_in}
    for attempt in attempts:
        for response in attempt.responses:
            item = items[response.position]
            yield [
                *_attempt(attempt, counts=attempt.id in counting),
                *_response(response, item, sources),
            ]


def _attempt(attempt: Attempt, *, counts: bool) -> Sequence[Value]:
    student = attempt.student
    return (
        student.id,
        student.username,
        student.name,
        attempt.number,
        _yes(counts),
        _yes(attempt.voided_at is not None),
        local(attempt.submitted_at) if attempt.submitted_at else None,
    )


def _response(response: Response, item: Item, sources: Sources) -> Sequence[Value]:
    return (
        response.position,
        item.id,
        item.type,
        item.stem,
        response.state.value,
        said(item, response.fields, sources),
        response.certainty,
        _yes(response.flagged),
        response.mark,
        response.max_mark,
        local(response.saved_at) if response.saved_at else None,
    )


def file_name(classroom: str, quiz: str, what: str) -> str:
    """Return a file name from class and quiz that every system can store."""
    words = re.sub(r"[^\w.()&,+ -]+", " ", f"{classroom} {quiz} {what}")
    return f"{' '.join(words.split())[:120].strip(' .')}.csv"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
