"""What holds for every address of the app."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from quizapp.web.access import ACCESS

WORDS = re.compile(r"^(/(<(string|int|path):\w+>|[a-z0-9.]+(-[a-z0-9.]+)*))*/?$")


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def filled(rule: Rule) -> str:
    """Return an address of this rule that leads to no row."""
    return re.sub(r"<int:\w+>", "1", re.sub(r"<(string|path):\w+>", "x", rule.rule))


def test_every_view_says_who_may_open_it(app: Flask):
    silent = [
        rule.rule for rule in rules(app) if not hasattr(app.view_functions[rule.endpoint], ACCESS)
    ]

    assert not silent


def test_addresses_are_words_with_hyphens_and_typed_parts(app: Flask):
    odd = [rule.rule for rule in rules(app) if not WORDS.match(rule.rule)]

    assert not odd


def test_a_visitor_is_sent_to_the_sign_in_form(app: Flask, pages):
    for rule in rules(app):
        access = getattr(app.view_functions[rule.endpoint], ACCESS)
        if access == "everyone" or "GET" not in (rule.methods or ()):
            continue
        url = filled(rule)
        assert "/sign-in" in pages.get(url, status=302).location, rule.rule


@pytest.mark.parametrize("role", ["student", "teacher"])
def test_what_is_for_others_is_not_found(app: Flask, make, pages, role: str):
    pages.sign_in(getattr(make, role)())
    for rule in rules(app):
        access = getattr(app.view_functions[rule.endpoint], ACCESS)
        if access in {"everyone", "signed in"} or role in access.split():
            continue
        url = filled(rule)
        if "GET" in (rule.methods or ()):
            pages.get(url, status=404)
        else:
            pages.post(url, {}, status=404)
