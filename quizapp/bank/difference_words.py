"""What keys, parts and values are called where it is said what changed."""

from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any

LONGEST_QUOTED = 40
"""Texts up to so many letters are quoted; of longer ones it is only said that they change."""

PARTS = {
    "options": "option",
    "elements": "element",
    "rows": "row",
    "choices": "choice",
    "columns": "column",
    "categories": "category",
    "positions": "position",
    "gaps": "gap",
    "targets": "target",
    "levels": "level",
    "sentences": "sentence",
    "entries": "question",
    "near_misses": "near miss",
    "pairs": "pair",
    "samples": "sample",
    "lessons": "lesson",
}
"""Lists of parts, by their keys, with what one of them is called."""

LABELS = {
    "refs": "references",
    "max_mark": "mark",
    "bloom": "Bloom level",
    "solo": "SOLO level",
    "seconds": "expected time in seconds",
    "minutes": "time in minutes",
    "certainty": "question how sure one is",
    "fixed_order": "fixed order",
    "pick": "number to pick",
    "order": "right order",
    "lowest": "lower end",
    "highest": "upper end",
    "names": "spellings of names that are accepted",
    "open_pairs": "pairs that are left open",
    "order_share": "share of the marks for the order",
    "accept_words": "groups of words that are accepted",
    "twin": "sister question",
    "reviewed": "note of the review",
    "four_eyes": "need for a second person's confirmation",
    "documents": "documents that references point into",
    "answers": "answers that count as it",
    "text": "text",
}
"""What a key is called where that is not the key itself."""


def quoted(words: str) -> str:
    """Return words as they stand in a sentence: in quotes where they are several."""
    return f"“{words}”" if " " in words else words


def called(name: str) -> str:
    """Return what a key is called."""
    return LABELS.get(name, name.replace("_", " "))


def marks(number: int | Fraction) -> str:
    """Return the noun for a number of marks."""
    return "mark" if number == 1 else "marks"


_SAID: Sequence[tuple[type, Callable[[Any], str]]] = (
    (bool, lambda value: "yes" if value else "no"),
    (Enum, lambda value: str(value.value)),
    (Fraction, lambda value: f"{float(value):g}"),
    (tuple, lambda value: ", ".join(map(str, value))),
)


def shown(value: Any) -> str:
    """Return a value in a word or a few."""
    if value is None:
        return "none"
    return next((say(value) for kind, say in _SAID if isinstance(value, kind)), str(value))


def listed(words: Iterable[str]) -> str:
    """Return words one after the other; that there are none where there are none."""
    return ", ".join(words) or "none"


def capital(words: str) -> str:
    """Return words as a sentence begins."""
    return words[:1].upper() + words[1:]
