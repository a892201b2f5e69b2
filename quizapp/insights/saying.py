"""Responses in words, for tables and exports; pure."""

from collections.abc import Mapping
from typing import Any

from quizapp.bank.model import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from quizapp.items.hot_text.model import HotTextItem

Sources = Mapping[str, Source]


def said(item: Item, fields: Fields, sources: Sources) -> str:
    """Put a response's fields into words; what cannot be read is shown as it came."""
    kind = ITEM_TYPES[item.type]
    try:
        response = kind.read(item, fields)
    except Unreadable:
        return " | ".join(value for values in fields.values() for value in values)
    return "" if response is None else _described(item, response, sources)


def _described(item: Item, response: Any, sources: Sources) -> str:
    kind = ITEM_TYPES[item.type]
    if not isinstance(item, HotTextItem):
        return kind.describe(item, response)
    texts = {each.id: each.text for each in kind.choosables(item)}
    chosen = kind.chosen(item, response)
    return "; ".join(label(each, texts[each], item, sources) for each in chosen)


def label(ident: str, text: str, item: Item, sources: Sources) -> str:
    """Return a choice in words; a whole sentence of a source is known by its id alone."""
    if text != ident or not isinstance(item, HotTextItem):
        return text
    source_id, _, sentence_id = ident.rpartition("-")
    source = sources.get(source_id or item.sources[0])
    for number, sentence in enumerate(source.sentences if source else (), start=1):
        if source and sentence.id == sentence_id:
            place = f"{source.short_title}, sentence" if source_id else "Sentence"
            return f"{place} {number}: {sentence.text}"
    return text


def right_answer(item: Item, sources: Sources) -> str:
    """Return a wholly right answer in words; empty where a person decides what is right."""
    kind = ITEM_TYPES[item.type]
    sample = kind.samples(item).get("right", {})
    response = kind.read(item, sample)
    if response is None or kind.score(item, response).waiting == 1:
        return ""
    return _described(item, response, sources)
