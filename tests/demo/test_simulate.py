from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from statistics import mean

import pytest

from quizapp.bank.loader import load
from quizapp.bank.model import Bank
from quizapp.demo.people import CLASSES
from quizapp.demo.simulate import Learner, Reply, learner, sitting
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item

NAMES = [name for names in CLASSES.values() for name in names]
BANK = load(Path(__file__).parents[2] / "question_bank").bank
assert BANK is not None
ITEMS = list(BANK.items.values())


@pytest.fixture(scope="module")
def bank() -> Bank:
    assert BANK is not None
    return BANK


def alone(item: Item, name: str) -> Reply:
    """What a student answers when an item stands alone and there is time."""
    return sitting([item], learner(name), name, seconds=None, certainty=True)[0]


def earned(item: Item, reply: Reply) -> Fraction:
    kind = ITEM_TYPES[item.type]
    response = kind.read(item, reply.fields)
    return Fraction() if response is None else kind.score(item, response).fraction


def share_waiting(item: Item) -> Fraction:
    kind = ITEM_TYPES[item.type]
    return kind.score(item, kind.read(item, kind.samples(item)["right"])).waiting


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_every_simulated_form_can_be_read_and_only_has_the_item_s_fields(item: Item):
    kind = ITEM_TYPES[item.type]

    forms = [alone(item, name).fields for name in NAMES]

    assert all(set(form) <= kind.field_names(item) for form in forms)
    assert sum(kind.read(item, form) is not None for form in forms) > len(forms) * 0.5


def test_the_simulation_is_deterministic(bank: Bank):
    def replies() -> list[list[Reply]]:
        return [
            sitting(ITEMS[:9], learner(name), name, seconds=900, certainty=True)
            for name in NAMES[:5]
        ]

    assert replies() == replies()


def test_facility_falls_with_difficulty():
    by_difficulty = defaultdict(list)
    for item in ITEMS:
        if not share_waiting(item):
            by_difficulty[item.difficulty].append(mean(earned(item, alone(item, n)) for n in NAMES))

    easy, middling, hard = (float(mean(by_difficulty[level])) for level in (1, 2, 3))

    assert 0.9 > easy > middling + 0.05
    assert middling > hard + 0.05 > 0.3


def test_abler_students_earn_more(bank: Bank):
    def score(ability: float) -> float:
        who = Learner(ability, pace=1, nerve=0, care=0)
        marks = [
            earned(item, sitting([item], who, name, seconds=None, certainty=False)[0])
            for item in ITEMS[:40]
            for name in NAMES[:10]
        ]
        return float(mean(marks))

    assert score(-1) + 0.15 < score(0.3) < score(1.6) - 0.1


@pytest.mark.parametrize("section", ["S1", "S2", "S3", "S4", "CMP"])
def test_the_mean_of_a_class_is_neither_hopeless_nor_perfect(bank: Bank, section: str):
    items = [item for item in bank.items_of(section) if not share_waiting(item)]

    marks = [earned(item, alone(item, name)) for item in items for name in NAMES]

    assert 0.35 < mean(marks) < 0.85


def test_nobody_is_wholly_wrong_and_no_two_are_alike():
    rows = {
        name: tuple(earned(item, alone(item, name)) for item in ITEMS if not share_waiting(item))
        for name in NAMES
    }

    assert all(0.15 < mean(row) < 0.98 for row in rows.values())
    assert len(set(rows.values())) == len(rows)


def test_a_popular_belief_draws_a_wrong_majority(bank: Bank):
    item = bank.items["CMP-02"]

    chosen = [alone(item, name).fields["choice"][0] for name in NAMES]

    assert chosen.count("a") > len(NAMES) * 0.4


def test_certainty_goes_with_right_answers_except_where_a_belief_is_popular(bank: Bank):
    felt = defaultdict(list)
    for item in (item for item in ITEMS if item.certainty):
        for name in NAMES:
            reply = alone(item, name)
            if reply.certainty:
                right = earned(item, reply) == 1
                believer = item.id == "CMP-02" and reply.fields["choice"] == ["a"]
                felt["believer" if believer else right].append(reply.certainty)

    assert mean(felt[True]) > mean(felt[False]) + 0.2
    assert mean(felt["believer"]) > mean(felt[False]) + 0.4


def test_items_without_certainty_have_none(bank: Bank):
    assert alone(bank.items["S1-02"], NAMES[0]).certainty is None


def test_a_slow_student_does_not_reach_the_end(bank: Bank):
    who = Learner(ability=0, pace=1.5, nerve=0, care=0.1)

    replies = sitting(ITEMS[:10], who, NAMES[0], seconds=300, certainty=False)

    assert 1 < len({reply.position for reply in replies}) < 10
    assert max(reply.at for reply in replies) <= 300


def test_essays_are_written_by_hand_for_the_demo_s_quizzes_and_differ(bank: Bank):
    for item_id in ("S1-16", "S3-16"):
        texts = [alone(bank.items[item_id], name).fields.get("text") for name in NAMES]
        written = [text[0] for text in texts if text]

        assert len(written) > 40
        assert len(set(written)) > 0.9 * len(written)
        assert min(len(text.split()) for text in written) >= 5
        assert max(len(text.split()) for text in written) <= 300
