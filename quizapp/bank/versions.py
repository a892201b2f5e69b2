"""A bank in normal form: one spelling for equal contents, so that a hash names a version."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from quizapp.bank.model import LISTS, Bank, Quiz
from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Frozen, Item

Content = dict[str, object]
"""A value as JSON holds it."""

Path = tuple[str, ...]
"""The keys that lead to a value inside contents; a list on the way stands for all its entries."""

_LATER_IN_SOURCES: tuple[Path, ...] = (("readings",), ("images",))
_LATER_IN_ITEMS: tuple[Path, ...] = (("reason", "accept"), ("rows", "contested"))
"""Keys that came into being later: hashes of what does without them must not depend on them."""


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no space between parts."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def content_hash(value: object) -> str:
    """Return the SHA-256 of a value's canonical JSON, in hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()


def item_content(item: Item) -> Content:
    """Return all that a version of an item consists of; `item_from_content` reads it back.

    What came into being later and is not used leaves no trace, so that hashes stay as they were.
    """
    return _without(item.model_dump(mode="json", exclude=set(item.NOTES)), _LATER_IN_ITEMS)


def item_from_content(content: Mapping[str, object]) -> Item:
    """Return the item that `item_content` wrote."""
    model: type[Item] = ITEM_TYPES[str(content["type"])].model
    return model.model_validate(content)


def source_content(source: Source) -> Content:
    """Return all that a version of a source consists of; `source_from_content` reads it back.

    As with items, what came into being later and is not used leaves no trace.
    """
    return _without(_content(source), _LATER_IN_SOURCES)


def source_from_content(content: Mapping[str, object]) -> Source:
    """Return the source that `source_content` wrote."""
    return Source.model_validate(content)


def quiz_content(quiz: Quiz) -> Content:
    """Return all that a version of a quiz consists of; `quiz_from_content` reads it back."""
    return _content(quiz)


def quiz_from_content(content: Mapping[str, object]) -> Quiz:
    """Return the quiz that `quiz_content` wrote."""
    return Quiz.model_validate(content)


def normal_form(bank: Bank) -> Content:
    """Return the whole bank as one JSON value; ``revision`` is the hash of everything else."""
    form: Content = {
        "bank": _content(bank.settings),
        "items": [
            {
                **_without(_content(item), _LATER_IN_ITEMS),
                "section": bank.sections[item.id],
                "misconceptions": list(ITEM_TYPES[item.type].misconceptions(item)),
            }
            for item in bank.items.values()
        ],
        "sources": [source_content(source) for source in bank.sources.values()],
        "quizzes": [
            {**quiz_content(quiz), "items": list(quiz.items)} for quiz in bank.quizzes.values()
        ],
        **{name: _contents(getattr(bank, name).values()) for name in LISTS},
    }
    return {"revision": content_hash(form), **form}


def _contents(values: Iterable[Frozen]) -> list[Content]:
    return [_content(value) for value in values]


def _content(value: Frozen) -> Content:
    return value.model_dump(mode="json")


def _without(content: Content, later: Iterable[Path]) -> Content:
    """Return contents without those of the keys that hold nothing."""
    for path in later:
        content = _pruned(content, path)
    return content


def _pruned(content: Content, path: Path) -> Content:
    key, *rest = path
    value = content.get(key)
    if rest and isinstance(value, dict):
        return {**content, key: _pruned(value, tuple(rest))}
    if rest and isinstance(value, list):
        return {**content, key: [_pruned(each, tuple(rest)) for each in value]}
    if rest or value:
        return content
    return {name: each for name, each in content.items() if name != key}
