"""The lines that two texts share, found in bounded time."""

from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

MOST_PAIRS = 4_000_000
"""How many pairs of lines are compared at most."""


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; its last one may end or not. Nothing else divides lines."""
    return text.removesuffix("\n").split("\n") if text else []


class SharedLines(SequenceMatcher[str]):
    """Finds the lines that two texts share, in bounded time.

    What both begin and end with is found first; where very much is left between, all of that
    counts as changed.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        self._found = list(_shared(old, new))

    def get_matching_blocks(self) -> list[Match]:
        return self._found


def _shared(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if start:
        yield Match(0, 0, start)
    if len(left) * len(right) <= MOST_PAIRS:
        for each in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            if each.size:
                yield Match(each.a + start, each.b + start, each.size)
    if end:
        yield Match(len(old) - end, len(new) - end, end)
    yield Match(len(old), len(new), 0)
