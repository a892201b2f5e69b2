"""Hashing passwords without keeping anybody waiting.

A hash takes a good part of a second, and an open transaction may keep all other writers from
their work. So the transaction ends first; what was read is read again afterwards.
"""

from quizapp.accounts import passwords
from quizapp.database import db


def hashed_unlocked(password: str) -> str:
    """Return the hash of a password, made while no transaction is open."""
    db.session.rollback()
    return passwords.hashed(password)


def fits_unlocked(password: str, stored: str | None) -> bool:
    """Return whether a password has this hash, computed while no transaction is open."""
    db.session.rollback()
    return passwords.fits(password, stored)
