"""Words of the stem that come back in the key."""

import pytest

from quizapp.bank.problems import Problem, Severity
from tests.bank.small import SmallBank

ITEM = "items/A/A-01.yaml"


def _said_of(small: SmallBank, stem: str, key: str, wrong: str) -> list[Problem]:
    small.replace(ITEM, "What does the keeper ask the council for?", stem)
    small.replace(ITEM, "Oil and a helper", key)
    small.replace(ITEM, "A stronger lamp with more glass", wrong)
    return [each for each in small.problems() if "comes back" in each.what]


@pytest.mark.parametrize(
    ("stem", "key"),
    [
        ("Which help does the keeper want?", "Helpers for the night"),
        ("Which missing things does he report?", "Reports of oil for the lamp"),
        ("Keeper and council: who writes?", "The keeper of the lamp"),
    ],
)
def test_an_echo_in_the_key_is_found(small: SmallBank, stem: str, key: str) -> None:
    (problem,) = _said_of(small, f"'{stem}'", key, "Glass and a stronger light")

    assert problem.severity == Severity.WARNING
    assert problem.line == small.line_of(ITEM, key)


@pytest.mark.parametrize(
    ("stem", "key", "wrong"),
    [
        ("Which help does the keeper want?", "A helper", "Help with the glass"),
        ("What does he want in Saltby?", "Oil in Saltby", "Glass for the lamp"),
        ("What is it that he wants?", "What he has not", "Glass for the lamp"),
    ],
)
def test_shared_words_names_and_little_words_pass(
    small: SmallBank, stem: str, key: str, wrong: str
) -> None:
    assert _said_of(small, stem, key, wrong) == []


def test_of_several_keys_all_have_to_echo(small: SmallBank) -> None:
    small.files[ITEM] = small.files[ITEM].replace("single_choice", "multiple_response")
    small.replace(ITEM, "seconds: 30", "seconds: 30\npick: 2")
    third = """  - id: c
    text: A second hand
    credit: 1
    feedback: >-
      Sentence s3 names this wish as well, beside the oil for the lamp, and it gives no reason why
      it is needed.
explanation"""
    small.replace(ITEM, "explanation", third)
    stem, wrong = "Which two helps are wanted?", "Glass and a stronger light"

    assert _said_of(small, stem, "Oil and helpers", wrong) == []
    small.replace(ITEM, "A second hand", "A helping hand")
    assert len([each for each in small.problems() if "comes back" in each.what]) == 1
