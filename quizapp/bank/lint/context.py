"""What every rule is given: the bank, its documents, and the place of each text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from quizapp.bank.loader import Loaded, Origin
from quizapp.bank.model import LISTS, Bank
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.seeds import Seeds
from quizapp.bank.strict_yaml import Document
from quizapp.items.base import Frozen

KEPT, MOST_SUBJECTS = 30_000, 2_000
"""So many texts, and values with many texts, are remembered with what was found in them, so that
one change is checked fast."""

Steps = tuple[str | int, ...]
ValueT = TypeVar("ValueT", bound=Frozen)


@dataclass(frozen=True)
class Part:
    """A text inside a value, and the steps of keys and indexes that lead to it."""

    steps: Steps
    text: str

    @cached_property
    def key(self) -> str:
        """The key that the text stands under, directly or in a list."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")


@dataclass(frozen=True, eq=False)
class Subject:
    """One value of the bank with its origin, so that problems get a place.

    Two are equal only if they are the same, so that what is known of one is found fast.
    """

    kind: str
    ident: str
    value: Frozen
    origin: Origin

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """All texts of the value, in the order of its keys."""
        return tuple(_parts(self.value, ()))

    def error(self, what: str, mend: str, *steps: str | int) -> Problem:
        return self.origin.problem(what, mend, *steps)

    def warning(self, what: str, mend: str, *steps: str | int) -> Problem:
        return self.origin.problem(what, mend, *steps, severity=Severity.WARNING)


_KNOWN: WeakKeyDictionary[Document, dict[Steps, Subject]] = WeakKeyDictionary()


def _subject(kind: str, ident: str, value: Frozen, origin: Origin) -> Subject:
    """Return a value with its origin; the same as before while its file is the same."""
    known = _KNOWN.setdefault(origin.document, {})
    found = known.get(origin.at)
    if found is None or found.origin.path != origin.path or found.value != value:
        found = known[origin.at] = Subject(kind, ident, value, origin)
    return found


@dataclass(frozen=True)
class Context:
    """A loaded bank and the documents behind it."""

    loaded: Loaded
    bank: Bank
    seeds: Seeds

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """Every value of the bank, its settings first."""
        bank = self.bank
        kinds: dict[str, Mapping[str, Frozen]] = {
            "bank": {bank.settings.id: bank.settings},
            "item": bank.items,
            "source": bank.sources,
            "quiz": bank.quizzes,
            **{name: getattr(bank, name) for name in LISTS},
        }
        return tuple(
            _subject(kind, ident, value, self.loaded.origins[kind, ident])
            for kind, values in kinds.items()
            for ident, value in values.items()
        )

    def of(self, kind: str, model: type[ValueT]) -> Iterator[tuple[Subject, ValueT]]:
        """Yield the subjects of a kind whose values are of a model, with the values."""
        for subject in self.subjects:
            if subject.kind == kind and isinstance(subject.value, model):
                yield subject, subject.value


Rule = Callable[[Context], Iterator[Problem]]


def _parts(value: object, steps: Steps) -> Iterator[Part]:
    if isinstance(value, str):
        yield Part(steps, value)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name), (*steps, name))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _parts(each, (*steps, key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _parts(each, (*steps, index))
