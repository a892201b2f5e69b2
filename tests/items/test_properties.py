"""What holds of every type, whatever a form contains."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from tests.bank.real import BANK
from tests.items.make import dice, disputed, item, options, rows

ITEMS: dict[str, list[Item]] = {
    kind: [item(kind), *(each for each in BANK.items.values() if each.type == kind)]
    for kind in ITEM_TYPES
}
ODD = [
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "3",
    "4",
    "01",
    "1.0",
    "٣",
    "\u0660",
    "\0",
    "NaN",
    "\ud800",
    "=",
    "a=b",
]


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)


@st.composite
def answered(draw: st.DrawFn, kind: str) -> tuple[Item, Fields]:
    """Draw an item of a type and a form made of its own field names and words, and of others."""
    made = draw(st.sampled_from(ITEMS[kind]))
    own = sorted(ITEM_TYPES[kind].field_names(made))
    own_words = sorted(set(_words(made.model_dump(mode="json"))))
    value = st.one_of(st.sampled_from(own_words), st.sampled_from(ODD), st.text(max_size=20))
    names = st.one_of(st.sampled_from(own), st.text(max_size=8))
    fields = draw(st.dictionaries(names, st.lists(value, max_size=3), max_size=12))
    start = draw(st.sampled_from([{}, *ITEM_TYPES[kind].samples(made).values()]))
    return made, {**start, **fields}


@pytest.mark.parametrize("kind", ITEM_TYPES)
@given(data=st.data())
@settings(deadline=None, max_examples=80)
def test_any_form_is_read_or_called_unreadable(kind: str, data: st.DataObject) -> None:
    made, form = data.draw(answered(kind))
    scorer = ITEM_TYPES[kind]
    try:
        response = scorer.read(made, form)
    except Unreadable:
        return
    if response is None:
        return
    score = scorer.score(made, response)

    assert score.fraction >= 0
    assert score.waiting >= 0
    assert score.fraction + score.waiting <= 1
    assert all(0 <= part <= 1 for part in score.parts.values())
    assert isinstance(score.fraction, Fraction)
    assert isinstance(scorer.describe(made, response), str)
    assert set(scorer.chosen(made, response)) <= {each.id for each in scorer.choosables(made)}


@pytest.mark.parametrize("kind", ITEM_TYPES)
@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_the_order_shown_changes_nothing(kind: str, data: st.DataObject) -> None:
    made = data.draw(st.sampled_from(ITEMS[kind]))
    rng = data.draw(st.randoms(use_true_random=False))
    scorer = ITEM_TYPES[kind]
    shown = scorer.arranged(made, rng, shuffle=data.draw(st.booleans()))
    form = data.draw(st.sampled_from([*_readable(made)]))

    assert scorer.field_names(shown) == scorer.field_names(made)
    assert sorted(c.id for c in scorer.choosables(shown)) == sorted(
        c.id for c in scorer.choosables(made)
    )
    assert _scored(shown, form) == _scored(made, form)


@given(data=st.data())
@settings(deadline=None, max_examples=80)
def test_a_disputed_row_changes_no_score_whatever_is_put_there(data: st.DataObject) -> None:
    columns = st.sampled_from(["yes", "no"])
    keyed = data.draw(st.lists(columns, min_size=3, max_size=6))
    judged = rows(**{f"r{number}": answer for number, answer in enumerate(keyed)})
    place = data.draw(st.integers(0, len(judged)))
    without = item("grid", rows=judged)
    within = item("grid", rows=[*judged[:place], *disputed("d"), *judged[place:]])
    names = sorted(ITEM_TYPES["grid"].field_names(without))
    form = data.draw(st.dictionaries(st.sampled_from(names), columns.map(lambda c: [c])))
    opinion = {"row.d": [data.draw(columns)]}

    assert _scored(within, {**form, **opinion}) == (_scored(without, form) if form else (0, 0))
    assert not form or _scored(within, form) == _scored(without, form)


OTHER_KEYS: list[tuple[str, dict[str, object]]] = [
    ("single_choice", {"options": options(1, 0, 0)}),
    ("best_answer", {"options": options(0, 0.25, 1, 0.5)}),
    ("multiple_response", {"options": options(0, 1, 0, 1, 0)}),
    ("ordering", {"order": ["three", "one", "four", "two"], "pairs": None}),
    ("ranking", {"order": ["three", "two", "one"]}),
    ("contested", {"max_mark": 3}),
    ("matching", {"rows": rows(r1="z", r2="x")}),
    ("categorise", {"elements": rows(e1="out", e2="in", e3="out", e4="in")}),
    ("grid", {"rows": rows(a="no", b="yes", c="yes")}),
    ("grid", {"rows": [*disputed("a"), *rows(b="no", c="no")]}),
]


@pytest.mark.parametrize(("kind", "other_key"), OTHER_KEYS)
def test_the_order_shown_does_not_depend_on_the_key(
    kind: str, other_key: dict[str, object]
) -> None:
    arranged = ITEM_TYPES[kind].arranged
    shown = [arranged(item(kind, **changes), dice(), shuffle=True) for changes in ({}, other_key)]

    assert _ids(shown[0]) == _ids(shown[1])
    assert _ids(shown[0]) != _ids(item(kind))


def _ids(made: Item) -> list[list[str]]:
    parts = made.model_dump(
        include={"options", "positions", "elements", "rows", "choices", "categories"}
    )
    return [[part["id"] for part in each] for each in parts.values()]


def _readable(made: Item) -> Iterator[Fields]:
    samples = ITEM_TYPES[made.type].samples(made)
    yield from (form for name, form in samples.items() if name not in {"unreadable", "blank"})


def _scored(made: Item, form: Fields) -> tuple[Fraction, Fraction]:
    scorer = ITEM_TYPES[made.type]
    score = scorer.score(made, scorer.read(made, form))
    return score.fraction, score.waiting
