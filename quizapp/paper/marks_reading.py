"""Reading the table of marks that comes back; pure.

Whatever the bytes are, they become cells and problems, or one sentence about the whole file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.paper.boxes import Box, Use
from quizapp.paper.marks_table import ASSIGNMENT, STUDENT, USER_NAME, box_of, is_a_column
from quizapp.paper.plan import Problem, Standing
from quizapp.tables.formulas import is_formula, unguarded
from quizapp.tables.reading import NotUtf8, Record, Unreadable, decoded, delimiter_of, records

MOST_ROWS = 1000
FORMULA = "The cell begins like a formula (=, +, - or @). Type the plain mark or answer."

Cell = tuple[int, Use, int]


@dataclass
class Sheet:
    """What a file says: cells by student, use and position; where each stands; what is amiss."""

    cells: dict[Cell, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """Where in a line what stands."""

    boxes: Mapping[int, Box]
    who: Mapping[str, int]
    headings: Sequence[str]

    def of(self, name: str, cells: Sequence[str]) -> str:
        place = self.who.get(name, len(cells))
        return unguarded(cells[place]).strip() if place < len(cells) else ""


def read(
    data: bytes, assignment_id: int, standings: Sequence[Standing], boxes: Sequence[Box]
) -> Sheet:
    """Return what a file says. Raises `Unreadable`, and nothing else."""
    try:
        text = decoded(data)
    except NotUtf8:
        text = decoded(data, "windows-1252")

    def known(headings: Sequence[str]) -> int:
        return sum(_is_known(each) for each in headings)

    lines = [r for r in records(text, delimiter_of(text, known)) if any(c.strip() for c in r[2])]
    if not lines:
        raise Unreadable("The file is empty. Download the table, fill it in, and send that file.")
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable(f"The file has {len(lines) - 1} rows; at most {MOST_ROWS} can be read.")
    columns = _columns(lines[0][2], boxes)
    sheet, seen = Sheet(), dict[int, int]()
    for line in lines[1:]:
        _read_line(line, columns, assignment_id, standings, sheet, seen)
    return sheet


def _is_known(heading: str) -> bool:
    plain = unguarded(heading).strip().casefold()
    return plain in {ASSIGNMENT, STUDENT, USER_NAME} or is_a_column(unguarded(heading))


def _columns(headings: Sequence[str], boxes: Sequence[Box]) -> _Columns:
    plain = [" ".join(unguarded(each).split()) for each in headings]
    who: dict[str, int] = {}
    found: dict[int, Box] = {}
    for place, heading in enumerate(plain):
        name, box = heading.casefold(), box_of(heading, boxes)
        twice = (bool(name) and name in who) or (box is not None and box in found.values())
        if twice and _is_known(heading):
            raise Unreadable(f"Two columns are called “{heading[:60]}”. Keep one of them.")
        if box is not None:
            found[place] = box
        elif is_a_column(heading):
            raise Unreadable(f"“{heading[:60]}” is no question of this quiz that takes it.")
        else:
            who.setdefault(name, place)
    if STUDENT not in who and USER_NAME not in who:
        raise Unreadable("The first line has to name the columns, one of them “student_id”.")
    return _Columns(found, who, plain)


def _read_line(
    line: Record,
    columns: _Columns,
    assignment_id: int,
    standings: Sequence[Standing],
    sheet: Sheet,
    seen: dict[int, int],
) -> None:
    first, last, cells = line
    student = _student(columns, cells, standings)
    if first != last:
        sentence = f"A quotation mark opens in line {first} and is not closed there."
    elif any(extra.strip() for extra in cells[len(columns.headings) :]):
        sentence = f"The line has {len(cells)} cells, the first line {len(columns.headings)}."
    elif columns.of(ASSIGNMENT, cells) not in {"", str(assignment_id)}:
        sentence = "The row belongs to another quiz or class: its assignment is a different one."
    elif student is None:
        sentence = "No student of this quiz has this student_id and user_name."
    elif student.student_id in seen:
        sentence = f"Line {seen[student.student_id]} is about the same student."
    else:
        seen[student.student_id] = first
        _read_cells(first, cells, columns, student, sheet)
        return
    name = student.name if student else ""
    sheet.problems.append(Problem(name, None, sentence, place=f"Line {first}"))


def _student(
    columns: _Columns, cells: Sequence[str], standings: Sequence[Standing]
) -> Standing | None:
    """Return whom a line is about; number and user name must speak of one person."""
    number, name = columns.of(STUDENT, cells), columns.of(USER_NAME, cells).casefold()
    return next(
        (
            each
            for each in standings
            if (number or name)
            and number in {"", str(each.student_id)}
            and name in {"", each.username.casefold()}
        ),
        None,
    )


def _read_cells(
    line: int, cells: Sequence[str], columns: _Columns, student: Standing, sheet: Sheet
) -> None:
    for place, box in columns.boxes.items():
        raw = cells[place].strip() if place < len(cells) else ""
        where = f"Line {line}, column “{columns.headings[place]}”"
        if raw != "-" and is_formula(raw):
            sheet.problems.append(Problem(student.name, box.position, FORMULA, place=where))
        elif raw:
            sheet.cells[student.student_id, box.use, box.position] = unguarded(raw)
            sheet.places[box.name(student.student_id)] = where
