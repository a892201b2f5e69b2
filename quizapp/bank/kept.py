"""Files and values as they were read last: what has not changed is not read again."""

from functools import lru_cache

from quizapp.bank.problems import Problem
from quizapp.bank.strict_yaml import Document, read
from quizapp.bank.strict_yaml import Path as Place
from quizapp.bank.validation import ModelT, validated
from quizapp.items.base import Frozen

KEPT_FILES, KEPT_VALUES = 1_000, 4_000
"""How many files, and values in them, are kept as they were read last: several banks' worth."""

kept_document = lru_cache(KEPT_FILES)(read)
"""Read a file as `read` does; raises the same."""


@lru_cache(KEPT_VALUES)
def _kept(
    model: type[Frozen], document: Document, path: str, at: Place
) -> tuple[Frozen | None, list[Problem]]:
    return validated(model, document, path, at)


def kept_value(
    model: type[ModelT], document: Document, path: str, at: Place = ()
) -> tuple[ModelT | None, list[Problem]]:
    """Return the value at a place of a file as a model, as `validated` does."""
    value, problems = _kept(model, document, path, at)
    return (value if isinstance(value, model) else None), problems
