"""Quotations: a few words at most, and only where the wording itself is looked at."""

import re
from collections.abc import Iterator
from functools import lru_cache

from quizapp.bank.lint.context import KEPT, Context, Part, Rule, Subject
from quizapp.bank.lint.voices import prose
from quizapp.bank.own_words import words
from quizapp.bank.problems import Problem

MOST_WORDS = 5

_QUOTED = re.compile(
    r"(?<![\w'])'(?=\S)((?:[^']|'(?=\w))+?)'(?!\w)"  # an apostrophe inside a word ends nothing
    r"|(?<!\w)\"([^\"]+)\""
    r"|‘((?:[^’]|’(?=\w))+)’(?!\w)"  # noqa: RUF001
    r"|“([^”]+)”"
)
_OF_STUDENTS = {"faults"}


def quotations_are_short(context: Context) -> Iterator[Problem]:
    titles = {tuple(words(title)) for title in context.seeds.exempt}
    for subject in context.subjects:
        for part in _quotable(subject):
            for quoted, found in _quotations(part.text):
                judged = subject.kind == "item" and quoted[0].isupper()
                if len(found) > MOST_WORDS and not judged and found not in titles:
                    what = f"{len(found)} words in inverted commas: {quoted!r}"
                    mend = f"quote {MOST_WORDS} words at most, or say it in your own"
                    yield subject.error(what, mend, *part.steps)


def _quotable(subject: Subject) -> Iterator[Part]:
    """Yield the texts in which words in inverted commas may come from a document.

    Elsewhere, and in what students tend to write, they are somebody's made-up words. In items a
    whole statement, which begins with a capital letter, is put up for judgement: it is our own.
    """
    if subject.kind in {"item", "source"}:
        yield from (part for part in prose(subject) if not _OF_STUDENTS & {*part.steps})


@lru_cache(KEPT)
def _quotations(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what stands in inverted commas, each with its words."""
    found = (next(filter(None, match.groups())) for match in _QUOTED.finditer(text))
    return tuple((quoted, tuple(words(quoted))) for quoted in found)


RULES: tuple[Rule, ...] = (quotations_are_short,)
