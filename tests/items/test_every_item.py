"""Every item of the bank proves itself: its samples score as they say."""

from fractions import Fraction

import pytest

from quizapp.items import ITEM_TYPES
from quizapp.items.base import SAMPLES, Fields, Item, Score, Unreadable
from quizapp.items.ranking.model import RankingItem
from tests.bank.real import BANK
from tests.items.make import item as small_item

REASON = {
    "prompt": "Why?",
    "checklist": ["names who wrote it"],
    "accept": [{"text": "It gives no figures", "mark": 1}, {"text": "They saw it", "mark": 2}],
}
SMALL = {
    **{f"small {kind}": small_item(kind) for kind in ITEM_TYPES},
    "small ranking with accepted reasons": small_item("ranking", reason=REASON),
}
EVERY = pytest.mark.parametrize(
    "item", [*BANK.items.values(), *SMALL.values()], ids=[*BANK.items, *SMALL]
)


def scored(item: Item, form: Fields) -> Score:
    scorer = ITEM_TYPES[item.type]
    response = scorer.read(item, form)

    assert response is not None
    assert scorer.describe(item, response).strip()
    return scorer.score(item, response)


@EVERY
def test_samples_score_as_they_say(item: Item) -> None:
    scorer = ITEM_TYPES[item.type]
    samples = scorer.samples(item)
    right = scored(item, samples["right"])

    assert right.fraction + right.waiting == (not item.asks_opinion)
    assert right.waiting == _for_a_person(item)
    for name in {"wrong", "near miss"} & set(samples):
        assert scored(item, samples[name]) == Score(Fraction(), parts=_parts(item, samples[name]))
    if "accepted reason" in samples:
        accepted = scored(item, samples["accepted reason"])
        assert accepted.fraction >= right.fraction
        assert accepted.waiting == 0
    if "partly" in samples:
        assert 0 < scored(item, samples["partly"]).fraction < 1
    with pytest.raises(Unreadable, match=r"\w+.*\."):
        scorer.read(item, samples["unreadable"])
    assert scorer.read(item, samples["blank"]) is None


@EVERY
def test_samples_use_the_fields_of_the_item(item: Item) -> None:
    scorer = ITEM_TYPES[item.type]
    names = {name for form in scorer.samples(item).values() for name in form}

    assert names <= scorer.field_names(item)
    assert {"right", "unreadable", "blank"} <= set(scorer.samples(item)) <= set(SAMPLES)
    decided = isinstance(item, RankingItem) and bool(item.reason.accept)
    assert ("accepted reason" in scorer.samples(item)) == decided
    assert "wrong" in scorer.samples(item) or item.type == "extended_response"


@EVERY
def test_what_can_be_chosen_has_ids_of_its_own(item: Item) -> None:
    scorer = ITEM_TYPES[item.type]
    ids = [each.id for each in scorer.choosables(item)]

    assert len(set(ids)) == len(ids)
    assert all(each.text for each in scorer.choosables(item))


def test_every_type_is_in_the_bank() -> None:
    assert {item.type for item in BANK.items.values()} == set(ITEM_TYPES)


def _for_a_person(item: Item) -> Fraction:
    shares = {
        "extended_response": Fraction(1),
        "ranking": 1 - getattr(item, "order_share", 0),
        "contested": Fraction(bool(item.max_mark)),
    }
    return shares.get(item.type, Fraction())


def _parts(item: Item, form: Fields) -> dict[str, Fraction]:
    return dict(scored(item, form).parts)
