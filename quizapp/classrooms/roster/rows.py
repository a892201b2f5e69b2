"""One line of a roster, and what makes it usable."""

from dataclasses import dataclass

from quizapp.accounts import rules
from quizapp.accounts.models import Role
from quizapp.accounts.queries import folded_username

UNCHANGED = "*"
"""What stands in the column of passwords where they stay as they are."""


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
    name, username, password = rules.tidy_name(name), folded_username(username), password.strip()
    password = password if password != UNCHANGED else ""
    return Row(first, last, name, username, password, _problem(name, username, password))


def _problem(name: str, username: str, password: str) -> str:
    if not name:
        return "The name is missing."
    if rules.name_problem(name):
        return rules.name_problem(name)
    if username and rules.username_problem(username):
        return rules.username_problem(username)
    return password and rules.password_problem(password, Role.STUDENT, username)
