"""How hard an English text is to read: the Flesch-Kincaid grade.

The grade is that of Kincaid, Fishburne, Rogers and Chissom, *Derivation of New Readability
Formulas for Navy Enlisted Personnel* (1975). It is a school year in the United States: 7 stands for
an age of twelve to thirteen. As Flesch counts (*How to Write Plain English*, 1979), a colon or a
semicolon ends a sentence too. Syllables are counted by rule, near enough for a warning.
"""

import re
from collections.abc import Container
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,]\d+)*")  # noqa: RUF001
_SENTENCE_END = re.compile(r"(?<=[.!?:;])['\"’”)\]]*\s+")  # noqa: RUF001
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^laeiouy]e$|[aeiouy]le$|[^dtaeiouy]ed$|[^laeioucghsxzy]es$")
_SPLIT = re.compile(r"(?<![ct])ia(?!n$)|eo(?!p)|io(?!n|us)|[aeiouy]ing|iet|ua(?!r)|uou")

MOST_WORDS = 20_000
"""So many words are remembered with their syllables."""

KNOWN_SYLLABLES = 2
"""What a name counts at most: readers take it in whole, however long it is."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, numbers among them."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[list[str]]:
    """Return the words of each sentence; what has no words is no sentence."""
    return [words for each in _SENTENCE_END.split(text) if (words := words_of(each))]


@lru_cache(MOST_WORDS)
def syllables(word: str) -> int:
    """Return about how many syllables an English word has; a number counts as one."""
    letters = re.sub(r"[^a-z]", "", word.casefold())
    split, silent = len(_SPLIT.findall(letters)), bool(_SILENT.search(letters))
    return max(1, len(_VOWELS.findall(letters)) + split - silent)


def grade(text: str, known: Container[str] = ()) -> float:
    """Return the grade of a text; words in ``known`` (in small letters) count as names do."""
    sentences = sentences_of(text)
    if not sentences:
        return 0.0
    count = sum(map(len, sentences))
    spoken = sum(
        min(syllables(word), KNOWN_SYLLABLES)
        if word.casefold() in known or (place and word[0].isupper())
        else syllables(word)
        for words in sentences
        for place, word in enumerate(words)
    )
    return 0.39 * count / len(sentences) + 11.8 * spoken / count - 15.59
