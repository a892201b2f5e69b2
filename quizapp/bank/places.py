"""Where in the sources the answer to an item stands: sentences that its author names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem

Place = tuple[str, str]
"""The id of a source and the id of a sentence in it."""

_NUMBERS = r"\d{1,2}(?:(?:\s*(?:,|and|or|to|-))+\s*s?\d{1,2}\b)*"
_NAMED = re.compile(rf"\b(?:[Ss]entences?\s+|s)(?P<numbers>{_NUMBERS})")


def places(item: Item, sources: Mapping[str, Source]) -> tuple[Place, ...]:
    """Return the sentences that carry the answer, in reading order.

    For selections in a source these are the right targets; for other items the sentences that the
    explanation names, or, if it names none, those named in the feedback on what is right. With
    several sources a sentence counts where the text says which source it belongs to. What would
    be every sentence points nowhere, and is empty.
    """
    if isinstance(item, HotTextItem):
        found = {(t.source or item.sources[0], t.sentence) for t in item.targets if t.credit}
    else:
        found = set(named_in(item.explanation, sources))
        if not found:
            found = {place for text in _right_feedback(item) for place in named_in(text, sources)}
    reading_order = [
        (source.id, sentence.id) for source in sources.values() for sentence in source.sentences
    ]
    everywhere = len(found) >= len(reading_order)
    return () if everywhere else tuple(place for place in reading_order if place in found)


def named_in(text: str, sources: Mapping[str, Source]) -> Iterator[Place]:
    """Yield the sentences that a text names, where it says which source they belong to."""
    for match in _NAMED.finditer(text):
        source = _source_meant(text, match, sources)
        if source:
            yield from ((source, f"s{number}") for number in _numbers(match["numbers"]))


def _source_meant(text: str, match: re.Match[str], sources: Mapping[str, Source]) -> str | None:
    """Return the source named behind the sentence, else the last one named before it."""
    if len(sources) == 1:
        return next(iter(sources))
    by_title = {source.short_title: source.id for source in sources.values()}
    titles = "|".join(re.escape(each) for each in sorted(by_title, key=len, reverse=True))
    if not titles:
        return None
    behind = re.match(rf"\s+(?:of|in)\s+({titles})\b", text[match.end() :])
    before = re.findall(rf"\b({titles})\b", text[: match.start()])
    titled = behind[1] if behind else (before[-1] if before else None)
    return by_title[titled] if titled else None


def _numbers(words: str) -> Iterator[int]:
    last, ranged = 0, False
    for token in re.findall(r"\d+|to|-", words):
        if token.isdigit():
            yield from range(last + 1 if ranged else int(token), int(token) + 1)
            last, ranged = int(token), False
        else:
            ranged = True


def _right_feedback(item: Item) -> Iterator[str]:
    """Yield the feedback on right answers, wherever the item's type keeps it."""
    yield from _feedback_in(item.model_dump(exclude={"near_misses", "pairs"}))


def _feedback_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        words = value.get("feedback")
        if isinstance(words, dict):
            yield words["right"]
        elif words and value.get("credit", 1) == 1:
            yield words
    nested = value.values() if isinstance(value, dict) else value
    for each in nested if isinstance(value, dict | tuple | list) else ():
        yield from _feedback_in(each)
