"""Who speaks in a text: the bank itself, somebody it quotes, or a wrong answer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from quizapp.bank.lint.context import MOST_SUBJECTS, Part, Subject
from quizapp.bank.model import Fact
from quizapp.items.grid.model import GridItem
from quizapp.items.hot_text.model import HotTextItem

_HANDLES = {"id", "answer", "misconception", "order", "refs", "twin"}
_SPELLINGS = {"accept", "accept_words", "answers", "ends", "names", "starts", "variants"}
_OTHERS = {
    "facts": {"checked"},
    "item": {"faults", "samples"},
    "misconceptions": {"belief"},
    "source": {"sentences", "signature_terms", "readings"},
}
"""Keys of each kind under which the bank lets others speak: sources, students, documents."""

_SENTENCE_END = re.compile(r"(?<=[.!?])['\"’”)]*\s+")  # noqa: RUF001
_STATEMENT = re.compile(r"(?<!\w)(?:'[A-Z][^']*(?:'\w[^']*)*'|\"[A-Z][^\"]*\"|[‘“][A-Z][^’”]*[’”])")  # noqa: RUF001


@lru_cache(MOST_SUBJECTS)
def prose(subject: Subject) -> tuple[Part, ...]:
    """Return the texts that are written to be read, not ids and not spellings to be accepted."""
    return tuple(
        part
        for part in subject.parts
        if part.key not in _HANDLES and not {*part.steps} & _SPELLINGS
    )


@lru_cache(MOST_SUBJECTS)
def own_voice(subject: Subject) -> tuple[Part, ...]:
    """Return the texts that the bank itself stands behind.

    Left out are words of sources and of students, wrong options and statements to be judged.
    """
    return tuple(part for part in prose(subject) if not _others_speak(subject, part))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return _SENTENCE_END.split(text)


def assertions(text: str) -> Iterator[str]:
    """Yield the sentences that assert something: no questions, and no statements in quotes."""
    for sentence in sentences(_STATEMENT.sub("...", text)):
        if not sentence.rstrip("'\"’”) ").endswith("?"):  # noqa: RUF001
            yield sentence


def _others_speak(subject: Subject, part: Part) -> bool:
    value = subject.value
    if {*part.steps} & _OTHERS.get(subject.kind, set()):
        return True
    if isinstance(value, Fact):
        return value.status == "contested"
    judged = isinstance(value, GridItem) and part.steps[0] == "rows"
    quoted = isinstance(value, HotTextItem) and part.steps[0] == "targets"
    return part.key == "text" and (judged or quoted or _is_wrong(value, part))


def _is_wrong(value: object, part: Part) -> bool:
    """Return whether the text belongs to an option that is worth nothing."""
    for step in part.steps[:-1]:
        value = value[step] if isinstance(value, tuple | dict) else getattr(value, str(step))  # type: ignore[index]
    return getattr(value, "credit", None) == 0
