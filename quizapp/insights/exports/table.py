"""What the tables of results share: the columns that say who a row is about."""

from collections.abc import Sequence

from quizapp.insights.sittings import Pupil
from quizapp.tables.table import Heading, Table, Value, explained, file_name, yes

__all__ = [
    "NAMELESS",
    "PERSON",
    "Heading",
    "Table",
    "Value",
    "explained",
    "file_name",
    "person",
    "person_headings",
    "place",
    "yes",
]

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
