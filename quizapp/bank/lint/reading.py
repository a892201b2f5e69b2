"""Reading level of a bank in English: questions in plain words, sources in short sentences."""

import re
from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.lint.readability import grade, sentences_of, words_of
from quizapp.bank.model import Bank
from quizapp.bank.problems import Problem
from quizapp.bank.sources import Source
from quizapp.items.base import Item

STEM_GRADE = 9
"""Age twelve to thirteen is grade 7; single sentences go up and down by two grades around it."""
SOURCE_GRADE = 10
"""Age fourteen to fifteen is grade 9; a source has several sentences to even it out."""
FEWEST_WORDS = 8
"""With fewer words a grade says nothing."""
SENTENCE_WORDS = 25

_REACTION = re.compile(r"\[[^\]]*\]")
"""What the audience does, as a record notes it; nobody spoke it."""


def stems_are_easy_to_read(context: Context) -> Iterator[Problem]:
    known = taught(context.bank)
    for subject, item in context.of("item", Item) if in_english(context.bank) else ():
        found = grade(item.stem, known)
        if len(words_of(item.stem)) >= FEWEST_WORDS and found > STEM_GRADE:
            what = f"the stem reads like grade {found:.1f} (Flesch-Kincaid)"
            mend = f"use shorter words or two sentences, up to grade {STEM_GRADE}"
            yield subject.warning(what, mend, "stem")


def sources_are_easy_to_read(context: Context) -> Iterator[Problem]:
    known = taught(context.bank)
    for subject, source in context.of("source", Source) if in_english(context.bank) else ():
        texts = [spoken(sentence.text) for sentence in source.sentences]
        found = grade(" ".join(texts), known)
        if found > SOURCE_GRADE:
            what = f"the source reads like grade {found:.1f} (Flesch-Kincaid)"
            mend = f"divide sentences or use shorter words, up to grade {SOURCE_GRADE}"
            yield subject.warning(what, mend, "sentences")
        for index, text in enumerate(texts):
            count = max(map(len, sentences_of(text)), default=0)
            if count >= SENTENCE_WORDS:
                what = f"the sentence has {count} words"
                mend = f"divide it: fewer than {SENTENCE_WORDS} are read with ease"
                yield subject.warning(what, mend, "sentences", index, "text")


def spoken(sentence: str) -> str:
    """Return a sentence of a source without what its audience does."""
    return _REACTION.sub("", sentence).strip()


def in_english(bank: Bank) -> bool:
    """Return whether grades say something about a bank."""
    return bank.settings.language.casefold().startswith("en")


def taught(bank: Bank) -> frozenset[str]:
    """Return the words of the glossary's terms, which students of this bank are taught."""
    terms = bank.glossary.values()
    return frozenset(
        word.casefold()
        for term in terms
        for spelling in (term.term, *term.variants)
        for word in words_of(spelling)
    )


RULES: tuple[Rule, ...] = (stems_are_easy_to_read, sources_are_easy_to_read)
