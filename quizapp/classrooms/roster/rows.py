"""One line of a roster, and what makes it usable."""

import unicodedata
from dataclasses import dataclass

from quizapp.accounts.passwords import SHORTEST_FOR_STUDENTS
from quizapp.accounts.queries import folded_username
from quizapp.classrooms import usernames

LONGEST_NAME = 120
LONGEST_PASSWORD = 200
JOINERS = "\u200c\u200d"
"""Signs without a width that some scripts need inside a name."""


@dataclass(frozen=True)
class Row:
    """A line of a roster: lines ``first`` to ``last`` of the file.

    ``username`` and ``password`` are empty where the file says nothing; ``problem`` says why the
    line cannot be used.
    """

    first: int
    last: int
    name: str
    username: str = ""
    password: str = ""
    problem: str = ""


def checked(first: int, last: int, name: str, username: str, password: str) -> Row:
    """Return the line tidied, with what is wrong about it."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    username = folded_username(username)
    password = "" if password.strip() == "*" else password.strip()
    problem = name_problem(name) or password_problem(password)
    if username and not problem:
        problem = usernames.problem(username)
    return Row(first, last, name, username, password, problem)


def name_problem(name: str) -> str:
    """Return what is wrong with a name; empty if nothing is."""
    if not name:
        return "The name is missing."
    if len(name) > LONGEST_NAME:
        return f"The name is longer than {LONGEST_NAME} characters."
    if not all(sign.isprintable() or sign in JOINERS for sign in name) or "\ufffd" in name:
        return "The name holds a sign that cannot be shown."
    if not any(sign.isalnum() for sign in name):
        return "The name holds no letter."
    return ""


def password_problem(password: str) -> str:
    """Return what is wrong with a student's password; an empty one is none, so it is fine."""
    if password and len(password) < SHORTEST_FOR_STUDENTS:
        return f"The password has fewer than {SHORTEST_FOR_STUDENTS} characters."
    if len(password) > LONGEST_PASSWORD:
        return f"The password has more than {LONGEST_PASSWORD} characters."
    if not password.isprintable():
        return "The password holds a sign that cannot be typed."
    return ""
