"""Sentences of a source cut into passages: plain words, explained terms, words to select."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizapp.bank.sources import Sentence, Source
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem


@dataclass(frozen=True)
class Run:
    """Words of a sentence; ``term`` is their entry in the word bank, or empty.

    A term keeps the punctuation that touches it, so that no line breaks between them.
    """

    text: str
    term: str = ""


@dataclass(frozen=True)
class Passage:
    """Runs that belong together; ``key`` is the target they are, or empty for plain text."""

    runs: tuple[Run, ...]
    key: str = ""

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(run.term for run in self.runs if run.term)


@dataclass(frozen=True, order=True)
class _Span:
    start: int
    end: int
    name: str = ""

    def meets(self, other: "_Span") -> bool:
        return self.start < other.end and other.start < self.end


def passages(source: Source, item: Item | None) -> list[tuple[Sentence, tuple[Passage, ...]]]:
    """Return each sentence with its passages, which joined give the sentence again.

    Terms are marked where they first occur, unless that place runs across the edge of a target.
    A target that meets another one is put behind the sentence, so that it can still be selected.
    """
    terms = _first_occurrences(source)
    return [
        (sentence, tuple(_cut(sentence, terms[sentence.id], _targets(sentence, source, item))))
        for sentence in source.sentences
    ]


def _first_occurrences(source: Source) -> dict[str, list[_Span]]:
    found: dict[str, list[_Span]] = {sentence.id: [] for sentence in source.sentences}
    for term in sorted(source.word_bank, key=len, reverse=True):
        pattern = re.compile(rf"(?<!\w){re.escape(term)}(?!\w)")
        places = (
            (sentence.id, span)
            for sentence in source.sentences
            for span in (_Span(*m.span(), term) for m in pattern.finditer(sentence.text))
            if not any(span.meets(other) for other in found[sentence.id])
        )
        for ident, span in list(places)[:1]:
            found[ident].append(span)
    return found


def _targets(sentence: Sentence, source: Source, item: Item | None) -> list[_Span]:
    if not isinstance(item, HotTextItem):
        return []
    spans = []
    for target in item.targets:
        here = (target.source or item.sources[0]) == source.id and target.sentence == sentence.id
        words = target.text or sentence.text
        start = sentence.text.find(words)
        if here and start >= 0:
            spans.append(_Span(start, start + len(words), item.key_of(target)))
    return sorted(spans)


def _cut(sentence: Sentence, terms: Sequence[_Span], targets: Sequence[_Span]) -> Iterator[Passage]:
    text, place = sentence.text, 0
    left_over = []
    for target in targets:
        if target.start < place:
            left_over.append(target)
            continue
        if target.start > place:
            yield Passage(tuple(_runs(text, place, target.start, terms)))
        yield Passage(tuple(_runs(text, target.start, target.end, terms)), target.name)
        place = target.end
    if place < len(text):
        yield Passage(tuple(_runs(text, place, len(text), terms)))
    for target in left_over:
        yield Passage((Run(text[target.start : target.end]),), target.name)


def _runs(text: str, start: int, end: int, terms: Sequence[_Span]) -> Iterator[Run]:
    for term in sorted(terms):
        if start <= term.start and term.end <= end:
            first = term.start - _punctuation(text[start : term.start][::-1])
            last = term.end + _punctuation(text[term.end : end])
            if start < first:
                yield Run(text[start:first])
            yield Run(text[first:last], term.name)
            start = last
    if start < end:
        yield Run(text[start:end])


def _punctuation(text: str) -> int:
    """Return how many marks that are neither letters nor space the text begins with."""
    return len(re.split(r"[\w\s]", text, maxsplit=1)[0])
