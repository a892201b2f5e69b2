"""Sweeping and cautious words, where they stand on one side alone."""

import pytest

from quizapp.bank.problems import Problem, Severity
from tests.bank.small import SmallBank

ITEM = "items/A/A-01.yaml"


def _said_of(small: SmallBank, key: str, wrong: str) -> list[Problem]:
    small.replace(ITEM, "Oil and a helper", key)
    small.replace(ITEM, "A stronger lamp with more glass", wrong)
    return [each for each in small.problems() if "options alone" in each.what]


@pytest.mark.parametrize(
    "word", ["only", "All", "every", "always", "never", "no", "none", "nothing", "Nobody", "must"]
)
def test_sweeping_words_in_wrong_options_alone(small: SmallBank, word: str) -> None:
    (problem,) = _said_of(small, "Oil and a helper", f"{word} stronger lamp")

    assert problem.what == f"{word!r} stands in wrong options alone"
    assert problem.severity == Severity.WARNING
    assert problem.line == small.line_of(ITEM, f"{word} stronger lamp")


@pytest.mark.parametrize("word", ["Perhaps", "mostly", "partly", "Usually", "might"])
def test_cautious_words_in_the_key_alone(small: SmallBank, word: str) -> None:
    (problem,) = _said_of(small, f"{word} oil and a helper", "A stronger lamp")

    assert problem.what == f"{word!r} stands in right options alone"
    assert problem.line == small.line_of(ITEM, f"{word} oil")


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("Only oil and a helper", "Only a stronger lamp"),
        ("Nothing but oil", "A stronger lamp"),
        ("Perhaps oil and a helper", "Perhaps a stronger lamp"),
        ("Oil and a helper", "Perhaps a stronger lamp"),
        ("A word about oil", "A stronger allied lamp"),
    ],
)
def test_words_on_both_sides_or_the_unhelpful_one_pass(
    small: SmallBank, key: str, wrong: str
) -> None:
    assert _said_of(small, key, wrong) == []
