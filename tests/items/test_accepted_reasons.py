"""Reasons of a ranking that were marked once: the same words have the same mark at once."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quizapp.bank.versions import content_hash, item_content, item_from_content, normal_form
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Score
from quizapp.items.ranking.model import RankingItem
from quizapp.items.ranking.scoring import Ranking, RankingResponse
from quizapp.items.wording import folded
from tests.bank.real import BANK
from tests.items.make import OWN, item

REASON = OWN["ranking"]["reason"]
AS_IT_WAS = "9717686d822c05dbf36321246a1957be9d6ef171678e40177236f3185deeb72a"
ORDERS = st.none() | st.permutations(["one", "two", "three"]).map(tuple)


def accepting(*accept: tuple[str, Any], **changes: object) -> RankingItem:
    """Return a ranking in which these reasons have these marks."""
    listed = [{"text": text, "mark": mark} for text, mark in accept]
    made = item("ranking", reason={**REASON, "accept": listed}, **changes)
    assert isinstance(made, RankingItem)
    return made


@pytest.mark.parametrize(
    ("accept", "changes", "message"),
    [
        ([("They were there", 4)], {}, "can be worth one of 0, 1, 2, 3"),
        ([("They were there", -1)], {}, "can be worth one of 0, 1, 2, 3"),
        ([("They were there", 1.5)], {}, "can be worth one of 0, 1, 2, 3"),
        ([("They were there", 2)], {"max_mark": 3}, "can be worth one of 0, 1, 1.8"),
        ([("They were there", "two")], {}, "must be a number"),
        ([("They were there", 1), (" they  WERE there!", 2)], {}, "is accepted twice"),
        ([("?!", 0)], {}, "no word that could be typed"),
        ([("(written on paper)", 1)], {}, "no word that could be typed"),
        ([("", 0)], {}, "at least 1 character"),
        ([("x" * 301, 0)], {}, "at most 300 characters"),
    ],
)
def test_what_an_author_may_not_write(accept: list[tuple[str, Any]], changes: Any, message: str):
    with pytest.raises(ValidationError) as caught:
        accepting(*accept, **changes)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "marks"),
    [
        ({}, [0, 1, 2, 3]),
        ({"order_share": 0, "max_mark": 2}, [0, 1, 2]),
        ({"max_mark": 3}, [0, 1, Fraction(9, 5)]),
        ({"max_mark": 1}, [0, Fraction(3, 5)]),
    ],
)
def test_a_reason_can_get_whole_marks_and_all_that_it_is_worth(changes: Any, marks: list[Any]):
    assert list(item("ranking", **changes).reason_marks) == marks
    assert accepting(("They were there", float(marks[-1])), **changes).reason.accept


@pytest.mark.parametrize(
    ("reason", "mark"),
    [
        ("They were there", 2),
        ("  they were\r\nTHERE. ", 2),
        ("Thèy were there?!", 2),
        ("They were thete", None),
        ("They were there too", None),
        ("because", 0),
        ("", None),
        ("?!", None),
    ],
)
def test_the_same_words_are_recognised_and_no_slip_is_forgiven(reason: str, mark: int | None):
    made = accepting(("They were there.", 2), ("Because.", 0))
    score = Ranking().score(made, RankingResponse(("one", "two", "three"), reason))

    waiting = Fraction(3, 5) if mark is None and reason else 0
    assert score.waiting == waiting
    assert score.fraction == Fraction(2, 5) + Fraction(mark or 0, 5)
    assert score.parts.get("reason") == (None if mark is None else Fraction(mark, 3))


@given(order=ORDERS, text=st.text(min_size=1, max_size=40), mark=st.integers(0, 3), odd=st.text())
def test_an_accepted_reason_adds_its_mark_to_the_order_and_leaves_nobody_a_thing_to_do(
    order: tuple[str, ...] | None, text: str, mark: int, odd: str
):
    plain, kind = item("ranking"), Ranking()
    if not folded(text):
        text = "words"
    made = accepting((text, mark))
    by_order = kind.score(plain, RankingResponse(order, "")).fraction
    decided = kind.score(made, RankingResponse(order, f" {text.upper()} !"))
    other = RankingResponse(order, odd)

    if folded(text.upper()) == folded(text):
        parts = {**decided.parts, "reason": Fraction(mark, 3)}
        assert decided == Score(by_order + Fraction(mark, 5), parts=parts)
    if folded(odd) != folded(text):
        assert kind.score(made, other) == kind.score(plain, other)


def test_the_samples_still_hold_a_reason_that_nobody_has_read():
    said = ITEM_TYPES["ranking"].samples(item("ranking"))["right"]["reason"][0]
    made = accepting((said, 3), (f"{said} {said}", 1))
    samples = Ranking().samples(made)

    def scored(name: str) -> Score:
        response = Ranking().read(made, samples[name])
        assert response
        return Ranking().score(made, response)

    assert scored("right").waiting == Fraction(3, 5)
    assert (scored("accepted reason").fraction, scored("accepted reason").waiting) == (1, 0)


def test_what_does_without_them_is_the_version_that_it_was():
    """The hash was taken of a ranking before reasons could be accepted."""
    plain = item("ranking")
    rankings = [each for each in BANK.items.values() if isinstance(each, RankingItem)]

    assert content_hash(item_content(plain)) == AS_IT_WAS
    assert all(set(item_content(each)["reason"]) == {"prompt", "checklist"} for each in rankings)  # type: ignore[call-overload]
    listed: Any = normal_form(BANK)["items"]
    assert not any("accept" in (each.get("reason") or {}) for each in listed)


def test_what_has_them_is_a_version_of_its_own_that_is_read_back():
    made = accepting(("They were there", 1.8), max_mark=3)

    assert content_hash(item_content(made)) != content_hash(item_content(item("ranking")))
    assert item_from_content(item_content(made)) == made
