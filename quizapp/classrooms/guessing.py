"""Slowing down whoever guesses join codes, without locking a class out."""

from flask import current_app
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

PER_ADDRESS = RateLimitItemPerMinute(60)
"""Sixty wrong codes from one address in a minute: two by each of a class of thirty."""


def allowed(address: str) -> bool:
    """Return whether another code may be tried now."""
    return _limiter().test(PER_ADDRESS, "join-code", address)


def note_wrong(address: str) -> None:
    """Count a wrong code."""
    _limiter().hit(PER_ADDRESS, "join-code", address)


def _limiter() -> MovingWindowRateLimiter:
    limiter: MovingWindowRateLimiter = current_app.extensions["throttle"]
    return limiter
