"""Levels, marks inside them, words of a script, and the order of scripts."""

from fractions import Fraction

import pytest

from quizapp.marking.scheme import OutsideLevel, alike, scheme_of, usable
from quizapp.marking.scripts import Script, neighbours, next_free, place_in_line
from quizapp.marking.words import pieces, place_of, script_of
from tests.make import real_bank
from tests.marking.world import ESSAY, ranking

ITEM = real_bank().items[ESSAY]


@pytest.mark.parametrize(
    "item", [i for i in real_bank().items.values() if i.type == "extended_response"], ids=str
)
def test_every_mark_of_an_essay_lies_in_exactly_one_level(item):
    scheme = scheme_of(item)

    marks = [mark for band in scheme.bands for mark in band.marks]

    assert marks == [Fraction(mark) for mark in range(item.max_mark + 1)]
    assert list(scheme.marks) == marks


def test_a_mark_outside_its_level_is_refused_with_the_range():
    scheme = scheme_of(ITEM)
    second = scheme.band(2)

    with pytest.raises(OutsideLevel, match=f"Level 2 runs from {second.marks[0]} to"):
        scheme.insist(2, second.marks[-1] + 1)
    with pytest.raises(OutsideLevel, match="no such level"):
        scheme.insist(9, Fraction(1))
    with pytest.raises(OutsideLevel, match="No level has only 0 marks"):
        scheme.insist(0, Fraction(1))
    scheme.insist(2, second.marks[-1])


def test_a_reason_is_marked_up_to_what_the_machine_leaves():
    item = real_bank().items[ranking()]
    scheme = scheme_of(item)

    assert scheme.top == Fraction(3, 5) * item.max_mark
    assert not scheme.bands
    with pytest.raises(OutsideLevel, match="from 0 to 3"):
        scheme.insist(None, Fraction(4))


def test_a_share_that_is_no_whole_number_can_be_given_in_full():
    item = real_bank().items[ranking()].model_copy(update={"max_mark": 4})

    assert scheme_of(item).marks == (0, 1, 2, Fraction(12, 5))


def test_items_that_a_machine_marks_have_no_scheme():
    assert scheme_of(real_bank().items["S1-03"]) is None


def test_only_a_change_of_the_scheme_is_a_change_of_the_scheme():
    reworded = ITEM.model_copy(update={"stem": "Another stem?"})
    renamed = ITEM.levels[0].model_copy(update={"descriptor": "Says something else."})
    changed = ITEM.model_copy(update={"levels": (renamed, *ITEM.levels[1:])})

    assert alike(ITEM, reworded)
    assert not alike(ITEM, changed)
    assert usable(changed, ITEM)
    assert not usable(ITEM.model_copy(update={"max_mark": 50}), ITEM)
    assert not usable(real_bank().items["S1-03"], ITEM)


@pytest.mark.parametrize(
    ("quote", "start", "found"),
    [
        ("the vote", None, (4, 12)),
        ("the vote", 20, (20, 28)),
        ("the vote", 3, (4, 12)),
        ("THE  vote", None, (4, 12)),
        ("vote\nand", None, (8, 16)),
        ("absent", None, None),
        ("  ", None, None),
        ("the vote", 10_000, (4, 12)),
    ],
)
def test_words_are_found_where_they_stand(quote, start, found):
    assert place_of(quote, "Say the vote and of the vote", start) == found


def test_line_ends_are_those_of_the_page():
    assert script_of(ITEM, {"text": ["One\r\ntwo"]}) == "One\ntwo"
    assert script_of(ITEM, {}) == ""


def test_comments_that_overlap_light_each_word_once():
    found = pieces("abcdef", [(0, 4), (2, 5)])

    assert [(p.text, p.lit, p.ends) for p in found] == [
        ("ab", (1,), ()),
        ("cd", (1, 2), (1,)),
        ("e", (2,), (2,)),
        ("f", (), ()),
    ]
    assert "".join(p.text for p in pieces("abc", [])) == "abc"
    assert pieces("abc", [(1, 99)])[-1].ends == (1,)


def test_the_order_differs_from_item_to_item_and_is_not_that_of_handing_in():
    def order(item_id: str) -> list[int]:
        return sorted(range(1, 30), key=lambda each: place_in_line("bank", item_id, each))

    assert order("S1-16") == order("S1-16")
    assert order("S1-16") != order("S2-16")
    assert order("S1-16") != list(range(1, 30))


def test_the_next_script_is_the_next_that_nobody_else_has():
    mine, other = (1, "Me"), (2, "Other")
    line = [
        Script(11, "A", 1, holder=other),
        Script(12, "A", 1),
        Script(13, "A", 1, taker=other),
        Script(14, "A", 1, holder=mine),
    ]

    assert next_free(line, 1, None).id == 12
    assert next_free(line, 1, 12).id == 14
    assert next_free(line, 1, 14).id == 12
    assert next_free(line[:1], 1, None) is None
    assert next_free(line[1:2], 1, 12) is None
    assert neighbours(line, 12) == (11, 13)
    assert neighbours(line, 11) == (None, 12)
    assert neighbours(line, 99) == (None, None)
