"""What the columns of a roster may be called."""

import re
from collections.abc import Sequence

from quizapp.tables.lines import Counted

MEANINGS = {
    "name": {"name", "full name", "student", "student name", "pupil", "pupil name"},
    "first": {"first name", "firstname", "first", "forename", "given name"},
    "last": {"last name", "lastname", "last", "surname", "family name"},
    "username": {"username", "user name", "user", "login", "login name", "user id"},
    "password": {"password", "pass word", "initial password"},
}
CALLED = {
    "name": "the name",
    "first": "the first name",
    "last": "the last name",
    "username": "the user name",
    "password": "the password",
}


def meaning(heading: str) -> str:
    """Return what a column holds: a key of `MEANINGS`, or nothing."""
    words = " ".join(re.split(r"[\s_\-]+", heading.strip().casefold()))
    return next((kind for kind, names in MEANINGS.items() if words in names), "")


def columns(headings: Sequence[str]) -> dict[str, int]:
    """Return where each kind of column stands; of two with one meaning the first."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        kind = meaning(heading)
        if kind:
            found.setdefault(kind, place)
    return found


def names_students(headings: Sequence[str]) -> bool:
    """Return whether these columns say who is meant."""
    kinds = set(map(meaning, headings))
    return "name" in kinds or {"first", "last"} <= kinds


def problem(headings: Sequence[str], counted: Counted = Counted.LINES) -> str:
    """Return why a file with these headings cannot be read; empty if it can."""
    kinds = [kind for kind in map(meaning, headings) if kind]
    twice = next((kind for kind in kinds if kinds.count(kind) > 1), "")
    if twice:
        naming = "The first line" if counted is Counted.LINES else "The row of headings"
        return f"{naming} names two columns for {CALLED[twice]}. Keep one of them."
    if not names_students(headings):
        return (
            f"The first {counted.lower()} has to name the columns, and one of them has to be "
            "“name” (or “first name” and “last name”)."
        )
    return ""
