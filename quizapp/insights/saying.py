"""Responses in words, for tables and exports; pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from quizapp.items.hot_text.model import HotTextItem
from quizapp.items.multiple_response.model import MultipleResponseItem
from quizapp.items.rows import Placing

Sources = Mapping[str, Source]


def said(item: Item, fields: Fields, sources: Sources) -> str:
    """Put a response's fields into one line; what cannot be read is shown as it came."""
    return "; ".join(parts_said(item, fields, sources))


def parts_said(item: Item, fields: Fields, sources: Sources) -> Sequence[str]:
    """Put a response's fields into words, each of several choices by itself."""
    try:
        response = ITEM_TYPES[item.type].read(item, fields)
    except Unreadable:
        return [value for values in fields.values() for value in values if value]
    return [] if response is None else _parts(item, response, sources)


def _parts(item: Item, response: Any, sources: Sources) -> Sequence[str]:
    kind = ITEM_TYPES[item.type]
    if not isinstance(item, HotTextItem | MultipleResponseItem) and not isinstance(kind, Placing):
        return [kind.describe(item, response)]
    texts = {each.id: each.text for each in kind.choosables(item)}
    return [label(each, texts[each], item, sources) for each in kind.chosen(item, response)]


def label(ident: str, text: str, item: Item, sources: Sources) -> str:
    """Return a choice in words; a place in a source is known by the number of its sentence."""
    if not isinstance(item, HotTextItem):
        return text
    source_id, _, place = ident.rpartition("-")
    source = sources.get(source_id or item.sources[0])
    for sentence in source.sentences if source else ():
        if source and sentence.id == place.partition(".")[0]:
            where = f"{source.short_title}, sentence" if source_id else "Sentence"
            words = sentence.text if text == ident else f"“{text}”"
            return f"{where} {sentence.id[1:]}: {words}"
    return text


def right_answer(item: Item, sources: Sources) -> Sequence[str]:
    """Return a wholly right answer in words; empty where a person decides, or nothing is."""
    kind = ITEM_TYPES[item.type]
    if not kind.keyed:
        return []
    response = kind.read(item, kind.samples(item).get("right", {}))
    if response is None or kind.score(item, response).waiting:
        return []
    return _parts(item, response, sources)
