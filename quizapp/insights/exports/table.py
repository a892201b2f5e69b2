"""A table to take away, with what each of its columns means; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.insights.sittings import Pupil

Value = str | int | float | Fraction | datetime | None


@dataclass(frozen=True)
class Heading:
    """The name of a column, and what stands in it."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """Rows under headings; ``about`` says what one row is, ``name`` is that of its sheet."""

    name: str
    about: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]] = ()


def explained(headings: Iterable[Heading]) -> Sequence[Heading]:
    """Return the headings to explain: of neighbours with one meaning the first, with the last."""
    found: list[Heading] = []
    for each in headings:
        if found and found[-1].meaning == each.meaning:
            first = found.pop().name.partition(" … ")[0]
            found.append(Heading(f"{first} … {each.name}", each.meaning))
        else:
            found.append(each)
    return found


PERSON = (
    Heading("student_id", "The number of the account. It never changes."),
    Heading("user_name", "What the student signs in with."),
    Heading("name", "The name in full, as the class list has it."),
)
NAMELESS = (
    Heading("student", "The number that stands for the student on the pages without names."),
)


def person_headings(*, names: bool) -> Sequence[Heading]:
    """Return the columns that say who a row is about."""
    return PERSON if names else NAMELESS


def person(pupil: Pupil, *, names: bool) -> Sequence[Value]:
    """Say who a row is about."""
    return (pupil.id, pupil.username, pupil.name) if names else (f"Student {pupil.alias}",)


def place(pupil: Pupil, *, names: bool) -> int:
    """Return where a student stands: in the class list, or where it gives nothing away."""
    return pupil.rank if names else pupil.alias


def yes(value: bool) -> str:
    """Return ``yes`` or ``no``."""
    return "yes" if value else "no"


def file_name(classroom: str, quiz: str, what: str, ending: str) -> str:
    """Return a file name from class and quiz that every system can store."""
    words = re.sub(r"[^\w.()&,+ -]+", " ", f"{classroom} {quiz} {what}")
    return f"{' '.join(words.split())[:120].strip(' .')}.{ending}"
