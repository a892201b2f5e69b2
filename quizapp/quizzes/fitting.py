"""Whether what goes out fits with what stays as it was published: no mixture is broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from quizapp.bank.lint.quizzes import entry_faults
from quizapp.bank.lint.sources import target_faults
from quizapp.bank.model import Quiz
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem

Key = tuple[str, str]
"""A kind and an id: ``("item", "S1-03")``."""


@dataclass(frozen=True)
class Mixture:
    """Questions, sources and quizzes by id, some of them new and some as they were published."""

    items: Mapping[str, Item] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)


def misfits(mixture: Mixture) -> Iterator[tuple[Key, Key]]:
    """Yield what cannot be used with something that it needs, each with what that is.

    What is not there at all is no misfit: whatever needs it is left out anyway.
    """
    for ident, item in mixture.items.items():
        for target in item.targets if isinstance(item, HotTextItem) else ():
            source = mixture.sources.get(target.source or item.sources[0])
            if source and any(target_faults(target, source)):
                yield ("item", ident), ("source", source.id)
    for ident, quiz in mixture.quizzes.items():
        for entry in quiz.entries:
            if any(entry_faults(entry, mixture.items)):
                yield from ((("quiz", ident), ("item", each)) for each in entry.items)
