"""Slowing down whoever guesses passwords, without locking a pupil or a class out."""

from flask import Flask, current_app
from limits import RateLimitItemPerSecond
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

PER_ACCOUNT = RateLimitItemPerSecond(6, 30)
"""Six wrong tries at one account from one address in half a minute; then the oldest must pass."""
PER_ADDRESS = RateLimitItemPerSecond(90, 30)
"""Ninety wrong tries from one address in half a minute: three by each of a class of thirty."""


def bind(app: Flask) -> None:
    """Keep the counts in Redis where there is one, otherwise in this process."""
    storage = storage_from_string(app.config["QUIZAPP"].redis_url or "memory://")
    app.extensions["throttle"] = MovingWindowRateLimiter(storage)


def allowed(username: str, address: str) -> bool:
    """Return whether another try may be made now."""
    limiter = _limiter()
    return limiter.test(PER_ACCOUNT, "account", username, address) and limiter.test(
        PER_ADDRESS, "address", address
    )


def note_wrong(username: str, address: str) -> None:
    """Count a wrong try."""
    _limiter().hit(PER_ACCOUNT, "account", username, address)
    _limiter().hit(PER_ADDRESS, "address", address)


def _limiter() -> MovingWindowRateLimiter:
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    return limiter
