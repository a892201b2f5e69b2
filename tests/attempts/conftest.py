"""A clock that tests turn, and a student in a class with a quiz."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from quizapp.web import times
from tests.make import NOON, real_bank

ONE_OF_EACH = list({item.type: ident for ident, item in real_bank().items.items()}.values())
"""An item of every type."""


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
