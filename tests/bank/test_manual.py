"""The authors' manual: each of its examples loads."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from quizapp.bank.model import LISTS
from quizapp.bank.strict_yaml import read
from quizapp.bank.validation import validated
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Reviewed

MANUAL = Path(__file__).parents[2] / "question_bank" / "README.md"
TEXT = MANUAL.read_text(encoding="utf-8")
INDENTED = [dedent(block) for block in re.findall(r"(?:^    .*\n)+", TEXT, re.MULTILINE)]
LISTED = {block.split(":")[0]: block for block in INDENTED if block.split(":")[0] in LISTS}
EXAMPLES = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
COMMON = """
id: X-01
skill: SO
difficulty: 1
bloom: apply
solo: relational
seconds: 60
explanation: An example.
refs: ["003:L1"]
"""


def test_every_type_has_an_example():
    types = {re.search(r"type: (\w+)", example)[1] for example in EXAMPLES}  # type: ignore[index]

    assert types == set(ITEM_TYPES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_manual_loads(example: str):
    document = read((COMMON + example).encode(), "manual.yaml")
    kind = ITEM_TYPES[document.value["type"]]  # type: ignore[index]

    item, problems = validated(kind.model, document, "manual.yaml")

    assert not problems
    right = kind.read(item, kind.samples(item)["right"])
    score = kind.score(item, right)
    assert score.fraction + score.waiting == (not item.asks_opinion)


@pytest.mark.parametrize("name", sorted(LISTS.keys() - {"retired"}))
def test_an_example_of_a_register_loads(name: str):
    document = read(LISTED[name].encode(), "manual.yaml")

    _, problems = validated(LISTS[name], document, "manual.yaml", (name, 0))

    assert not problems


def test_the_example_of_a_review_loads():
    (block,) = (block for block in INDENTED if block.startswith("reviewed:"))
    value = read(block.encode(), "manual.yaml").value

    assert Reviewed.model_validate(value["reviewed"]).blind == "agreed"  # type: ignore[index, call-overload]
