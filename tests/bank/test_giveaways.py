"""Items of one quiz that answer each other."""

import pytest

from quizapp.bank.lint.content_words import content_words, stem
from quizapp.bank.problems import Problem, Severity
from tests.bank.small import MODELINE, SmallBank

ITEM, MATCHING, QUIZ = "items/A/A-01.yaml", "items/A/A-03.yaml", "quizzes/Q1.yaml"
COMMON = """skill: CO
difficulty: 1
bloom: remember
solo: unistructural
seconds: 30
explanation: It stands in the letter.
refs: [E01]
"""
FEEDBACK = """feedback:
  right: The harbour master of the town signed the order in spring, as the letter tells in passing.
  wrong: Look at the order again and see who signed it, and in which town the person was living.
"""
TYPED = f"""{MODELINE}../../schema.json#/$defs/short_answer
id: A-05
type: short_answer
stem: Who signed the order for barrels in Saltby? Give the surname.
accept: [Marlow, Alice Marlow]
{COMMON}{FEEDBACK}"""
YEAR = f"""{MODELINE}../../schema.json#/$defs/numeric
id: A-05
type: numeric
stem: In which year were barrels sent to Saltby?
answer: 1850
lowest: 1850
highest: 1850
unit: year
{COMMON}{FEEDBACK}"""
GAPS = f"""{MODELINE}../../schema.json#/$defs/gap_fill
id: A-05
type: gap_fill
stem: Which word completes the note?
text: The order for barrels in Saltby was signed by {{{{who}}}}.
gaps:
  - id: who
    accept: [Marlow]
    {FEEDBACK.replace("  ", "      ").rstrip()}
{COMMON}"""
KEY = "It held too few barrels of oil through winter"


def _asked(small: SmallBank, item: str, shown: str, path: str = MATCHING) -> list[Problem]:
    """Return what is said of a quiz that asks an item beside one that shows a text."""
    small.files["items/A/A-05.yaml"] = item
    small.replace(QUIZ, "  - A-03\n", "  - A-03\n  - A-05\n")
    small.replace(path, "text: The lamp\n", f"text: {shown}\n")
    problems = small.problems()
    assert [each for each in problems if each.path.startswith("bank/items/A/A-05")] == []
    return [each for each in problems if "gives away" in each.what]


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (TYPED, "The barrels ordered in Saltby by Alice Marlow"),
        (TYPED, "In Saltby Marlow, who ordered barrels"),
        (YEAR, "The barrels of 1850 for Saltby"),
        (GAPS, "Marlow and the barrels of Saltby"),
    ],
)
def test_a_typed_answer_stands_beside_the_words_of_its_question(
    small: SmallBank, item: str, shown: str
) -> None:
    (problem,) = _asked(small, item, shown)

    assert problem.what == f"A-03 gives away A-05: it says {shown!r}"
    assert problem.severity == Severity.ERROR
    assert (problem.path, problem.line) == (f"bank/{QUIZ}", small.line_of(QUIZ, "- A-03"))


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        (TYPED, "A lamp that Marlow lit"),
        (TYPED, "The barrels ordered in Saltby by Marlowe"),
        (
            TYPED.replace("Who signed", "Which of Marlow and Reed signed"),
            "Saltby barrels of Marlow",
        ),
        (YEAR.replace("unit: year", "unit: barrels"), "The barrels of 1850 for Saltby"),
    ],
)
def test_an_answer_may_be_mentioned(small: SmallBank, item: str, shown: str) -> None:
    assert _asked(small, item, shown) == []


def test_a_word_of_many_questions_points_at_none(small: SmallBank) -> None:
    small.files["items/A/A-06.yaml"] = TYPED.replace("A-05", "A-06").replace("Marlow", "Reed")
    small.files["items/A/A-07.yaml"] = TYPED.replace("A-05", "A-07").replace("Marlow", "Hill")
    small.replace(QUIZ, "  - A-03\n", "  - A-03\n  - A-06\n  - A-07\n")

    assert _asked(small, TYPED, "The barrels ordered in Saltby by Alice Marlow") == []


def _with_key(small: SmallBank) -> None:
    small.replace(ITEM, "text: Oil and a helper", f"text: {KEY}")
    small.replace(ITEM, "What does the keeper ask the council for?", "Why did the lamp fail?")
    small.replace(QUIZ, "{claim: A-01, evidence: A-02}", "A-01")


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ("Too few barrels of oil were held that winter", 1),
        ("Oil in barrels", 0),
        ("Barrels of oil in winter, a stronger lamp, more glass", 0),
    ],
)
def test_a_key_is_known_by_most_of_its_words(small: SmallBank, shown: str, found: int) -> None:
    _with_key(small)
    small.replace(MATCHING, "text: The lamp\n", f"text: {shown}\n")
    problems = [each for each in small.problems() if "A-03 gives away A-01" in each.what]

    assert len(problems) == found


def test_a_claim_and_its_evidence_belong_together(small: SmallBank) -> None:
    small.replace(ITEM, "text: Oil and a helper", f"text: {KEY}")
    small.replace(
        "items/A/A-02.yaml", "Which words say how often", f"{KEY}: which words say how often"
    )

    assert [each for each in small.problems() if "gives away" in each.what] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("elected", "election"),
        ("members", "member"),
        ("secretaries", "secretary"),
        ("appointments", "appointed"),
        ("criticising", "criticised"),
        ("organisations", "organised"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_little_words_and_single_letters_carry_nothing() -> None:
    assert content_words("Which of the 46 'quiet folk' is not in s3?") == {"46", "quiet", "folk"}
    assert stem("red") == "red"
