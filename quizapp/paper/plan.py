"""What typed answers and marks would do, student by student, before anything is done; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from quizapp.attempts.models import State
from quizapp.items.base import Fields, Unreadable
from quizapp.items.codes import ON_PAPER
from quizapp.paper.boxes import Box, Typed, Use, code_in, merged, state_of, typed_in
from quizapp.web.rendering import mark as spelled

BY_PAPER = "on paper"
"""How the reason begins of marks that were given on paper."""

Cells = Mapping[tuple[int, Use, int], str]
"""What was typed, by student, use of the box and position."""


class Way(StrEnum):
    """Where a student's answers go."""

    NEW = "new"
    AGAIN = "again"  # a further attempt beside those handed in
    RUNNING = "running"
    PAPER = "paper"  # entered before
    MARKS = "marks"  # marks alone, for what was handed in online
    FULL = "full"


@dataclass(frozen=True)
class Held:
    """What an attempt holds for a question.

    ``given`` is what a person gave; ``on_screen`` says that they did so at the marking desk, with
    a level and comments; ``online`` that the answer was typed by the student.
    """

    fields: Fields = field(default_factory=dict)
    state: State = State.BLANK
    revision: int = 0
    given: Fraction | None = None
    on_screen: bool = False
    online: bool = False


@dataclass(frozen=True)
class Standing:
    """A student of the class, and the attempt that what is typed goes to.

    Questions at ``excused`` positions do not count for the student, so they have no mark.
    """

    student_id: int
    name: str
    username: str
    way: Way
    attempt_id: int | None = None
    attempts: int = 0
    held: Mapping[int, Held] = field(default_factory=dict)
    marks_to: "Standing | None" = None
    excused: frozenset[int] = frozenset()

    def at(self, position: int) -> Held:
        return self.held.get(position, Held())


@dataclass(frozen=True)
class Change:
    """What one box changes."""

    position: int
    use: Use
    old: str
    new: str
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """What cannot be read or done, and where."""

    student: str
    position: int | None
    sentence: str
    box: str = ""
    place: str = ""


@dataclass(frozen=True)
class Line:
    """What happens to one student: new forms and marks by position."""

    standing: Standing
    changes: Sequence[Change]
    forms: Mapping[int, Fields]
    marks: Mapping[int, Fraction]

    @property
    def asks(self) -> bool:
        """Whether the teacher should look at it before it is done."""
        settled = self.standing.way in {Way.NEW, Way.PAPER}
        return not settled or any(change.note for change in self.changes)


@dataclass(frozen=True)
class Plan:
    """What would be done, and what is in the way."""

    lines: Sequence[Line]
    problems: Sequence[Problem]

    @property
    def asks(self) -> bool:
        return any(line.asks for line in self.lines)

    @property
    def changes(self) -> int:
        return sum(len(line.changes) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """What two plans share exactly when they would do the same to the same."""
        parts = [
            (line.standing.student_id, line.standing.way, line.standing.attempt_id, line.changes)
            for line in self.lines
        ]
        return sha256(repr(parts).encode("utf-8", "backslashreplace")).hexdigest()


def plan(standings: Iterable[Standing], boxes: Sequence[Box], cells: Cells) -> Plan:
    """Return what the cells would do; students without any are not touched."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for standing in standings:
        typed = _typed(standing, boxes, cells, problems)
        if typed:
            line = _line(_target(standing, typed), typed, problems)
            lines += [line] if line.changes else []
    return Plan(lines, problems)


def _typed(
    standing: Standing, boxes: Sequence[Box], cells: Cells, problems: list[Problem]
) -> list[Typed]:
    found = []
    for box in boxes:
        text = cells.get((standing.student_id, box.use, box.position), "").strip()
        if text:
            try:
                found.append(typed_in(box, text))
            except Unreadable as unreadable:
                problems.append(_problem(standing, box, str(unreadable)))
    return found


def _problem(standing: Standing, box: Box, sentence: str) -> Problem:
    return Problem(standing.name, box.position, sentence, box.name(standing.student_id))


def _target(standing: Standing, typed: Sequence[Typed]) -> Standing:
    """Marks alone are for what a student has handed in already."""
    only_marks = all(each.box.use is Use.MARK for each in typed)
    return standing.marks_to if only_marks and standing.marks_to else standing


def _line(standing: Standing, typed: Sequence[Typed], problems: list[Problem]) -> Line:
    changes: list[Change] = []
    forms: dict[int, Fields] = {}
    marks: dict[int, Fraction] = {}
    by_position: dict[int, list[Typed]] = {}
    for each in typed:
        held = standing.at(each.box.position)
        change = _change(each, held)
        if change is None:
            continue
        together = [other for other in typed if other.box.position == each.box.position]
        form = merged(held.fields, together)
        sentence = _refusal(standing, each, held) or _unmarkable(each, form)
        if sentence:
            problems.append(_problem(standing, each.box, sentence))
            continue
        changes.append(change)
        by_position.setdefault(each.box.position, []).append(each)
        if each.mark is not None:
            marks[each.box.position] = each.mark
    for position, parts in by_position.items():
        form = merged(standing.at(position).fields, parts)
        if form != standing.at(position).fields:
            forms[position] = form
    return Line(standing, changes, forms, marks)


def _refusal(standing: Standing, typed: Typed, held: Held) -> str:
    """Return why what is typed cannot be done; empty if it can."""
    if standing.way is Way.FULL:
        return (
            "This student has handed in online and has no attempt left. Allow one more under "
            "Exceptions, or leave the row empty."
        )
    if typed.box.use is not Use.MARK:
        return ""
    if typed.box.position in standing.excused:
        return "The student is excused from this question, so it has no mark. Leave this empty."
    if held.on_screen:
        return "This was marked on screen. Change the mark there, so that level and comments fit."
    if held.given is not None and typed.mark is None and not typed.takes_out:
        return "This has a mark. Give another one in its place, or take it out with a dash."
    written = held.fields.get(typed.box.kind.written, ())
    if typed.takes_out and written and list(written) != [ON_PAPER]:
        return "The student typed this answer. It can be marked here, and not be taken out."
    return ""


def _unmarkable(typed: Typed, form: Fields) -> str:
    """Return why a person's mark has no place beside an answer; empty if it has."""
    state = State.WAITING if typed.mark is None else state_of(typed.box, form)
    if state is State.WAITING:
        return ""
    if state is State.UNREADABLE:
        return "The answer cannot be read as it was given, so it cannot be marked."
    return "These words have one mark for everybody by now, so they cannot be marked here."


def _change(typed: Typed, held: Held) -> Change | None:
    """Return what a box changes; ``None`` when it says what stands there."""
    box = typed.box
    if box.use is Use.MARK:
        old, new, note = mark_held(box, held), _mark_typed(typed), ""
    else:
        old, new = code_in(box, held.fields), code_in(box, typed.fields or {})
        note = "in place of an answer given online" if old and held.online else ""
    return None if old == new else Change(box.position, box.use, old, new, note)


def mark_held(box: Box, held: Held) -> str:
    """Return what a box for marks would say of what is there."""
    if held.given is not None:
        return spelled(held.given)
    return "w" if held.fields.get(box.kind.written) else ""


def _mark_typed(typed: Typed) -> str:
    if typed.takes_out:
        return ""
    return "w" if typed.mark is None else spelled(typed.mark)
