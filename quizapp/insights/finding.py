"""The sentence a page opens with: what a teacher should know first; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.insights.grid import Column, Grid
from quizapp.web.rendering import listed, mark

SECOND_LOOK = Fraction(11, 20)
"""A question is worth a second look when the class earned less than this share of its mark;
with three options, luck alone earns a third."""

ENOUGH = 3
"""Fewer scored answers than this say nothing about a question."""

AT_MOST = 3


@dataclass(frozen=True)
class Finding:
    """One or two sentences; ``point`` is the part to highlight, and ``rest`` follows it."""

    lead: str
    point: str = ""
    rest: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.lead, self.point + self.rest]))


def of_results(grid: Grid) -> Finding:
    """Say how far the class is, and which questions need a second look."""
    lead = _progress(len(grid.members), grid.handed_in, grid.working)
    troubled = sorted(column.question.position for column in second_look(grid.columns))
    if troubled:
        noun, verb = ("Question", "needs") if len(troubled) == 1 else ("Questions", "need")
        return Finding(lead, f"{noun} {listed(troubled)}", f" {verb} a second look.")
    if grid.handed_in >= ENOUGH and any(column.share is not None for column in grid.columns):
        return Finding(f"{lead} No question stands out.")
    return Finding(lead)


def facts(grid: Grid) -> Sequence[str]:
    """Return what supports the finding, in a few words each."""
    minutes, middle = grid.usual_minutes, grid.middle_score
    found = {
        f"middle score {mark(middle)} of {grid.settled_out_of}{so_far(grid)}": middle is not None,
        f"usual time {minutes} {'minute' if minutes == 1 else 'minutes'}": minutes is not None,
        f"{grid.working} working now": grid.working and grid.handed_in,
        f"{written(grid.waiting)} for you": grid.waiting,
    }
    return [words for words, holds in found.items() if holds]


def so_far(grid: Grid) -> str:
    """Say that a score is of the marked questions only, where others are still to be marked."""
    left_out = any(column.waiting for column in grid.columns)
    return " in the questions that are marked" if left_out else ""


def _progress(members: int, handed_in: int, working: int) -> str:
    if members == 0:
        return "Nobody is in this class yet."
    if handed_in == members:
        return "Everybody has handed in." if members > 1 else "The one student has handed in."
    if handed_in:
        return f"{handed_in} of {members} {have(handed_in)} handed in."
    if working:
        return f"{working} of {members} {are(working)} working. Nobody has handed in yet."
    return "Nobody has started yet."


def second_look(columns: Sequence[Column]) -> Sequence[Column]:
    """Return the questions the class found hardest, hardest first; at most three."""
    troubled = [
        (column.share, column.question.position, column)
        for column in columns
        if column.share is not None
        and column.share < SECOND_LOOK
        and len(column.fractions) >= ENOUGH
    ]
    return [column for *_, column in sorted(troubled, key=lambda each: each[:2])][:AT_MOST]


@dataclass(frozen=True)
class Standing:
    """How far a class is with one quiz, as plain numbers."""

    assignment_id: int
    title: str
    state: str
    members: int
    handed_in: int = 0
    working: int = 0
    started: int = 0
    waiting: int = 0
    mean: Fraction | None = None
    out_of: int = 0

    @property
    def not_started(self) -> int:
        return self.members - self.started


def of_class(name: str, members: int, standings: Sequence[Standing], opens: str = "") -> Finding:
    """Say what is going on in a class; ``standings`` come newest first.

    ``opens`` says in words when the next quiz opens; it is used when none has opened yet.
    """
    if not standings:
        return _without_quiz(name, members)
    begun = [each for each in standings if each.state != "opens"]
    running = [each for each in begun if each.state == "running"]
    if not begun:
        return Finding("", standings[-1].title, f" opens {opens}.")
    lead, title = _handing_in(members, (running or begun)[0])
    waiting = sum(each.waiting for each in standings)
    if not waiting:
        return Finding(lead, title, ".")
    return Finding(lead, title, f"; {written(waiting)} for you.")


def _without_quiz(name: str, members: int) -> Finding:
    if members == 0:
        return Finding(f"Nobody is in {name} yet.")
    people = "1 student" if members == 1 else f"{members} students"
    return Finding(f"{people} in {name}, and no quiz yet.")


def _handing_in(members: int, standing: Standing) -> tuple[str, str]:
    """Say how far those are to whom a quiz is set, of so many members of the class."""
    given, done, title = standing.members, standing.handed_in, standing.title
    if members == 0:
        return "Nobody is in the class to take", title
    if given == 0:
        return "Nobody of this class has been set", title
    if done == given:
        return f"{_all(given, members)} handed in", title
    if done:
        return f"{done} of {given} {have(done)} handed in", title
    if standing.working:
        return f"{standing.working} of {given} {are(standing.working)} working on", title
    word = "has" if standing.state == "running" else "ever"
    return f"Nobody {word} started", title


def _all(given: int, members: int) -> str:
    if given == members:
        return "Everybody has"
    return "The one student in its group has" if given == 1 else f"All {given} in its group have"


def written(waiting: int) -> str:
    """Return how many answers wait: ``3 written answers wait``."""
    return "1 written answer waits" if waiting == 1 else f"{waiting} written answers wait"


def have(count: int) -> str:
    return "has" if count == 1 else "have"


def are(count: int) -> str:
    return "is" if count == 1 else "are"
