"""Quotations: how long they may be, and what is none."""

from dataclasses import replace

import pytest

from quizapp.bank.problems import Severity
from tests.bank.small import DOCUMENT, SEEDS, SmallBank

ITEM, ESSAY, SOURCE = "items/A/A-01.yaml", "items/A/A-04.yaml", "sources/src1.yaml"
EXPLANATION = "The last sentence holds the request."
SIX = "oil and a hand for winter"


@pytest.mark.parametrize(
    "quoted",
    [
        f"'{SIX}'",
        f'"{SIX}"',
        f"‘{SIX}’",  # noqa: RUF001
        f"“{SIX}”",
        "'the keeper's wish for oil and help'",
        "‘the keeper’s wish for oil and help’",  # noqa: RUF001
    ],
)
@pytest.mark.parametrize(
    ("path", "old"),
    [(ITEM, EXPLANATION), (SOURCE, "Nothing was left out.")],
)
def test_six_words_are_too_many(small: SmallBank, path: str, old: str, quoted: str) -> None:
    small.replace(path, old, f"|-\n      The letter asks for {quoted}.")
    (problem,) = (each for each in small.problems() if "inverted commas" in each.what)

    assert problem.what.startswith("6 words" if SIX in quoted else "7 words")
    assert problem.severity == Severity.ERROR
    assert problem.line == small.line_of(path, "|-")


@pytest.mark.parametrize(
    "text",
    [
        "The letter asks for 'oil and a second hand'.",
        "The workers' share and the keepers' share of the oil in winter were small.",
        "In the '50s the keeper asked for oil and for help in the harbour's tower.",
        "Judge this: 'A letter by a keeper must always be true.'",
    ],
)
def test_shorter_ones_and_statements_to_be_judged_pass(small: SmallBank, text: str) -> None:
    small.replace(ITEM, EXPLANATION, f'"{text}"')

    assert small.problems() == []


def test_a_statement_in_a_source_is_a_quotation(small: SmallBank) -> None:
    text = "\"They said: 'The great lamp will never go out.'\""
    small.replace(SOURCE, "I ask for oil and for a second hand.", text)

    assert ["inverted commas" in each.what for each in small.problems()] == [True]


def test_a_long_title_passes(small: SmallBank) -> None:
    title = "the lamp, the keeper and the council"
    small.replace(ITEM, EXPLANATION, f"It stands in '{title}'.")
    document = DOCUMENT.model_copy(update={"exempt": (title,)})

    assert small.problems(replace(SEEDS, documents={"001": document})) == []
    assert len(small.problems()) == 1


def test_what_students_tend_to_write_is_no_quotation(small: SmallBank) -> None:
    faults = f"faults: [\"writes '{SIX}'\"]\nchecklist:"
    small.replace(ESSAY, "checklist:", faults)

    assert small.problems() == []
