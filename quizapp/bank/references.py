"""Handles that say where a statement comes from: ``003:L43-45``, ``E25``, ``X12``, ``2.4``."""

import re
from dataclasses import dataclass
from typing import Self

_PLACE = re.compile(r"(?P<document>\d{3}):L(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?")
_NOTE = re.compile(r"[EFRX]\d{2}|\d\.\d")


@dataclass(frozen=True)
class Lines:
    """A range of lines of a document, counted from 1, both ends included."""

    document: str
    first: int
    last: int

    @classmethod
    def read(cls, handle: str) -> Self | None:
        """Return the lines that a handle such as ``003:L15`` names, or ``None``."""
        match = _PLACE.fullmatch(handle)
        if match is None:
            return None
        first = int(match["first"])
        return cls(match["document"], first, int(match["last"] or first))

    @property
    def in_order(self) -> bool:
        return 1 <= self.first <= self.last


def is_note(handle: str) -> bool:
    """Return whether a handle names a note: a slip (E), a conflict (X), outside reading (F, R)."""
    return _NOTE.fullmatch(handle) is not None
