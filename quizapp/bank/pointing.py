"""Which questions point at which sentence of a source."""

from collections.abc import Iterator, Mapping

from quizapp.bank.model import Bank
from quizapp.bank.places import named_in
from quizapp.items.base import Item
from quizapp.items.hot_text.model import HotTextItem


def pointing(bank: Bank, source: str) -> dict[str, list[str]]:
    """Return the ids of the questions that select or name a sentence, by the sentence's id."""
    found: dict[str, list[str]] = {}
    for item in bank.items.values():
        if source in item.sources:
            for ident in sorted({*_selected(item, source), *_named(item, bank, source)}):
                found.setdefault(ident, []).append(item.id)
    return found


def _selected(item: Item, source: str) -> Iterator[str]:
    for target in item.targets if isinstance(item, HotTextItem) else ():
        if (target.source or item.sources[0]) == source:
            yield target.sentence


def _named(item: Item, bank: Bank, source: str) -> Iterator[str]:
    known = {each: bank.sources[each] for each in item.sources if each in bank.sources}
    if known:
        for text in _texts(item.model_dump(exclude={"id", "targets", "refs"})):
            yield from (sentence for owner, sentence in named_in(text, known) if owner == source)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _texts(each)
