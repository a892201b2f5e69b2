"""Facts behind keys, the blueprint, lesson paths, and the authors' notes on items."""

import pytest

from quizapp.bank.problems import Problem
from quizapp.bank.versions import item_content, normal_form
from tests.bank.small import MODELINE, SmallBank

ITEM, HOT, ESSAY, QUIZ = (
    "items/A/A-01.yaml",
    "items/A/A-02.yaml",
    "items/A/A-04.yaml",
    "quizzes/Q1.yaml",
)
FACTS = f"""{MODELINE}schema.json#/$defs/facts
facts:
  - id: keeper-asks
    claim: The keeper asks for oil and a helper.
    status: firm
    refs: ["001:L3"]
  - id: keeper-slept
    claim: The keeper slept.
    status: contested
    claimed_by: [the council, Saltby]
    checked: The letter speaks of missing oil.
    refs: ["001:L3"]
  - {{id: lamp-out, claim: The lamp went out twice., status: likely, refs: ["001:L2"]}}
  - {{id: ships, claim: Two ships missed the entry., status: likely, refs: ["001:L2"]}}
"""
PATHS = f"""{MODELINE}schema.json#/$defs/paths
paths:
  - id: two-lessons
    title: Two lessons
    purpose: The lamp in two lessons.
    lessons:
      - {{title: The lamp, quizzes: [Q1]}}
      - {{title: Talk, note: Talk about it.}}
"""


@pytest.fixture
def known(small: SmallBank) -> SmallBank:
    """The small bank with a register of facts that every item rests on."""
    small.files["facts.yaml"] = FACTS
    small.replace(ITEM, "seconds: 30", "seconds: 30\nfacts: [keeper-asks]")
    small.replace(HOT, "seconds: 30", "seconds: 30\nfacts: [lamp-out]")
    small.replace("items/A/A-03.yaml", "seconds: 40", "seconds: 40\nfacts: [ships]")
    return small


def said(problems: list[Problem]) -> list[str]:
    return [f"{problem.severity}: {problem.what}" for problem in problems]


def test_only_a_fact_without_an_item_is_remarked_on(known: SmallBank) -> None:
    assert said(known.problems()) == ["warning: no item rests on the fact 'keeper-slept'"]


def test_a_key_rests_on_known_facts(known: SmallBank) -> None:
    known.replace(ITEM, "facts: [keeper-asks]", "facts: [keeper-begs]")

    assert "error: facts.yaml has no whole entry 'keeper-begs'" in said(known.problems())


def test_an_item_without_facts_is_remarked_on_unless_it_is_an_essay(known: SmallBank) -> None:
    known.replace(ITEM, "facts: [keeper-asks]\n", "")
    found = [p for p in known.problems() if p.what == "nothing says on which facts the key rests"]

    assert [problem.path.rpartition("/")[2] for problem in found] == ["A-01.yaml"]


def test_a_bank_without_a_register_needs_no_facts(small: SmallBank) -> None:
    assert small.problems() == []


@pytest.mark.parametrize(
    ("stem", "refused"),
    [
        ("Why did the lamp go out?", True),
        ("According to Saltby, why did the lamp go out?", False),
        ("Why did the lamp go out, in the view of the council?", False),
    ],
)
def test_a_contested_fact_needs_a_voice_in_the_stem(
    known: SmallBank, stem: str, refused: bool
) -> None:
    known.replace(ITEM, "facts: [keeper-asks]", "facts: [keeper-asks, keeper-slept]")
    known.replace(ITEM, "What does the keeper ask the council for?", stem)

    what = "error: the key rests on 'keeper-slept', which is contested"
    assert (what in said(known.problems())) is refused


def test_a_contested_fact_names_who_claims_it(known: SmallBank) -> None:
    known.replace("facts.yaml", "    claimed_by: [the council, Saltby]\n", "")

    assert any("names who makes it under claimed_by" in each for each in said(known.problems()))


def test_two_questions_of_a_quiz_do_not_ask_for_the_same(known: SmallBank) -> None:
    known.replace(HOT, "facts: [lamp-out]", "facts: [ships]")
    found = [each for each in said(known.problems()) if "asks for the same" in each]

    assert found == ["warning: A-03 asks for the same as A-02: ships"]


def test_claim_and_evidence_may_rest_on_the_same(known: SmallBank) -> None:
    known.replace(HOT, "facts: [lamp-out]", "facts: [keeper-asks]")

    assert not any("asks for the same" in each for each in said(known.problems()))


def test_a_cell_of_the_blueprint_that_is_short_is_remarked_on(small: SmallBank) -> None:
    small.files["bank.yaml"] += "blueprint: {A: {CO: [4, 0, 1]}}\n"

    assert said(small.problems()) == ["warning: A has 3 of 4 items of CO 1"]


@pytest.mark.parametrize(
    ("plan", "what"),
    [
        ("{B: {CO: [1, 0, 0]}}", "a section 'B' that is not listed"),
        ("{A: {CX: [0, 0, 0]}}", "a skill 'CX' that is not listed"),
    ],
)
def test_the_blueprint_names_what_exists(small: SmallBank, plan: str, what: str) -> None:
    small.files["bank.yaml"] += f"blueprint: {plan}\n"

    assert any(each.startswith("error") and what in each for each in said(small.problems()))


def test_a_path_leads_to_quizzes_that_exist(small: SmallBank) -> None:
    small.files["paths.yaml"] = PATHS
    assert small.problems() == []

    small.replace("paths.yaml", "[Q1]", "[Q9]")
    assert said(small.problems()) == ["error: the bank has no whole quiz 'Q9'"]


def test_the_authors_notes_make_no_new_version(known: SmallBank) -> None:
    before = known.load().bank
    known.replace(ITEM, "facts: [keeper-asks]", "reviewed: {blind: agreed, covered: passed}")
    after = known.load().bank
    assert before is not None
    assert after is not None

    assert item_content(before.items["A-01"]) == item_content(after.items["A-01"])
    assert normal_form(before)["revision"] != normal_form(after)["revision"]


def test_a_review_says_agreed_or_settled(known: SmallBank) -> None:
    known.replace(ITEM, "facts: [keeper-asks]", "reviewed: {blind: by a friend}")

    assert any(each.startswith("error") for each in said(known.problems()))
