"""Passwords: how they are hashed, checked and made up."""

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from threading import BoundedSemaphore

from flask import current_app

SHORTEST = 8
SHORTEST_FOR_STUDENTS = 6
LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"
R, P = 8, 5
MOST_MEMORY = 64 * 2**20

_at_a_time = BoundedSemaphore(2)
"""A hash takes 16 MiB and a third of a second: a class signing in must leave room for others."""


def hashed(password: str) -> str:
    """Return the scrypt hash of a password, with its parameters and salt."""
    n = current_app.config["QUIZAPP"].scrypt_n
    salt = secrets.token_bytes(16)
    key = _scrypt(password, salt, n, R, P)
    return f"scrypt${n}${R}${P}${b64encode(salt).decode()}${b64encode(key).decode()}"


def fits(password: str, stored: str | None) -> bool:
    """Return whether a password has this hash; takes as long when there is none."""
    if stored is None:
        hashed(password)
        return False
    _, n, r, p, salt, key = stored.split("$")
    found = _scrypt(password, b64decode(salt), int(n), int(r), int(p))
    return hmac.compare_digest(found, b64decode(key))


def made_up() -> str:
    """Return a short password to print on a card: three letters and two digits, twice.

    About 41 bits; no letter or digit that looks like another.
    """

    def part() -> str:
        return "".join(secrets.choice(LETTERS) for _ in range(3)) + "".join(
            secrets.choice(DIGITS) for _ in range(2)
        )

    return f"{part()}-{part()}"


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    with _at_a_time:
        return hashlib.scrypt(
            password.encode(), salt=salt, n=n, r=r, p=p, maxmem=MOST_MEMORY, dklen=32
        )
