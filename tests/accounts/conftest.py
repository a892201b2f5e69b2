"""What the tests of accounts share."""

import pytest
from flask import Flask
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


@pytest.fixture(autouse=True)
def nobody_has_guessed(app: Flask) -> None:
    """Let counts of wrong tries begin at nothing in each test."""
    app.extensions["throttle"] = MovingWindowRateLimiter(MemoryStorage())
