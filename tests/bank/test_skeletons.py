"""The first text of a new item: whole for every type."""

import pytest

from quizapp.bank.skeletons import skeleton
from quizapp.bank.strict_yaml import read
from quizapp.bank.validation import validated
from quizapp.items import ITEM_TYPES
from tests.bank.small import SmallBank


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_a_skeleton_of_every_type_loads(name: str):
    document = read(skeleton(name, "A-07", skill="CO").encode(), "A-07.yaml")

    item, problems = validated(ITEM_TYPES[name].model, document, "A-07.yaml")

    assert not problems
    assert (item.id, item.type, item.skill) == ("A-07", name, "CO")
    assert document.first_line.endswith(f"schema.json#/$defs/{name}")


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_the_right_answer_of_a_skeleton_earns_all_that_a_machine_can_give(name: str):
    document = read(skeleton(name, "A-07", skill="CO").encode(), "A-07.yaml")
    kind = ITEM_TYPES[name]
    item, _ = validated(kind.model, document, "A-07.yaml")

    score = kind.score(item, kind.read(item, kind.samples(item)["right"]))

    assert score.fraction + score.waiting == (not item.asks_opinion)


@pytest.mark.parametrize("name", ITEM_TYPES)
def test_a_skeleton_in_a_bank_has_no_error(small: SmallBank, name: str):
    small.files["items/A/A-07.yaml"] = skeleton(name, "A-07", skill="CO", sources=["src1"])

    problems = small.problems()

    assert [str(each) for each in problems if each.severity == "error"] == []
