"""Changes to a text at their places, and the lines that places are on."""

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """What stands between two places is replaced."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """Return a part of the text with the edits in it, none of which may overlap another."""
    found: list[str] = []
    at, end = start, len(text) if end is None else end
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        found += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*found, text[at:end]])


class Lines:
    """Finds the lines around places of a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def start(self, at: int) -> int:
        """Return where the line of a place begins."""
        return self.text.rfind("\n", 0, at) + 1

    def end(self, at: int) -> int:
        """Return where the line of a place ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def column(self, at: int) -> int:
        """Return how many letters stand before a place on its line."""
        return at - self.start(at)

    def begins(self, at: int) -> bool:
        """Return whether only space stands before a place on its line."""
        return not self.text[self.start(at) : at].strip()

    def block_start(self, at: int) -> int:
        """Return where the comments directly above a line begin that are indented like it.

        The comments with which a file begins belong to the file.
        """
        start = self.start(at)
        indent = self.text[start:at]
        above = start
        while above > 0:
            line_start = self.start(above - 1)
            if not self.text.startswith(f"{indent}#", line_start):
                return above
            above = line_start
        return start

    def removal(self, start: int, end: int) -> Edit:
        """Return the edit that takes away the lines of a part, with the comments above them.

        Of blank lines on both sides one side goes as well.
        """
        first, last = self.block_start(start), self.end(end)
        if first == 0:
            return Edit(0, min(last + 1, len(self.text)), "")
        if self.text[last : last + 2] == "\n\n" and self.text[first - 2 : first] == "\n\n":
            first -= 1
        return Edit(first - 1, last, "")
