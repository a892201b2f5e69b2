"""What the tests of classes share."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from quizapp.accounts.models import User
from tests.pages import Pages


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """A context that collects the statements sent to the database while it is open."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def sign_in_at(pages: Pages) -> Callable[[str, User], Pages]:
    """Signs somebody in who reached the school at an address of its own."""

    def sign_in(address: str, user: User) -> Pages:
        with pages.client.session_transaction(base_url=address) as session:
            session["_user_id"] = user.get_id()
            session["_fresh"] = True
        return pages

    return sign_in
