"""Where one stands inside brackets, ``{id: a, text: ...}`` or ``[a, b]``, whole or half-written."""

from dataclasses import dataclass, field

from quizapp.bank.strict_yaml import DEEPEST, Path

FARTHEST = 4_000
"""So many letters behind the cursor are searched for keys of the same brackets."""

LONGEST_WORD = 200


class TooDeep(Exception):
    """The text nests deeper than any file of a bank."""


@dataclass(eq=False)
class Brackets:
    """One pair of brackets that is still open, and what stands in it so far."""

    path: Path
    is_map: bool
    key: str | None = None
    index: int = 0
    used: set[str] = field(default_factory=set)

    def inside(self) -> Path:
        """Return the path of the value that is being written."""
        return (*self.path, (self.key or "") if self.is_map else self.index)


class Flow:
    """Reads text from an opening bracket on; ``open`` are the brackets not closed yet."""

    def __init__(self, path: Path) -> None:
        self.open: list[Brackets] = []
        self.word = ""
        self._path = path
        self._quote = ""

    def feed(self, text: str) -> None:
        """Read on, until all brackets are closed. Raises `TooDeep`."""
        for place, letter in enumerate(text):
            self._take(letter, text[place + 1 : place + 2])
            if not self.open:
                return

    def used_with(self, rest: str) -> frozenset[str]:
        """Return the keys of the innermost brackets, those behind the cursor too."""
        inner = self.open[-1]
        for place, letter in enumerate(rest[:FARTHEST]):
            self._take(letter, rest[place + 1 : place + 2])
            if inner not in self.open:
                break
        return frozenset(inner.used)

    def _take(self, letter: str, following: str) -> None:
        inner = self.open[-1] if self.open else None
        if self._quote:
            self._quote = "" if letter == self._quote else self._quote
            self._write(letter)
        elif letter in "{[":
            path = inner.inside() if inner else self._path
            if len(path) > DEEPEST:
                raise TooDeep
            self.open.append(Brackets(path, letter == "{"))
            self.word = ""
        elif inner and letter in "}]":
            self.open.pop()
            self.word = ""
        elif inner and letter == ",":
            inner.key, inner.index, self.word = None, inner.index + 1, ""
        elif inner and letter == ":" and inner.is_map and not inner.key and following in " \n":
            inner.key = self.word.strip().strip("\"'")
            inner.used.add(inner.key)
            self.word = ""
        else:
            self._quote = letter if letter in "\"'" and not self.word.strip() else ""
            self._write(letter)

    def _write(self, letter: str) -> None:
        self.word = f"{self.word[-LONGEST_WORD:]}{letter}"
