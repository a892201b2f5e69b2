"""One more right answer: the question that accepts it, and the line for its file."""

from fractions import Fraction

import pytest

from quizapp.bank.strict_yaml import read
from quizapp.bank.versions import item_content
from quizapp.items.wording import folded
from quizapp.regrading.variants import (
    AcceptedAlready,
    NotAcceptable,
    Variant,
    accepting,
    accepts,
    line_for,
)
from tests.make import real_bank
from tests.regrading.typed import GAPS, NUMBER, SHORT

NAMES = {"Kamenev": ("Kamenew",), "Rykov": ("Rikov",)}


def test_a_short_answer_accepts_one_more_and_nothing_else_changes():
    made = accepting(SHORT, Variant("", "port officer"), {})

    assert made == SHORT.model_copy(update={"accept": ("harbour master", "port officer")})
    assert accepts(made, Variant("", " Port  OFFICER!"))
    assert not accepts(SHORT, Variant("", "port officer"))


def test_one_gap_accepts_one_more_and_the_others_stay():
    made = accepting(GAPS, Variant("who", "secretary"), {})

    assert made.gaps[0].accept == ("clerk", "secretary")
    assert made.gaps[1] == GAPS.gaps[1]


@pytest.mark.parametrize(
    ("typed", "bounds", "line"),
    [
        ("62", (58, 62), ("highest: 62", "highest: 61.5")),
        ("57.5", (Fraction("57.5"), Fraction("61.5")), ("lowest: 57.5", "lowest: 58")),
    ],
)
def test_a_number_widens_the_range_up_to_itself(typed: str, bounds, line):
    made = accepting(NUMBER, Variant("", typed), {})
    found = line_for(NUMBER, Variant("", typed))

    assert (made.lowest, made.highest) == bounds
    assert (found.text, found.replaces) == line


@pytest.mark.parametrize("typed", ["harbour master", "Harbour  Master.", "harbuor master"])
def test_what_counts_already_is_refused_in_every_spelling(typed: str):
    with pytest.raises(AcceptedAlready, match="counts as right already"):
        accepting(SHORT, Variant("", typed), {})


@pytest.mark.parametrize(
    ("item", "part", "typed", "why"),
    [
        (SHORT, "", "Pilot", "is a near miss"),
        (NUMBER, "", "71", "would take in a near miss"),
        (SHORT, "", "?!", "Please answer in words"),
        (SHORT, "", "", "no answer to accept"),
        (NUMBER, "", "many", "type a number"),
        (GAPS, "what", "sheep", "Nothing is typed at this place"),
        (GAPS, "", "sheep", "Nothing is typed at this place"),
        (real_bank().items["S1-03"], "", "a", "Nothing is typed at this place"),
    ],
)
def test_what_cannot_be_added_is_said(item, part: str, typed: str, why: str):
    with pytest.raises(NotAcceptable, match=why):
        accepting(item, Variant(part, typed), {})
    assert not accepts(item, Variant(part, typed))


def test_the_names_of_the_bank_that_a_new_answer_holds_come_along():
    made = accepting(SHORT, Variant("", "Kamenev's clerk and Kamenev"), NAMES)

    assert made.names == {"Kamenev": ("Kamenew",)}
    assert item_content(made)["names"] == {"Kamenev": ["Kamenew"]}


@pytest.mark.parametrize(
    "text",
    ["plain", 'a "b" \\c', "yes: no # 'not'", "- x", "one\ntwo", "a\u2028b\u0085c\u00a0d", "é漢🚢"],
)
def test_the_line_is_read_back_as_it_was_typed(text: str):
    variant = Variant.typed("", text)
    line = line_for(SHORT, variant).text

    assert read(f"accept:\n  - harbour\n{line}\n".encode(), "x.yaml").value == {
        "accept": ["harbour", variant.text]
    }
    assert folded(variant.text) == folded(text)


def test_the_line_for_a_gap_says_which_gap():
    found = line_for(GAPS, Variant("who", "secretary"))

    assert found.text == '      - "secretary"'
    assert "id: who" in found.place
