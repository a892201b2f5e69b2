"""User names of students: which are possible, and which one to propose for a name."""

import unicodedata
from collections.abc import Container
from itertools import count

LONGEST = 60
ROOM_FOR_NUMBER = 6
LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that stay whole when accents are taken off."""


def problem(username: str) -> str:
    """Return what is wrong with a user name in its stored form; empty if nothing is."""
    if len(username) > LONGEST:
        return f"A user name may have at most {LONGEST} characters."
    if not username[:1].isalnum():
        return "A user name begins with a letter or a digit."
    if not all(sign.isalnum() or sign in "._-" for sign in username):
        return "A user name may hold letters, digits, full stops, hyphens and underscores."
    return ""


def proposed(name: str, taken: Container[str]) -> str:
    """Return a free user name made of the first and the last word of a name: ada.lovelace."""
    words = [word for word in map(_plain, name.split()) if word]
    base = ".".join([words[0], words[-1]] if len(words) > 1 else words) or "student"
    numbered = (f"{base[: LONGEST - ROOM_FOR_NUMBER]}{number}" for number in count(2))
    return (
        base[:LONGEST]
        if base[:LONGEST] not in taken
        else next(name for name in numbered if name not in taken)
    )


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold().translate(LATIN))
    return "".join(sign for sign in folded.casefold() if sign.isalnum())
