"""What is wrong with a bank, said so that an author can mend it."""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import PurePath


class Severity(StrEnum):
    """An error keeps something from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Problem:
    """One problem: where it is (file, line and column counted from 1), what, and how to mend it."""

    path: str
    line: int
    column: int
    what: str
    mend: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        label = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.path}:{self.line}:{self.column}: {label}{self.what}; {self.mend}"


def shown(path: PurePath) -> str:
    """Return a path as problems print it, with forward slashes on every system."""
    return path.as_posix()


def nearest(word: str, known: list[str]) -> str:
    """Return how to mend an unknown word: the nearest known one, or the list of them."""
    close = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known are: {', '.join(sorted(known))}"
