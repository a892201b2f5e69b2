"""Counting the statements that a page sends to the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from quizapp.quizzes.models import Assignment
from tests.make import Make
from tests.pages import Pages


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather every statement that is sent while this is open."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def queries_of(
    make: Make,
    pages: Pages,
    address: Callable[[Assignment], str],
    students: int,
    items: list[str],
) -> int:
    """Return how many statements a page of a new assignment needs when all have answered."""
    quiz = make.assignment(items=items)
    for _ in range(students):
        make.attempt(quiz, responses=dict.fromkeys(range(1, len(items) + 1), "wrong"))
    pages.sign_in(quiz.teacher)
    with statements() as found:
        pages.get(address(quiz))
    return len(found)
