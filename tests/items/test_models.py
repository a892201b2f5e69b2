"""What an author may not write, type by type, and what the message says."""

from typing import Any

import pytest
from pydantic import ValidationError

from quizapp.items import ITEM_TYPES
from tests.items.make import OWN, SAID, WHY, disputed, elements, headings, item, options, rows

GAP = {"id": "year", "accept": ["1850"], "feedback": SAID}
TARGETS: list[dict[str, Any]] = OWN["hot_text"]["targets"]
LEVELS: list[dict[str, Any]] = OWN["extended_response"]["levels"]

REFUSED: list[tuple[str, dict[str, object], str]] = [
    ("single_choice", {"options": options(0, 0, 0)}, "exactly one option has credit 1"),
    ("single_choice", {"options": options(1, 0.5)}, "exactly one option has credit 1"),
    ("single_choice", {"options": options(1)}, "at least 2"),
    ("single_choice", {"options": [*options(1, 0), *options(0)]}, "'a' is given twice"),
    ("single_choice", {"max_mark": 0}, "greater than or equal to 1"),
    ("single_choice", {"difficulty": 4}, "less than or equal to 3"),
    ("single_choice", {"sources": ["src1", "src1"]}, "a source is named twice"),
    ("single_choice", {"certainty": "yes"}, "must be true or false"),
    ("best_answer", {"options": options(1, 1, 0)}, "exactly one option has credit 1"),
    ("best_answer", {"options": options(1, 0.75, 0)}, "credit is 1, 0.5, 0.25 or 0"),
    ("best_answer", {"max_mark": -2}, "greater than or equal to 1"),
    ("multiple_response", {"pick": 3}, "only 2 are right"),
    ("multiple_response", {"options": options(1, 1)}, "at least one option must be wrong"),
    ("multiple_response", {"options": options(1, 1, 0.5)}, "credit is 1 for a right option"),
    ("ordering", {"order": ["one", "two", "three"]}, "each element once"),
    ("ordering", {"order": ["one", "two", "three", "three"]}, "each element once"),
    ("ordering", {"elements": elements("one", "one", "two")}, "same id"),
    (
        "ordering",
        {"pairs": [{"first": "four", "second": "one", "feedback": WHY}]},
        "'one' stands before 'four'",
    ),
    (
        "ordering",
        {"pairs": [{"first": "six", "second": "one", "feedback": WHY}]},
        "names no element",
    ),
    ("matching", {"rows": rows(r1="x", r2="y", r3="z")}, "lists must be unequal"),
    ("matching", {"rows": rows(r1="x", r2="q")}, "'q' of 'r2' is not one of: x, y, z"),
    ("categorise", {"categories": headings("in", "in")}, "'in' is given twice"),
    ("categorise", {"elements": rows(e1="in", e2="up", e3="in")}, "'up' of 'e2'"),
    ("grid", {"rows": rows(a="yes", b="no", c="maybe")}, "'maybe' of 'c'"),
    ("gap_fill", {"text": "In {{year}} it went out."}, "the text has: year"),
    ("gap_fill", {"gaps": [GAP, GAP]}, "'year' is given twice"),
    ("gap_fill", {"gaps": [{**GAP, "options": options(1, 0)}]}, "not both"),
    ("gap_fill", {"gaps": [{"id": "year", "accept": ["1850"]}]}, "needs accept and feedback"),
    ("gap_fill", {"gaps": [{"id": "year", "options": options(0, 0)}]}, "exactly one option"),
    ("hot_text", {"pick": 3}, "3 to be selected in src1, but fewer are right"),
    (
        "hot_text",
        {"targets": [TARGETS[0], TARGETS[2]]},
        "at least one target in src1 must be wrong",
    ),
    ("hot_text", {"targets": [*TARGETS, TARGETS[0]]}, "'s1' is given twice"),
    ("hot_text", {"targets": [*TARGETS, {"id": "s5.x", "feedback": WHY}]}, "words inside"),
    (
        "hot_text",
        {"targets": [*TARGETS, {"id": "s5", "text": "x", "feedback": WHY}]},
        "words inside",
    ),
    ("hot_text", {"targets": [*TARGETS, {"id": "s5", "source": "q", "feedback": WHY}]}, "the only"),
    ("hot_text", {"sources": ["src1", "src2"]}, "each target needs its source"),
    ("hot_text", {"sources": []}, "at least 1"),
    ("ranking", {"order_share": 0.5}, "at most 0.4"),
    ("ranking", {"open_pairs": [["one", "one"]]}, "names no two elements"),
    ("grid", {"rows": [*rows(a="yes"), *disputed("b", "c")]}, "at least 2 rows need an answer"),
    ("grid", {"rows": [*rows(a="yes", b="no"), {**disputed("c")[0], "answer": "no"}]}, "leave out"),
    (
        "grid",
        {"rows": [*rows(a="yes", b="no"), {**disputed("c")[0], "misconception": "m1"}]},
        "leave out its misconception",
    ),
    (
        "grid",
        {"rows": [*rows(a="yes", b="no"), {**disputed("c")[0], "contested": False}]},
        "'answer' is missing",
    ),
    ("matching", {"rows": [*rows(r1="x"), *disputed("r2")]}, "rows.1.answer"),
    ("categorise", {"elements": [*rows(e1="in"), *disputed("e2")]}, "elements.1.answer"),
    ("contested", {"positions": OWN["contested"]["positions"][:1]}, "at least 2"),
    ("contested", {"positions": OWN["contested"]["positions"][:1] * 2}, "'one' is given twice"),
    ("contested", {"max_mark": 4, "reason": None}, "marks are given for a reason"),
    ("contested", {"certainty": True}, "certainty has no place here"),
    ("contested", {"max_mark": -1}, "greater than or equal to 0"),
    ("numeric", {"answer": 91}, "between lowest and highest"),
    ("numeric", {"answer": "1e9"}, "must be a number"),
    ("numeric", {"answer": "1/3"}, "must be a number"),
    ("numeric", {"near_misses": [{"value": 89.9, "feedback": WHY}]}, "89.9 would be accepted"),
    (
        "numeric",
        {"follow_up": {"stem": "So?", "options": options(1, 1)}},
        "exactly one option has credit 1",
    ),
    ("short_answer", {"accept": ["?!"]}, "no letter or digit"),
    ("short_answer", {"accept": ["Ban on parties"]}, "accepted and a near miss"),
    ("short_answer", {"accept_words": [["faction ban"]]}, "must be one word"),
    ("extended_response", {"levels": [LEVELS[0], LEVELS[0]]}, "level 2 must begin at mark 3"),
    ("extended_response", {"max_mark": 6}, "must end at max_mark, 6"),
    ("extended_response", {"words": {"lowest": 9, "highest": 5}}, "above the highest"),
    (
        "extended_response",
        {"samples": [{"level": 1, "text": "x"}, {"level": 3, "text": "y"}]},
        "a level that does not exist",
    ),
]


@pytest.mark.parametrize(("kind", "changes", "message"), REFUSED)
def test_refused(kind: str, changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        item(kind, **changes)

    assert message in str(caught.value)


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_unknown_keys_are_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        item(kind, surprise=1)


@pytest.mark.parametrize("kind", ITEM_TYPES)
def test_items_cannot_be_changed(kind: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        item(kind).stem = "Another question?"


def test_the_default_mark_depends_on_the_type() -> None:
    marks = {kind: item(kind).max_mark for kind in ITEM_TYPES if kind != "extended_response"}

    assert {kind for kind, mark in marks.items() if mark == 1} == {
        "single_choice",
        "numeric",
        "short_answer",
        "hot_text",
    }
    assert marks["ranking"] == 5
    assert marks["contested"] == 0
