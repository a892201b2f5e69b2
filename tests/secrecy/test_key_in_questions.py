"""Before it may be seen, the key of a question leaves no trace in the question's page."""

import html
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from tests.bank.real import BANK
from tests.items.shown import shown
from tests.secrecy.permuted import permuted

pytestmark = pytest.mark.sqlite
ITEMS = list(BANK.items.values())
EVERY_ITEM = pytest.mark.parametrize("item", ITEMS, ids=[item.id for item in ITEMS])
SECRET = {"feedback", "explanation", "indicative", "samples", "faults", "within_level"}


def secrets(value: Any, secret: bool = False) -> Iterator[str]:
    """Yield every text of a dumped item that only a review may show."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from secrets(each, secret or key in SECRET)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from secrets(each, secret)
    elif secret and isinstance(value, str):
        yield value


@EVERY_ITEM
def test_another_key_gives_the_same_page(app: Flask, item: Item) -> None:
    other = permuted(item)

    assert other != item
    assert shown(app, other, {}).text == shown(app, item, {}).text


@EVERY_ITEM
def test_another_key_gives_the_same_page_for_every_response(app: Flask, item: Item) -> None:
    other = permuted(item)

    for fields in ITEM_TYPES[item.type].samples(item).values():
        assert shown(app, other, fields).text == shown(app, item, fields).text


@EVERY_ITEM
def test_another_key_changes_what_a_response_earns_or_learns(app: Flask, item: Item) -> None:
    """Without this the tests above could compare a question with itself."""
    fields = ITEM_TYPES[item.type].samples(item)["right"]

    before = shown(app, item, fields, review=True).text
    assert shown(app, permuted(item), fields, review=True).text != before


@EVERY_ITEM
def test_no_feedback_stands_in_the_question(app: Flask, item: Item) -> None:
    texts = [text for text in secrets(item.model_dump()) if len(text.split()) > 3]
    page = " ".join(html.unescape(shown(app, item, {}).text).split())

    assert texts
    assert [text for text in texts if " ".join(text.split()) in page] == []
