"""House style: the table, what it finds, and where it holds its tongue."""

from textwrap import dedent

import pytest
from pydantic import ValidationError

from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.house_style import StyleRule
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.versions import normal_form
from tests.bank.small import MODELINE, SmallBank
from tests.bank.test_giveaways import TYPED

ITEM, HOT, MATCHING, ESSAY = (f"items/A/A-0{number}.yaml" for number in range(1, 5))
TABLE = f"""{MODELINE}schema.json#/$defs/house_style
house_style:
  - id: beacon
    pattern: '\\bbeacons?\\b'
    why: the bank says lamp
    instead: write lamp
  - id: lamp-of-1849
    pattern: 'great lamp\\b.{{0,30}}\\b1849'
    unless: '\\bnot\\b'
    why: the great lamp is of 1850
    instead: write 1850
    severity: warning
    own_voice: true
"""
SLIP = "The great lamp was lit in 1849."


@pytest.fixture
def styled(small: SmallBank) -> SmallBank:
    small.files["house_style.yaml"] = TABLE
    return small


def _found(styled: SmallBank) -> list[Problem]:
    return [problem for problem in styled.problems() if "house style" in problem.what]


def test_the_table_breaks_no_rule_itself(styled: SmallBank) -> None:
    assert styled.problems() == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ITEM, "A stronger lamp with more glass", "A stronger beacon with more glass"),
        ("sources/src1.yaml", "The great lamp went out", "The Beacon and the great lamp went out"),
        ("misconceptions.yaml", "The lamp went out because", "The beacons went out because"),
        ("quizzes/Q1.yaml", "Reading one letter", "Reading one beacon"),
        ("glossary.yaml", "after a lamp", "after a beacon"),
    ],
)
def test_a_word_is_found_wherever_it_stands(
    styled: SmallBank, path: str, old: str, new: str
) -> None:
    styled.replace(path, old, new)
    (problem,) = _found(styled)

    assert problem.path == f"bank/{path}"
    assert problem.line == styled.line_of(path, new)
    assert problem.what.casefold().endswith("': the bank says lamp")
    assert problem.mend == "write lamp"
    assert problem.severity == Severity.ERROR


def test_spellings_to_be_accepted_are_no_usage(styled: SmallBank) -> None:
    styled.replace("bank.yaml", "Saltbie,", "Beacon,")
    styled.replace("glossary.yaml", "kind: word,", "kind: word, variants: [beacon],")
    styled.replace("sources/src1.yaml", "ends: a hand", "ends: a beacon")
    text = TYPED.replace("Marlow, Alice Marlow", "Beacon").replace(
        "feedback:", "near_misses: [{answers: [Beacons], feedback: Close}]\nfeedback:"
    )
    styled.files["items/A/A-05.yaml"] = text

    assert _found(styled) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ITEM, "Oil and a helper", SLIP),
        (ITEM, "The last sentence holds the request.", SLIP),
        (MATCHING, "text: The lamp", f"text: {SLIP}"),
        ("timeline.yaml", "The keeper writes to the council.", SLIP),
        ("misconceptions.yaml", "The letter speaks of missing oil", f"{SLIP} It speaks of oil"),
    ],
)
def test_the_bank_answers_for_its_own_voice(
    styled: SmallBank, path: str, old: str, new: str
) -> None:
    styled.replace(path, old, new)
    (problem,) = _found(styled)

    assert problem.line == styled.line_of(path, SLIP)
    assert problem.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ITEM, "A stronger lamp with more glass", SLIP),
        (ITEM, "What does the keeper ask the council for?", "Was the great lamp lit in 1849?"),
        (ITEM, "The last sentence holds the request.", f"'{SLIP}' One source has the lamp new."),
        (ITEM, "The last sentence holds the request.", "The great lamp is not of 1849."),
        (ITEM, "The last sentence holds the request.", "A great lamp. It was lit in 1849."),
        (HOT, "twice in one week\n    credit: 1", "great lamp of 1849\n    credit: 1"),
        (ESSAY, "The letter says the lamp went out.", SLIP),
        ("sources/src1.yaml", "The great lamp went out twice in one week.", SLIP),
        ("misconceptions.yaml", "The lamp went out because the keeper slept.", SLIP),
    ],
)
def test_others_may_say_what_the_bank_would_not(
    styled: SmallBank, path: str, old: str, new: str
) -> None:
    styled.replace(path, old, f'"{new}"' if new.startswith("'") else new)

    assert _found(styled) == []


def test_statements_of_a_grid_are_only_judged(styled: SmallBank) -> None:
    styled.files[MATCHING] = styled.files[MATCHING].replace("matching\n", "grid\n")
    styled.replace(MATCHING, "choices:", "columns:")
    styled.replace(MATCHING, "text: The lamp", f"text: {SLIP}")
    row = "  - {id: oil, text: The oil, answer: out, feedback: The letter asks for it.}\ncolumns:"
    styled.replace(MATCHING, "columns:", row)

    assert [each for each in styled.problems() if each.severity == Severity.ERROR] == []
    assert _found(styled) == []


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("'(lamp'", "the pattern cannot be read: missing )"),
        ("'x*'", "matches every text"),
        ("'(\\w+\\s*)+lamp'", "repeats a part that repeats itself"),
        ("'(?:a{1,})*b'", "repeats a part that repeats itself"),
    ],
)
def test_a_bad_pattern_is_a_problem_of_the_table(
    styled: SmallBank, pattern: str, what: str
) -> None:
    styled.replace("house_style.yaml", "'\\bbeacons?\\b'", pattern)
    (problem,) = styled.problems()

    assert what in problem.what
    assert problem.path == "bank/house_style.yaml"
    assert problem.line == styled.line_of("house_style.yaml", pattern)


def test_the_table_is_part_of_the_bank_in_normal_form(styled: SmallBank) -> None:
    bank = styled.load().bank
    assert bank is not None
    form = normal_form(bank)

    assert [rule["id"] for rule in form["house_style"]] == ["beacon", "lamp-of-1849"]  # type: ignore[attr-defined]


def test_the_example_of_the_manual_is_a_rule(small: SmallBank) -> None:
    manual = (QUESTION_BANK / "README.md").read_text(encoding="utf-8")
    example = manual[manual.index("    house_style:\n") : manual.index("`pattern` is a regular")]
    small.files["house_style.yaml"] = TABLE.partition("\n")[0] + "\n" + dedent(example)
    small.replace(ITEM, "The last sentence holds the request.", "He was minister of mills.")
    (problem,) = small.problems()

    assert problem.what == "house style on 'minister of mills': the mills had inspectors"
    assert problem.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        ("(a+)+b", False),
        ("((a+))+b", False),
        ("((?:a+)c?)*b", False),
        ("(?:a|a)*b", False),
        ("(?:a|aa){2,}b", False),
        (r"(?P<x>\w+\s?)+!", False),
        ("(?:ab)+c", True),
        ("(?:a+ ){0,3}b", True),
        ("(a+|b)c+", True),
        (r"[(a+)]+b", True),
        (r"\(a+\)+b", True),
        ("(?:[+*|]b)+c", True),
        ("(?:great )?lamps?", True),
    ],
)
def test_a_pattern_over_which_a_search_never_ends_is_refused(pattern: str, fine: bool):
    rule = {"id": "x", "pattern": pattern, "why": "so", "instead": "this"}

    if fine:
        assert StyleRule.model_validate(rule).pattern == pattern
    else:
        with pytest.raises(ValidationError, match="repeats a part"):
            StyleRule.model_validate(rule)
