"""Reading level: the grade itself, and what is said of hard stems and long sentences."""

import pytest

from quizapp.bank.lint.readability import grade, sentences_of, syllables
from quizapp.bank.problems import Problem, Severity
from tests.bank.small import SmallBank

ITEM, SOURCE = "items/A/A-01.yaml", "sources/src1.yaml"
STEM, SENTENCE = "What does the keeper ask the council for?", "I ask for oil and for a second hand."
HARD = "Which administrative considerations necessitated immediate additional illumination there?"
LONG = "I ask for oil and a hand" + " and for more oil and a hand" * 3


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("lamp", 1),
        ("people", 2),
        ("secretary", 4),
        ("revolution", 4),
        ("theory", 3),
        ("social", 2),
        ("going", 2),
        ("quiet", 2),
        ("changed", 1),
        ("wanted", 2),
        ("places", 2),
        ("votes", 1),
        ("table", 2),
        ("don't", 1),
        ("1924", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_follows_its_formula() -> None:
    text = "The lantern went out. Nobody had any oil at all."

    assert grade(text) == pytest.approx(0.39 * 10 / 2 + 11.8 * 14 / 10 - 15.59)


def test_names_and_taught_words_count_little() -> None:
    plain, named = grade("the organisation met"), grade("the Organisation met")

    assert named < plain
    assert grade("the organisation met", {"organisation"}) == named


def test_a_text_without_words_has_no_grade() -> None:
    assert grade("... [!]") == 0


def _said_of(small: SmallBank, path: str, old: str, new: str) -> list[Problem]:
    small.replace(path, old, new)
    return [each for each in small.problems() if each.path.endswith(path)]


def test_a_hard_stem_is_remarked(small: SmallBank) -> None:
    (problem,) = _said_of(small, ITEM, STEM, HARD)

    assert "the stem reads like grade" in problem.what
    assert problem.severity == Severity.WARNING
    assert problem.line == small.line_of(ITEM, HARD)


def test_a_few_hard_words_are_no_measure(small: SmallBank) -> None:
    assert _said_of(small, ITEM, STEM, "Which administrative considerations necessitated it?") == []


def test_the_formula_is_for_english(small: SmallBank) -> None:
    small.replace("bank.yaml", "language: en-GB", "language: da")
    small.replace(SOURCE, SENTENCE, LONG)

    assert _said_of(small, ITEM, STEM, HARD) == []
    assert [each for each in small.problems() if each.path.endswith(SOURCE)] == []


def test_a_long_sentence_of_a_source_is_remarked(small: SmallBank) -> None:
    (problem,) = _said_of(small, SOURCE, SENTENCE, LONG)

    assert problem.what == "the sentence has 28 words"
    assert problem.severity == Severity.WARNING
    assert problem.line == small.line_of(SOURCE, LONG)


def test_reactions_in_brackets_are_not_counted(small: SmallBank) -> None:
    heard = f'"{SENTENCE} [{"Noise and shouting " * 7}]"'

    assert _said_of(small, SOURCE, SENTENCE, heard) == []


def test_a_hard_source_is_remarked(small: SmallBank) -> None:
    hard = HARD.replace("?", ".")
    small.replace(SOURCE, "Two ships missed the entry in the dark.", f"The entry. {hard}")
    (problem,) = _said_of(small, SOURCE, SENTENCE, f"{hard} {hard} {hard}")

    assert "the source reads like grade" in problem.what
    assert problem.line == small.line_of(SOURCE, "sentences:")


def test_a_semicolon_or_a_colon_ends_a_sentence() -> None:
    text = "Nobody sent oil; the lamp went out: it was dark."

    assert [len(words) for words in sentences_of(text)] == [3, 4, 3]
