"""Saying what late work gets while a quiz is set, and when its conditions are changed."""

from dataclasses import replace

import pytest

from quizapp.database import db
from quizapp.quizzes import actions
from quizapp.quizzes.models import Assignment
from quizapp.scoring.lateness import NO_LATE_RULE, LateKind, LateRule
from tests.make import NOON, Make
from tests.pages import Page, Pages
from tests.quizzes.usual import CONDITIONS, filled, quiz

NEW = "/quizzes/stalin-trotsky/Q02/assignments/new"
DUE = "2026-03-05T09:00"
DAILY = {"due_at": DUE, "late_rule": "per_day", "late_off": "10", "late_floor": "40"}
NO_DUE_DATE = "This quiz has no due date, so nobody can be late."


def read_back(page: Page) -> str:
    return next(i.get("value") or "" for i in page.all("input") if i.get("name") == "read_back")


def is_open(page: Page) -> bool:
    """Return whether the part about late work lies open."""
    [found] = [each for each in page.all("details") if "Late work" in "".join(each.itertext())]
    return "open" in found.attrib


def due_quiz(make: Make, rule: LateRule = NO_LATE_RULE) -> Assignment:
    made: Assignment = make.assignment(make.classroom(), ["S1-03"], due_at=make.later(days=1))
    made.treat_late_work_by(rule)
    db.session.flush()
    return made


def late_of(made: Assignment) -> LateRule:
    db.session.refresh(made)
    return made.late


def test_the_form_begins_with_nothing_off_and_its_part_closed(
    published: None, make: Make, pages: Pages
) -> None:
    classroom = make.classroom()

    page = pages.sign_in(classroom.teacher).get(NEW)

    assert not is_open(page)
    [chosen] = [
        each.get("value")
        for each in page.all("input")
        if each.get("name") == "late_rule" and "checked" in each.attrib
    ]
    assert chosen == "none"


def test_a_quiz_is_set_with_a_late_rule_that_was_read_back(
    published: None, make: Make, pages: Pages
) -> None:
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom, **DAILY), "step": "check"}, status=200)
    sent = {**filled(classroom, **DAILY), "step": "set", "read_back": read_back(page)}
    pages.post(NEW, sent)

    said = "Handed in after that: 10 % of the marks off for each day that has begun, never below"
    assert said in page.words().replace("\u00a0", " ")
    assert is_open(page)
    made = db.session.scalars(db.select(Assignment)).one()
    assert made.late == LateRule(LateKind.PER_DAY, 10, 40)


def test_a_late_rule_that_changed_after_reading_back_is_read_back_again(
    published: None, make: Make, pages: Pages
) -> None:
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)
    page = pages.post(NEW, {**filled(classroom, **DAILY), "step": "check"}, status=200)

    sent = {**filled(classroom, **DAILY), "late_off": "20", "step": "set"}
    again = pages.post(NEW, {**sent, "read_back": read_back(page)}, status=200)

    assert "20 %" in again.words().replace("\u00a0", " ")
    assert db.session.scalars(db.select(Assignment)).all() == []


@pytest.mark.parametrize(
    ("given", "said", "not_said"),
    [
        ({"late_rule": "cap", "late_cap": "50"}, NO_DUE_DATE, "Say how much"),
        ({**DAILY, "late_off": ""}, "Say how much below: “Per cent off for each day”.", "valid"),
        ({**DAILY, "late_off": "0"}, "From 1 to 100.", "Say how much"),
        ({**DAILY, "late_off": "ten"}, "Not a valid integer value", "Say how much"),
        ({**DAILY, "late_rule": "sometimes"}, "Not a valid choice", "Say how much"),
        ({**DAILY, "due_at": "soon"}, "Give a day and a time", NO_DUE_DATE),
    ],
)
def test_a_rule_that_makes_no_sense_gets_one_sentence_and_lies_open(
    published: None, make: Make, pages: Pages, given: dict[str, str], said: str, not_said: str
) -> None:
    classroom = make.classroom()
    pages.sign_in(classroom.teacher)

    page = pages.post(NEW, {**filled(classroom, **given), "step": "check"}, status=422)

    assert said in page.words()
    assert not_said not in page.words()
    assert is_open(page)


def test_the_conditions_of_a_quiz_show_its_rule_and_change_it(make: Make, pages: Pages) -> None:
    made = due_quiz(make, LateRule(LateKind.CAP, 60))
    pages.sign_in(made.teacher)
    edit = f"/assignments/{made.id}/edit"

    page = pages.get(edit)
    pages.post(edit, filled(made.classroom, **DAILY))

    assert is_open(page)
    assert ("late_cap", "60") in {(i.get("name"), i.get("value")) for i in page.all("input")}
    assert late_of(made) == LateRule(LateKind.PER_DAY, 10, 40)


def test_a_due_date_is_not_taken_away_under_a_late_rule(make: Make, pages: Pages) -> None:
    made = due_quiz(make, LateRule(LateKind.CAP, 60))
    pages.sign_in(made.teacher)
    sent = filled(made.classroom, due_at="", late_rule="cap", late_cap="60")

    page = pages.post(f"/assignments/{made.id}/edit", sent, status=422)

    assert NO_DUE_DATE in page.words()
    assert late_of(made) == LateRule(LateKind.CAP, 60)
    assert made.due_at


def test_two_rules_are_two_quizzes_and_not_one_sent_twice(published: None, make: Make) -> None:
    classroom = make.classroom()
    with_rule = replace(CONDITIONS, late_rule=LateKind.CAP, late_per_cent=50)

    first, second, same = (
        actions.set_quiz(quiz("Q02"), classroom, classroom.teacher, each, NOON)
        for each in (CONDITIONS, with_rule, with_rule)
    )

    assert [first.late, second.late] == [NO_LATE_RULE, LateRule(LateKind.CAP, 50)]
    assert same is second
