"""A clock that tests turn, and a student in a class with a quiz."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from quizapp.web import times
from tests.make import NOON


@dataclass
class Clock:
    """The server's time, as a test sets it."""

    time: datetime = NOON + timedelta(hours=1)

    def move(self, **delta: float) -> datetime:
        """Let time pass: ``move(minutes=5)``."""
        self.time += timedelta(**delta)
        return self.time


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(times, "now", lambda: clock.time)
    return clock


@pytest.fixture
def count_queries(session: None) -> Iterator[Callable[[], int]]:
    """How many statements have been sent to the database so far."""
    sent: list[str] = []

    def note(*arguments: Any) -> None:
        sent.append(arguments[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield lambda: len([s for s in sent if not s.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))])
    event.remove(Engine, "before_cursor_execute", note)
