"""A table to take away, with what each of its columns means; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

LONGEST_NAME = 120

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


def yes(value: bool) -> str:
    """Return ``yes`` or ``no``."""
    return "yes" if value else "no"


def file_name(classroom: str, quiz: str, what: str, ending: str) -> str:
    """Return a file name from class and quiz that every system can store.

    Where it would be too long the quiz is cut: what is in the file can always be told.
    """
    where, title = (re.sub(r"[^\w.()&,+ -]+", " ", each) for each in (classroom, quiz))
    said = " ".join(f"{where} {title}".split())[: LONGEST_NAME - len(what) - 1]
    return f"{said} {what}".strip(" .") + f".{ending}"
