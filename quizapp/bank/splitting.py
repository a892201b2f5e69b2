"""Cutting a text into sentences, and keeping their ids when the text is changed."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

MOST_SENTENCES = 400
NEARLY = 0.6
"""From this likeness on a changed sentence is the same sentence; 1 would be letter by letter."""
AROUND = 200
"""So many letters on both sides of a mark tell whether a sentence ends there."""

_OPENING = "\"'([‘“„«–—-"  # noqa: RUF001
_CLOSING = "\"')\\]’”»"  # noqa: RUF001
_END = re.compile(rf"(?:\.(?:\s\.)+|[.!?…]+)[{_CLOSING}]*(?:\s+\[[^\]\n]{{1,60}}\](?=\s|$))*(?=\s)")
_ABBREVIATIONS = re.compile(
    r"mr|mrs|ms|messrs|dr|prof|st|gen|col|capt|lt|sgt|rev|hon|sen|gov|pres|e\.g|i\.e|cf|vs|viz"
)
_BEFORE_NUMBERS = re.compile(
    r"nos?|pp?|vols?|ch|art|fig|c|ca|approx"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_SPEAKING = re.compile(
    r"[^\W\d_]+(?:\s+[^\W\d_]+)?\s+"
    r"(?:said|says|asked|asks|cried|replied|answered|shouted|added|wrote|called|remarked)\b"
)
_NUMBERED = re.compile(r"s(\d{1,9})")


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text in their order; an empty line always ends one."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [each for part in paragraphs for each in _cut(" ".join(part.split()))]


def _cut(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        before = text[max(start, end.start() - AROUND) : end.start()]
        if _ends(before, end[0], text[end.end() : end.end() + AROUND].lstrip()):
            yield text[start : end.end()]
            start = end.end() + 1
    if text[start:]:
        yield text[start:]


def _ends(before: str, marks: str, after: str) -> bool:
    """Return whether the marks between two parts end a sentence."""
    first = after.lstrip(_OPENING)[:1]
    if not first or first.islower() or not first.isalnum():
        return False
    if marks[-1:] in _CLOSING and marks[0] in "!?…":
        return not _SPEAKING.match(after)
    return marks != "." or not _shortened(before, after)


def _shortened(before: str, after: str) -> bool:
    """Return whether a full stop only shortens the word before it, or numbers what follows."""
    last = re.split(r"[\s(\[\"'‘“„«–—-]", before)[-1]  # noqa: RUF001
    word = last.casefold()
    if re.fullmatch(r"(?:\w\.)*[^\W\d_]", last) and last[-1].isupper():
        beside = re.match(r"[^\W\d_]\.", after) or re.search(r"\b[^\W\d_]\.\s+I$", before)
        return last != "I" or beside is not None
    if _BEFORE_NUMBERS.fullmatch(word):
        return after[0].isdigit()
    return bool(_ABBREVIATIONS.fullmatch(word)) or (before.isdigit() and len(before) < len("100"))


def aligned(
    old: Sequence[tuple[str, str]], new: Sequence[str], used: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Return the new sentences with ids: those of the old ones that they are, or nearly are.

    A sentence that was not there before gets a number above all that are in ``old`` and ``used``.
    """
    chosen = _same(old, new)
    _add_likenesses(old, new, chosen)
    numbers = _fresh({ident for ident, _ in old} | set(used))
    return [
        (old[chosen[place]][0] if place in chosen else next(numbers), text)
        for place, text in enumerate(new)
    ]


def _same(old: Sequence[tuple[str, str]], new: Sequence[str]) -> dict[int, int]:
    """Return which new sentence is word for word which old one: in order first, then moved."""
    texts = [" ".join(text.split()) for _, text in old]
    blocks = SequenceMatcher(None, new, texts, autojunk=False).get_matching_blocks()
    chosen = {block.a + i: block.b + i for block in blocks for i in range(block.size)}
    for place, text in enumerate(new):
        left = (i for i, each in enumerate(texts) if each == text and i not in chosen.values())
        if place not in chosen and (found := next(left, None)) is not None:
            chosen[place] = found
    return chosen


def _add_likenesses(
    old: Sequence[tuple[str, str]], new: Sequence[str], chosen: dict[int, int]
) -> None:
    """Pair what is left, the most alike first."""
    taken = set(chosen.values())
    ours, theirs = [_words(text) for text in new], [_words(text) for _, text in old]
    pairs = (
        (_likeness(ours[place], theirs[i]), -abs(place - i), place, i)
        for place in range(len(new))
        for i in range(len(old))
        if place not in chosen and i not in taken
    )
    for likeness, _, place, i in sorted(pairs, reverse=True):
        if likeness >= NEARLY and place not in chosen and i not in chosen.values():
            chosen[place] = i


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _likeness(one: list[str], other: list[str]) -> float:
    """Return how alike two lists of words are; what shares few words is not compared in order."""
    total = len(one) + len(other)
    shared = sum((Counter(one) & Counter(other)).values())
    if not total or 2 * shared / total < NEARLY:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _fresh(used: Collection[str]) -> Iterator[str]:
    numbers = [int(match[1]) for each in used if (match := _NUMBERED.fullmatch(each))]
    number = max(numbers, default=0)
    while True:
        number += 1
        yield f"s{number}"
