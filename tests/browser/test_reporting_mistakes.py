"""A student reports a mistake in the middle of a quiz, and the teacher answers."""

import pytest
from playwright.sync_api import Page, expect

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.mistakes.models import MistakeReport
from quizapp.quizzes.models import Assignment
from tests.browser.live import Live, Visitors
from tests.browser.quiz import started, world
from tests.make import PASSWORD

WORDS = "Two of the answers fit."


def test_a_report_loses_no_answer_and_comes_back_answered(live: Live, visitors: Visitors) -> None:
    there = world(live, ["S1-03", "S1-15"])
    with live.rows():
        teacher = db.session.get_one(Assignment, there.assignment_id).classroom.teacher
    page = started(visitors.open(there.student), there)

    page.locator(".question-answer input[type=radio]").first.check()
    send(page)  # at once, before the answer has been saved
    expect(page.locator("main")).to_contain_text("Your teacher reads it")
    expect(page.locator(".question-answer input[type=radio]").first).to_be_checked()
    answer(visitors, teacher)
    page.goto(page.url.partition("?")[0] + "/submission")
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/review")

    expect(page.locator("#question-1")).to_contain_text("There is no mistake")
    expect(page.locator("#question-1")).to_contain_text("Only one names the year.")
    given = there.responses()[0].fields
    assert given
    with live.rows():
        assert db.session.scalars(db.select(MistakeReport.fields)).all() == [given]


@pytest.mark.parametrize("view", ["one", "all"])
def test_without_scripts_the_answers_on_the_page_are_saved_too(
    live: Live, visitors: Visitors, view: str
) -> None:
    there = world(live, ["S1-03", "S1-15"])
    page = visitors.open(java_script_enabled=False)
    page.get_by_label("User name").fill(there.student.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button.main").click()
    page.goto(f"/assignments/{there.assignment_id}")
    page.get_by_role("button", name="Start").click()
    page.goto(f"{page.url}&view={view}")

    page.locator("input[name=q1-choice]").first.check()
    send(page, question="1" if view == "all" else "")
    expect(page.locator("main")).to_contain_text("Your teacher reads it")

    assert there.responses()[0].fields
    expect(page.locator("input[name=q1-choice]").first).to_be_checked()


def send(page: Page, question: str = "") -> None:
    page.locator("details.mistake > summary").click()
    if question:
        page.locator("#mistake-question").select_option(question)
    page.get_by_label("What is wrong?").fill(WORDS)
    page.get_by_role("button", name="Send to your teacher").click()


def answer(visitors: Visitors, teacher: User) -> None:
    desk = visitors.open(teacher, "/quizzes")
    desk.get_by_role("link", name="1 reported mistake to look at").click()
    expect(desk.locator("main")).to_contain_text(WORDS)
    desk.get_by_label("No mistake").check()
    desk.get_by_label("Note to the students").fill("Only one names the year.")
    desk.get_by_role("button", name="Answer and close").click()
    expect(desk.locator("h1")).to_have_text("No reported mistake waits for an answer")
