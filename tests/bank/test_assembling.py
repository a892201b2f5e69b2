"""Drawing questions by a plan, from the real bank and from a small one."""

from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from quizapp.bank.assembling import Plan, draw, shared_out, unit_of
from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.lint.context import Context
from quizapp.bank.lint.giveaways import asked_in
from quizapp.bank.loader import load
from quizapp.bank.model import Entry, Quiz
from quizapp.bank.quiz_files import file_value, free_quiz_id, quiz_text
from quizapp.bank.quiz_view import Search, totals, troubles
from quizapp.bank.rewriting import rewritten
from quizapp.bank.seeds import Seeds
from quizapp.bank.strict_yaml import read
from tests.bank.real import BANK
from tests.bank.small import SmallBank

LOADED = load(QUESTION_BANK)
CONTEXT = Context(LOADED, BANK, Seeds())
FOUR = ("S1", "S2", "S3", "S4")


@pytest.mark.parametrize("seed", range(1, 6))
def test_ten_questions_half_of_them_of_difficulty_two(seed: int) -> None:
    drawn = draw(CONTEXT, Plan(10, FOUR, {2: 50}, seed=seed))
    items = [BANK.items[each] for entry in drawn.entries for each in entry.items]

    assert drawn.unmet == ()
    assert len(items) == 10
    assert Counter(item.difficulty for item in items)[2] == 5
    assert {BANK.sections[item.id] for item in items} == set(FOUR)


@pytest.mark.parametrize("seed", range(1, 6))
def test_what_is_drawn_can_stand_together(seed: int) -> None:
    drawn = draw(CONTEXT, Plan(25, seed=seed))
    asked = asked_in(CONTEXT)

    assert troubles(CONTEXT, drawn.entries) == []
    for one, other in permutations(drawn.entries, 2):
        for a, b in ((asked[x], asked[y]) for x in one.items for y in other.items):
            assert a.words_that_answer(b, frozenset()) is None
            assert not set(a.item.facts) & set(b.item.facts)
            assert a.item.twin != b.item.id


def test_the_same_seed_draws_the_same_and_another_draws_others() -> None:
    plan = Plan(8, FOUR)

    assert draw(CONTEXT, plan) == draw(CONTEXT, plan)
    assert len({draw(CONTEXT, Plan(8, FOUR, seed=seed)).entries for seed in range(4)}) > 1


def test_what_is_there_already_counts_and_stays_out_of_the_draw() -> None:
    present = [Entry(item="S1-04"), Entry(claim="S1-03", evidence="S1-02")]

    drawn = draw(CONTEXT, Plan(5, ("S1",)), present)

    assert sum(len(entry.items) for entry in drawn.entries) == 2
    assert not {"S1-04", "S1-03", "S1-02"} & {i for e in drawn.entries for i in e.items}


def test_claim_and_evidence_come_together() -> None:
    assert unit_of(BANK, "S1-02") == unit_of(BANK, "S1-03")
    assert unit_of(BANK, "S1-02").claim == "S1-03"


def test_a_plan_that_cannot_be_met_says_so() -> None:
    drawn = draw(CONTEXT, Plan(20, ("S1",), {3: 100}, {"KN": 50}))

    assert any("of 20 questions: no other" in each for each in drawn.unmet)
    assert any("questions of difficulty 3" in each for each in drawn.unmet)
    assert "0 of 10 questions on the skill KN" in drawn.unmet


@pytest.mark.parametrize(
    ("number", "shares", "counts"),
    [
        (10, {1: 50}, {1: 5}),
        (7, {1: 50, 2: 50}, {1: 4, 2: 3}),
        (3, {1: 33, 2: 33, 3: 34}, {1: 1, 2: 1, 3: 1}),
        (1, {1: 10}, {1: 0}),
        (5, {1: 0, 2: 100}, {2: 5}),
    ],
)
def test_shares_come_to_whole_numbers(
    number: int, shares: dict[int, int], counts: dict[int, int]
) -> None:
    assert shared_out(number, shares) == counts


def test_totals_count_marks_of_the_quiz_before_those_of_the_question() -> None:
    entries = [Entry(item="S1-04", max_mark=5), Entry(item="S1-05"), Entry(item="gone")]
    found = totals(BANK, entries)

    assert found.questions == 2
    assert found.marks == 5 + BANK.items["S1-05"].max_mark
    assert found.seconds == BANK.items["S1-04"].seconds + BANK.items["S1-05"].seconds
    assert found.sources == ["Source 1"]


def test_twins_are_named() -> None:
    [found] = troubles(CONTEXT, BANK.quizzes["Q16"].entries)

    assert "are twins" in found.what


def test_searching_by_words_and_by_kind() -> None:
    found = Search(section="S1", difficulty="1", words="forty").found(BANK)

    assert found
    assert all(BANK.sections[item.id] == "S1" and item.difficulty == 1 for item in found)
    assert Search(type="ranking").found(BANK) == [
        item for item in BANK.items.values() if item.type == "ranking"
    ]


def test_ids_of_quizzes_go_on_where_they_end(tmp_path: Path) -> None:
    assert free_quiz_id(BANK, {"q1"}) == "Q22"
    bank = SmallBank(tmp_path).load().bank
    assert bank is not None
    assert free_quiz_id(bank, {"q1"}) == "Q2"
    assert free_quiz_id(bank, {"q1", "q2", "q3"}) == "Q4"


@pytest.mark.parametrize("quiz", BANK.quizzes.values(), ids=list(BANK.quizzes))
def test_every_quiz_is_written_as_it_is_read(quiz: Quiz) -> None:
    text = quiz_text(quiz)
    present = read(text.encode(), "").value
    assert isinstance(present, dict)

    assert type(quiz).model_validate(present) == quiz
    assert rewritten(text, file_value(quiz, present)) == text
    assert text.startswith("# yaml-language-server: $schema=../schema.json#/$defs/quiz\n")


def test_what_is_not_ready_is_not_drawn_and_is_named(tmp_path: Path) -> None:
    small = SmallBank(tmp_path)
    small.replace("items/A/A-03.yaml", "skill: CO", "status: review\nskill: CO")
    loaded = small.load()
    assert loaded.bank is not None
    context = Context(loaded, loaded.bank, Seeds())

    drawn = draw(context, Plan(4))

    assert "A-03" not in [each for entry in drawn.entries for each in entry.items]
    assert "A-03 is not ready" in troubles(context, [Entry(item="A-03")])[0].what
