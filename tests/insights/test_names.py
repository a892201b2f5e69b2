"""Hiding and showing the names of students, on whatever page and however it was asked for."""

import pytest

from tests.insights.plain import CHOICE
from tests.make import Make
from tests.pages import Page, Pages


def toggle(page: Page) -> str:
    [link] = [each for each in page.all("a") if each.get("data-names")]
    return str(link.get("href"))


@pytest.mark.parametrize(
    "asked", ["endpoint=x", "_method=POST", "_scheme=javascript", "_anchor=x", "assignment_id=x"]
)
def test_odd_arguments_neither_break_the_page_nor_lead_elsewhere(
    make: Make, pages: Pages, asked: str
):
    quiz = make.assignment(items=[CHOICE])
    make.attempt(quiz, responses={1: "right"})
    address = f"/assignments/{quiz.id}/results"

    hidden = toggle(pages.sign_in(quiz.teacher).get(f"{address}?{asked}"))

    assert hidden == f"{address}?{asked}&names=off"
    assert toggle(pages.get(hidden)) == f"{address}?{asked}"


@pytest.mark.parametrize("names", ["", "?names=off"])
def test_a_form_that_comes_back_leads_to_the_page_it_stands_on(
    make: Make, pages: Pages, names: str
):
    quiz = make.assignment(items=[CHOICE])
    attempt = make.attempt(quiz, responses={1: "right"})
    student = f"/assignments/{quiz.id}/students/{attempt.student_id}"
    sent = f"{student}/excuses/1{names}"

    page = pages.sign_in(quiz.teacher).post(sent, {"reason": ""}, status=422)

    assert toggle(page) == (student if names else f"{student}?names=off")
    pages.get(toggle(page))


def test_while_names_are_hidden_the_way_to_the_marker_gives_none_away(make: Make, pages: Pages):
    quiz = make.assignment(items=["S1-16"])
    attempt = make.attempt(quiz, responses={1: "right"})
    student = f"/assignments/{quiz.id}/students/{attempt.student_id}?names=off"

    page = pages.sign_in(quiz.teacher).get(student)

    [way] = [str(a.get("href")) for a in page.all("a") if "scripts" in str(a.get("href"))]
    assert attempt.student.name not in pages.get(way).words()
