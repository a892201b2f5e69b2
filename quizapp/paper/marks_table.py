"""The table of marks that goes out and comes back: a row a student, a column a box; pure."""

import re
from collections.abc import Iterable, Sequence

from quizapp.paper.boxes import Box, Use
from quizapp.paper.forms import held_in
from quizapp.paper.plan import Standing, Way
from quizapp.tables.table import Heading, Table, Value

ASSIGNMENT, STUDENT, USER_NAME, NAME = "assignment", "student_id", "user_name", "name"
WHO = (
    Heading(ASSIGNMENT, "The number of the quiz in this class. Leave it as it is."),
    Heading(STUDENT, "The number of the account. It says who the row is about."),
    Heading(USER_NAME, "What the student signs in with."),
    Heading(NAME, "The name in full."),
)
ABOUT = "One row for each student. An empty cell changes nothing when the table comes back."
PLACES = 2
"""So many places a mark has here, as in the boxes; more would not come back as they went."""
USES = {Use.ANSWER: "answer", Use.MARK: "mark"}
_COLUMN = re.compile(r"q(\d{1,4}) ([\w.-]{1,60}) (answer|mark)\b.*")


def column_name(box: Box) -> str:
    """Return the heading of a box's column: ``q5 S1-20 mark (0 to 16)``."""
    most = f" (0 to {box.most})" if box.use is Use.MARK else ""
    return f"q{box.position} {box.item.id} {USES[box.use]}{most}"


def box_of(heading: str, boxes: Iterable[Box]) -> Box | None:
    """Return the box of a column: place, id and use must be those of a question."""
    parts = _COLUMN.fullmatch(" ".join(heading.split()))
    if parts is None:
        return None
    meant = int(parts[1]), parts[2], parts[3]
    return next((b for b in boxes if (b.position, b.item.id, USES[b.use]) == meant), None)


def is_a_column(heading: str) -> bool:
    """Return whether a heading names a question, of whichever quiz."""
    return _COLUMN.fullmatch(" ".join(heading.split())) is not None


def marks_table(
    assignment_id: int, standings: Iterable[Standing], boxes: Sequence[Box], *, answers: bool
) -> Table:
    """Return the table to fill in: marks of persons, and with ``answers`` every question."""
    shown = [box for box in boxes if answers or box.use is Use.MARK]
    headings = [Heading(column_name(box), f"Expected: {box.hint}.") for box in shown]
    rows = [
        [assignment_id, each.student_id, each.username, each.name, *_cells(each, shown)]
        for each in standings
    ]
    return Table("Marks", ABOUT, [*WHO, *headings], rows)


def _cells(standing: Standing, boxes: Iterable[Box]) -> Iterable[Value]:
    there = standing.marks_to or standing
    for box in boxes:
        entered = there.way is Way.PAPER or (box.use is Use.MARK and there.way is Way.MARKS)
        text = held_in(there, box) if entered else ""
        given = there.at(box.position).given if entered and box.use is Use.MARK else None
        yield text or None if given is None else round(given, PLACES)
