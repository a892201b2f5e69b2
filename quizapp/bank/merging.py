"""Two texts that grew out of one: what differs, line by line, and both brought together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match
from enum import StrEnum

from quizapp.bank.shared_lines import SharedLines, lines_of

YOURS, BEGUN, THEIRS, END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
"""What stands round the lines of an overlap, so that no reader takes them for YAML."""


@dataclass(frozen=True)
class Overlap:
    """Lines that both sides changed, each in its own way; ``line`` is where the mark stands."""

    line: int
    begun: tuple[str, ...]
    yours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """Both changes in one text; where they overlap, both stand there between marks."""

    text: str
    overlaps: tuple[Overlap, ...]


class Kind(StrEnum):
    """What became of a line."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Line:
    """A line of a comparison, with its numbers in the old and the new text.

    A skipped one stands for ``count`` lines that are the same and far from any change.
    """

    kind: Kind
    text: str = ""
    old: int | None = None
    new: int | None = None
    count: int = 1


def merge(begun: str, yours: str, theirs: str) -> Merged:
    """Bring two changes of one text together.

    Lines that only one side changed are taken from it; nothing is guessed where both changed the
    same or neighbouring lines.
    """
    base, ours, others = map(lines_of, (begun, yours, theirs))
    lines: list[str] = []
    overlaps: list[Overlap] = []
    for old, mine, other in _stretches(base, ours, others):
        if other in (old, mine):
            lines += mine
        elif mine == old:
            lines += other
        else:
            overlaps.append(Overlap(len(lines) + 1, tuple(old), tuple(mine), tuple(other)))
            lines += _marked(old, mine, other)
    return Merged("".join(f"{line}\n" for line in lines), tuple(overlaps))


def _marked(old: list[str], mine: list[str], other: list[str]) -> list[str]:
    return [
        f"{YOURS} what you wrote",
        *mine,
        f"{BEGUN} what you began with",
        *old,
        THEIRS,
        *other,
        f"{END} what stands there now",
    ]


def _stretches(
    base: list[str], ours: list[str], others: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield the three texts in pieces: those that are the same everywhere, and those between."""
    at = mine = other = 0
    for start, in_ours, in_others, length in _anchors(base, ours, others):
        yield base[at:start], ours[mine:in_ours], others[other:in_others]
        at, mine, other = start + length, in_ours + length, in_others + length
        kept = base[start:at]
        yield kept, kept, kept
    yield base[at:], ours[mine:], others[other:]


def _anchors(
    base: list[str], ours: list[str], others: list[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield runs of lines of the base that both others still hold: three places and a length."""
    first, second = _blocks(base, ours), _blocks(base, others)
    i = j = 0
    while i < len(first) and j < len(second):
        (start, mine, length), (begin, other, extent) = first[i], second[j]
        low, high = max(start, begin), min(start + length, begin + extent)
        if low < high:
            yield low, mine + low - start, other + low - begin, high - low
        if start + length < begin + extent:
            i += 1
        else:
            j += 1


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    return [each for each in SharedLines(old, new).get_matching_blocks() if each.size]


def differences(old: str, new: str, around: int = 3) -> list[Line]:
    """Return how one text became the other, with some lines round each change."""
    before, after = lines_of(old), lines_of(new)
    matcher = SharedLines(before, after)
    lines: list[Line] = []
    done = 0
    for group in matcher.get_grouped_opcodes(around):
        lines += _skipped(group[0][1] - done)
        for tag, *span in group:
            lines += _piece(tag, before, after, (span[0], span[1], span[2], span[3]))
        done = group[-1][2]
    return [*lines, *_skipped(len(before) - done)] if lines else []


def _skipped(count: int) -> list[Line]:
    return [Line(Kind.SKIPPED, count=count)] if count > 0 else []


def _piece(
    tag: str, before: list[str], after: list[str], span: tuple[int, int, int, int]
) -> Iterator[Line]:
    first, last, begin, end = span
    if tag == "equal":
        for offset in range(last - first):
            old, new = first + offset + 1, begin + offset + 1
            yield Line(Kind.SAME, before[first + offset], old, new)
        return
    for index in range(first, last):
        yield Line(Kind.REMOVED, before[index], old=index + 1)
    for index in range(begin, end):
        yield Line(Kind.ADDED, after[index], new=index + 1)
