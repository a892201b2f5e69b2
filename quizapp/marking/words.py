"""A script as text: where quoted words stand in it, and what is lit up; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizapp.attempts.question import read
from quizapp.items.base import Fields, Item
from quizapp.items.contested.scoring import ContestedResponse
from quizapp.items.ranking.scoring import RankingResponse

REASONED = RankingResponse | ContestedResponse
"""Responses of which a person marks the reason."""


def script_of(item: Item, fields: Fields) -> str:
    """Return what a person wrote, with plain line ends; empty when nothing can be read."""
    answer, _ = read(item, fields)
    text = answer.reason if isinstance(answer, REASONED) else answer
    return plain(text) if isinstance(text, str) else ""


def plain(text: str) -> str:
    """Return a text with the line ends that a page shows, so that places can be counted."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def place_of(quote: str, script: str, start: int | None = None) -> tuple[int, int] | None:
    """Return from where to where words stand in a script; ``None`` when they do not.

    With ``start`` they are looked for there first. Spaces and capitals need not agree.
    """
    words = plain(quote).strip()
    if not words:
        return None
    if start is not None and script[start : start + len(words)] == words:
        return start, start + len(words)
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(pattern, script) or re.search(pattern, script, re.IGNORECASE)
    return found.span() if found else None


@dataclass(frozen=True)
class Piece:
    """A stretch of a script: ``lit`` by the comments with these numbers, ``ends`` those here."""

    text: str
    lit: tuple[int, ...]
    ends: tuple[int, ...]


def pieces(script: str, places: Sequence[tuple[int, int]]) -> list[Piece]:
    """Divide a script where comments begin and end; comments are numbered from 1."""
    inside = [(max(0, start), min(stop, len(script))) for start, stop in places]
    cuts = sorted({0, len(script), *(cut for place in inside for cut in place)})
    return [
        Piece(
            script[here:there],
            tuple(n for n, (start, stop) in enumerate(inside, 1) if start <= here < stop),
            tuple(n for n, (start, stop) in enumerate(inside, 1) if start < stop == there),
        )
        for here, there in pairwise(cuts)
    ]
