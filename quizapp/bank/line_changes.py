"""Two texts line by line: what was taken away, what was put in, and a little around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from quizapp.bank.shared_lines import SharedLines

AROUND = 2
"""So many lines that did not change are shown before and after each change."""
MOST_SHOWN = 2_000
"""So many lines of a change are shown; nobody reads more of them."""


class Fate(StrEnum):
    """What became of a line; ``LEFT_OUT`` stands for lines that are not shown."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Line:
    """A line with its number in the text it stands in: the new one, or the old if it is gone."""

    fate: Fate
    number: int
    text: str


def line_changes(before: str | None, after: str | None) -> Sequence[Line]:
    """Return the lines in which two texts differ, in their order; none where they do not.

    The first of them, if they are very many.
    """
    shown = list(islice(_all_changes(before, after), MOST_SHOWN + 1))
    if len(shown) > MOST_SHOWN:
        shown[-1] = Line(Fate.LEFT_OUT, shown[-1].number, "")
    return shown


def _all_changes(before: str | None, after: str | None) -> Iterator[Line]:
    old, new = (before or "").split("\n"), (after or "").split("\n")
    if before is None:
        yield from _run("insert", (0, 0, 0, len(new)), old, new)
    elif after is None:
        yield from _run("delete", (0, len(old), 0, 0), old, new)
    elif old != new:
        yield from _lines(old, new)


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for number, group in enumerate(SharedLines(old, new).get_grouped_opcodes(AROUND)):
        if number:
            yield Line(Fate.LEFT_OUT, group[0][3] + 1, "")
        for tag, *span in group:
            yield from _run(tag, (span[0], span[1], span[2], span[3]), old, new)


def _run(
    tag: str, span: tuple[int, int, int, int], old: Sequence[str], new: Sequence[str]
) -> Iterator[Line]:
    begin, end, new_begin, new_end = span
    if tag != "equal":
        for at in range(begin, end):
            yield Line(Fate.REMOVED, at + 1, old[at])
    fate = Fate.SAME if tag == "equal" else Fate.ADDED
    for at in range(new_begin, new_end):
        yield Line(fate, at + 1, new[at])
