"""Items of the real bank as pages: arranged as an attempt would, rendered by the app."""

from random import Random
from typing import Any

from flask import Flask, g, render_template_string

from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from tests.bank.real import BANK
from tests.pages import Page, check

SEED = 7
PREFIX = "q3-"

_PAGE = """
{% extends "layouts/plain.html" %}
{% from "macros/item.html" import question_head, review_frame %}
{% from "macros/source.html" import source_panel %}
{% block title %}{{ item.id }}{% endblock %}
{% block main %}
<h1>One item</h1>
{{ source_panel(sources, item=item, given=given, prefix=prefix, reading=review, lit=lit) }}
{{ question_head(item, prefix=prefix, number=3, max_mark=item.max_mark) }}
{% include "items/" ~ item.type ~ ("/review.html" if review else "/ask.html") %}
{% if review %}{{ review_frame(item, sources, prefix=prefix) }}{% endif %}
{% endblock %}
"""


def shown(app: Flask, item: Item, given: Fields, *, review: bool = False) -> Page:
    """Return the checked page of an item with a response in it."""
    kind = ITEM_TYPES[item.type]
    arranged = kind.arranged(item, Random(SEED), shuffle=True)  # noqa: S311
    context: dict[str, Any] = {"problem": "", "response": None, "score": None, "lit": ()}
    try:
        context["response"] = kind.read(arranged, given)
    except Unreadable as unreadable:
        context["problem"] = str(unreadable)
    if review and context["response"] is not None:
        context["score"] = kind.score(arranged, context["response"])
    with app.test_request_context():
        g.nonce = "fixed"
        html = render_template_string(
            _PAGE,
            item=arranged,
            kind=kind,
            given=given,
            prefix=PREFIX,
            sources={each: BANK.sources[each] for each in item.sources},
            review=review,
            **context,
        )
        page = Page(app.make_response(html))  # type: ignore[arg-type]
    check(page)
    return page
