"""Reading the table of marks that comes back; pure.

Whatever the bytes are, they become cells and problems, or one sentence about the whole file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quizapp.paper.boxes import Box, Use
from quizapp.paper.marks_table import ASSIGNMENT, STUDENT, USER_NAME, box_of, is_a_column
from quizapp.paper.plan import Problem, Standing
from quizapp.tables.formulas import unguarded
from quizapp.tables.lines import Cell, Line, csv_lines, table_from
from quizapp.tables.reading import Unreadable
from quizapp.tables.workbook_reading import is_workbook, sheets_in

MOST_ROWS = 1000
ABOVE = 20
"""Among so many filled rows of a sheet the one with the headings is looked for."""

Place = tuple[int, Use, int]


@dataclass
class Sheet:
    """What a file says: cells by student, use and position; where each stands; what is amiss."""

    cells: dict[Place, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Columns:
    """Where in a line what stands."""

    boxes: Mapping[int, Box]
    who: Mapping[str, int]
    headings: Sequence[str]

    def of(self, name: str, line: Line) -> str:
        place = self.who.get(name, len(line.cells))
        return line.cells[place].text if place < len(line.cells) else ""

    def problem_in(self, line: Line) -> str:
        """Return what is amiss with the cells that say who is meant."""
        places = [self.who[name] for name in (ASSIGNMENT, STUDENT, USER_NAME) if name in self.who]
        cells = [line.cells[place] for place in places if place < len(line.cells)]
        return next((f"{each.where}: {each.problem}" for each in cells if each.problem), "")


def read(
    data: bytes, assignment_id: int, standings: Sequence[Standing], boxes: Sequence[Box]
) -> Sheet:
    """Return what a file says. Raises `Unreadable`, and nothing else."""
    lines = _lines_in_book(data) if is_workbook(data) else csv_lines(data, _known)
    if not lines:
        raise Unreadable("The file is empty. Download the table, fill it in, and send that file.")
    if len(lines) > MOST_ROWS + 1:
        raise Unreadable(f"The file has {len(lines) - 1} rows; at most {MOST_ROWS} can be read.")
    columns = _columns([cell.text for cell in lines[0].cells], boxes)
    sheet, seen = Sheet(), dict[int, str]()
    for line in lines[1:]:
        _read_line(line, columns, assignment_id, standings, sheet, seen)
    return sheet


def _lines_in_book(data: bytes) -> Sequence[Line]:
    """Return the lines of the sheet that says who is meant, from its headings on."""
    sheets = [each for each in sheets_in(data) if each.lines]
    found = {each.name: lines for each in sheets if (lines := _from_headings(each.lines))}
    if len(found) > 1:
        names = " and ".join(f"“{name[:40]}”" for name in list(found)[:2])
        raise Unreadable(f"The sheets {names} both hold a table of marks. Keep one of them.")
    if sheets and not found:
        raise Unreadable("No sheet has a row that names the columns, one of them “student_id”.")
    return next(iter(found.values()), ())


def _from_headings(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a sheet from its headings on, as far as these go to the right.

    Somebody may have put a title above, and notes beside the table.
    """
    for number, line in enumerate(lines[:ABOVE]):
        if {STUDENT, USER_NAME} & {cell.text.casefold() for cell in line.cells}:
            return [each.without_guards() for each in table_from(lines[number:])]
    return ()


def _known(headings: Sequence[str]) -> int:
    return sum(_is_known(each) for each in headings)


def _is_known(heading: str) -> bool:
    plain = unguarded(heading).strip().casefold()
    return plain in {ASSIGNMENT, STUDENT, USER_NAME} or is_a_column(unguarded(heading))


def _columns(headings: Sequence[str], boxes: Sequence[Box]) -> _Columns:
    plain = [" ".join(each.split()) for each in headings]
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
    line: Line,
    columns: _Columns,
    assignment_id: int,
    standings: Sequence[Standing],
    sheet: Sheet,
    seen: dict[int, str],
) -> None:
    student = _student(columns, line, standings)
    if line.problem:
        sentence = line.problem
    elif any(extra.text for extra in line.cells[len(columns.headings) :]):
        sentence = f"The line has {len(line.cells)} cells, the first line {len(columns.headings)}."
    elif amiss := columns.problem_in(line):
        sentence = amiss
    elif columns.of(ASSIGNMENT, line) not in {"", str(assignment_id)}:
        sentence = "The row belongs to another quiz or class: its assignment is a different one."
    elif student is None:
        sentence = "No student of this quiz has this student_id and user_name."
    elif student.student_id in seen:
        sentence = f"{seen[student.student_id]} is about the same student."
    else:
        seen[student.student_id] = line.where
        _read_cells(line.cells, columns, student, sheet)
        return
    name = student.name if student else ""
    sheet.problems.append(Problem(name, None, sentence, place=line.where))


def _student(columns: _Columns, line: Line, standings: Sequence[Standing]) -> Standing | None:
    """Return whom a line is about; number and user name must speak of one person."""
    number, name = columns.of(STUDENT, line), columns.of(USER_NAME, line).casefold()
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


def _read_cells(cells: Sequence[Cell], columns: _Columns, student: Standing, sheet: Sheet) -> None:
    for place, box in columns.boxes.items():
        if place >= len(cells):
            continue
        cell = cells[place]
        where = f"{cell.where}, column “{columns.headings[place]}”"
        if cell.problem:
            sheet.problems.append(Problem(student.name, box.position, cell.problem, place=where))
        elif cell.text:
            sheet.cells[student.student_id, box.use, box.position] = cell.text
            sheet.places[box.name(student.student_id)] = where
