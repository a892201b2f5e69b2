"""Hashing passwords without keeping anybody waiting."""

from collections.abc import Iterable

from quizapp.accounts import passwords
from quizapp.database import db


def hashed_unlocked(texts: Iterable[str]) -> list[str]:
    """Return the hashes of passwords, made while no transaction is open.

    A hash takes a good part of a second, and an open transaction may keep all other writers from
    their work. What was read before has to be read again afterwards.
    """
    db.session.rollback()
    return [passwords.hashed(text) for text in texts]
