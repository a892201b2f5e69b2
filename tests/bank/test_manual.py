"""The authors' manual: each of its examples loads."""

import re
from pathlib import Path

import pytest

from quizapp.bank.strict_yaml import read
from quizapp.bank.validation import validated
from quizapp.items import ITEM_TYPES

MANUAL = Path(__file__).parents[2] / "question_bank" / "README.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
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
    assert kind.score(item, right).fraction + kind.score(item, right).waiting == 1
