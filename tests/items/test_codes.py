"""Short codes of answers on paper: every item of the bank can be entered, and misread by nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item, Unreadable
from tests.bank.real import BANK
from tests.items.make import item as small_item

CODED = [*BANK.items.values(), *(small_item(kind) for kind in ITEM_TYPES)]
CODED = [item for item in CODED if ITEM_TYPES[item.type].code_hint(item)]
EVERY = pytest.mark.parametrize("item", CODED, ids=[item.id for item in CODED])


def paper(item: Item) -> Item:
    shown: Item = ITEM_TYPES[item.type].on_paper(item)
    return shown


def fields(item: Item, code: str) -> dict[str, list[str]]:
    found = ITEM_TYPES[item.type].from_code(paper(item), code)
    return {name: list(values) for name, values in found.items()}


@EVERY
def test_the_code_of_a_right_answer_earns_all_that_a_machine_gives(item: Item) -> None:
    kind = ITEM_TYPES[item.type]
    right = kind.read(item, kind.samples(item)["right"])

    read = kind.read(item, fields(item, kind.code_of(paper(item), right)))

    score = kind.score(item, read)
    assert score.fraction == kind.score(item, right).fraction
    assert score.fraction == 1 or item.type in {"ranking", "contested"}


@EVERY
def test_codes_and_answers_lead_to_each_other(item: Item) -> None:
    kind = ITEM_TYPES[item.type]
    for name in {"wrong", "partly"} & set(kind.samples(item)):
        response = kind.read(item, kind.samples(item)[name])

        code = kind.code_of(paper(item), response)

        assert kind.read(item, fields(item, code)) == response


@EVERY
def test_the_order_on_paper_hides_the_key_and_changes_no_answer(item: Item) -> None:
    kind = ITEM_TYPES[item.type]

    assert kind.on_paper(paper(item)) == paper(item)
    assert kind.field_names(paper(item)) == kind.field_names(item)


TYPED = st.text(max_size=30) | st.text("abcdefg0123456789 -;,.:", max_size=12)


@pytest.mark.parametrize("kind", sorted(ITEM_TYPES))
@given(code=TYPED)
def test_whatever_is_typed_is_read_or_refused(kind: str, code: str) -> None:
    item = small_item(kind)
    try:
        found = set(fields(item, code))
    except Unreadable:
        found = set()

    assert found <= ITEM_TYPES[kind].field_names(item)


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("single_choice", "B", {"choice": ["b"]}),
        ("multiple_response", "c, a", {"pick": ["c", "a"]}),
        (
            "ordering",
            "1 3 4 2",
            {
                "position.four": ["1"],
                "position.one": ["3"],
                "position.three": ["4"],
                "position.two": ["2"],
            },
        ),
        ("matching", "2c 1a", {"row.r1": ["x"], "row.r2": ["z"]}),
        ("matching", "-b", {"row.r2": ["y"]}),
        ("gap_fill", "1850; a", {"gap.year": ["1850"], "gap.thing": ["a"]}),
        ("gap_fill", "-; a", {"gap.thing": ["a"]}),
        ("short_answer", "the letter", {"text": ["the letter"]}),
    ],
)
def test_what_a_code_stands_for(kind: str, code: str, expected: dict[str, list[str]]) -> None:
    assert fields(small_item(kind), code) == expected


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("single_choice", "d", "one letter, a to c"),
        ("single_choice", "ab", "one letter, a to c"),
        ("multiple_response", "abc", "not 3"),
        ("multiple_response", "az", "a to e"),
        ("ordering", "1123", "1 to 4, each once"),
        ("matching", "1a 1b", "one letter for line 1"),
        ("matching", "3a", "from 1 to 2"),
        ("matching", "a", "for each of 2 lines"),
        ("gap_fill", "1850", "2 gaps with semicolons"),
        ("numeric", "ninety", "the number, then a letter"),
        ("hot_text", "99", "one or more of"),
        ("extended_response", "a", "a person marks it"),
    ],
)
def test_a_code_that_says_nothing_is_told_what_was_expected(
    kind: str, code: str, expected: str
) -> None:
    with pytest.raises(Unreadable, match=expected):
        fields(small_item(kind), code)
