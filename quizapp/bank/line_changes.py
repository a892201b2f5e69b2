"""Two texts line by line: what was taken away, what was put in, and a little around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

AROUND = 2
"""So many lines that did not change are shown before and after each change."""


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
    """Return the lines in which two texts differ, in their order; none where they do not."""
    old, new = (before or "").split("\n"), (after or "").split("\n")
    if before is None:
        return [Line(Fate.ADDED, number, text) for number, text in enumerate(new, start=1)]
    if after is None:
        return [Line(Fate.REMOVED, number, text) for number, text in enumerate(old, start=1)]
    return list(_lines(old, new))


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if old == new:
        return
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
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
