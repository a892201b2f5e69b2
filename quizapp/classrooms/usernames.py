"""User names of students: which one to propose for a name."""

import unicodedata
from collections.abc import Container
from itertools import count

from quizapp.accounts.rules import LONGEST_USERNAME

ROOM_FOR_NUMBER = 6
LATIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
"""Letters that stay whole when accents are taken off."""


def proposed(name: str, taken: Container[str]) -> str:
    """Return a free user name made of the first and the last word of a name: ada.lovelace."""
    words = [word for word in map(_plain, name.split()) if word]
    base = ".".join([words[0], words[-1]] if len(words) > 1 else words) or "student"
    numbered = (f"{base[: LONGEST_USERNAME - ROOM_FOR_NUMBER]}{number}" for number in count(2))
    return (
        base[:LONGEST_USERNAME]
        if base[:LONGEST_USERNAME] not in taken
        else next(name for name in numbered if name not in taken)
    )


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold().translate(LATIN))
    letters = "".join(sign for sign in folded.casefold() if sign.isalnum())
    return unicodedata.normalize("NFC", letters)
