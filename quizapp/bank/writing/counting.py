"""Figures on the text of a file as it is being written: lengths, reading grade, own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quizapp.bank.lint.copying import copied_passages
from quizapp.bank.lint.readability import grade, words_of
from quizapp.bank.lint.reading import (
    FEWEST_WORDS,
    SENTENCE_WORDS,
    SOURCE_GRADE,
    STEM_GRADE,
    in_english,
    spoken,
    taught,
)
from quizapp.bank.lint.wording import FEEDBACK_WORDS, STEM_WORDS
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.bank.writing.completion import Desk


@dataclass(frozen=True)
class Figure:
    """One figure: what is counted, the finding in words, and whether it is within its bounds."""

    name: str
    finding: str
    fits: bool = True


def figures(desk: Desk) -> list[Figure]:
    """Return the figures of a file; none while its text cannot be read."""
    try:
        value = read(desk.text.encode("utf-8", "replace"), desk.path).value
    except Malformed:
        return []
    if not isinstance(value, dict):
        return []
    found: list[Figure] = []
    if desk.path.startswith("items/"):
        found = [*_of_stem(desk, value.get("stem")), *_of_feedback(value)]
    elif desk.path.startswith("sources/"):
        found = list(_of_sentences(desk, value.get("sentences")))
    return [*found, *_of_own_words(desk, value)]


def _of_stem(desk: Desk, stem: Any) -> Iterator[Figure]:
    if not isinstance(stem, str):
        return
    count = len(stem.split())
    yield Figure("Stem", f"{_words(count)} of {STEM_WORDS} at most", count <= STEM_WORDS)
    yield from _of_grade(desk, stem, STEM_GRADE, FEWEST_WORDS)


def _of_grade(desk: Desk, text: str, highest: int, fewest: int) -> Iterator[Figure]:
    if desk.bank is None or not in_english(desk.bank):
        return
    if len(words_of(text)) < fewest:
        yield Figure("Reading grade", f"too few words to tell; {highest} at most")
        return
    found = grade(text, taught(desk.bank))
    yield Figure("Reading grade", f"{found:.1f} of {highest} at most", found <= highest)


def _of_feedback(value: dict[str, object]) -> Iterator[Figure]:
    lowest, highest = FEEDBACK_WORDS
    counts = [len(text.split()) for text in _feedback(value)]
    if not counts:
        return
    outside = sum(not lowest <= count <= highest for count in counts)
    texts = "1 text" if len(counts) == 1 else f"{len(counts)} texts"
    bounds = f"{outside} outside {lowest} to {highest}" if outside else "each within its bounds"
    yield Figure("Feedback", f"{_words(sum(counts))} in {texts}, {bounds}", not outside)


def _feedback(value: object) -> Iterator[str]:
    """Yield every feedback text, wherever it stands."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each) if key == "feedback" else _feedback(each)
    elif isinstance(value, list):
        for each in value:
            yield from _feedback(each)


def _of_sentences(desk: Desk, sentences: Any) -> Iterator[Figure]:
    listed = sentences if isinstance(sentences, list) else []
    texts = [spoken(text) for each in listed for text in _texts(_text_of(each))]
    if not texts:
        return
    longest = max(len(words_of(text)) for text in texts)
    yield Figure("Text", f"{_words(sum(len(t.split()) for t in texts))} in {len(texts)} sentences")
    fits = longest < SENTENCE_WORDS
    yield Figure("Longest sentence", f"{_words(longest)}, fewer than {SENTENCE_WORDS} wanted", fits)
    yield from _of_grade(desk, " ".join(texts), SOURCE_GRADE, 1)


def _text_of(sentence: Any) -> Any:
    return sentence.get("text") if isinstance(sentence, dict) else None


def _of_own_words(desk: Desk, value: dict[str, object]) -> Iterator[Figure]:
    if not desk.seeds.fingerprints:
        return
    passages = [found for text in _texts(value) for found in copied_passages(text, desk.seeds)]
    said = "; ".join(repr(each) for each in passages[:3])
    finding = f"these stand in a document: {said}" if passages else "no run of six is borrowed"
    yield Figure("Own words", finding, not passages)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _words(count: int) -> str:
    return "1 word" if count == 1 else f"{count} words"
