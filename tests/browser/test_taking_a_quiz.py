"""A student takes a quiz that holds a question of every type."""

import re

import pytest
from playwright.sync_api import Route, expect

from quizapp.attempts.models import State
from tests.browser.live import Live, Visitors
from tests.browser.quiz import ONE_OF_EACH, Keyboard, ready, started, world
from tests.make import real_bank

LAST = len(ONE_OF_EACH)


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_a_student_takes_a_quiz_by_keyboard_alone(live: Live, visitors: Visitors, scripted: bool):
    there = world(live, ONE_OF_EACH, certainty=True)
    page = visitors.open(java_script_enabled=scripted)
    keys = Keyboard(page, scripted=scripted)

    keys.sign_in(there.student)
    keys.press("a.button", "See what awaits")
    page.wait_for_url("**/assignments/*")
    keys.press("button", "Start")
    for position, ident in enumerate(ONE_OF_EACH, start=1):
        page.wait_for_url(f"**question={position}")
        if scripted:
            ready(page)
        keys.answer(real_bank().items[ident].type)
        keys.press("button.main", "To the end" if position == LAST else "Save and next")
    page.wait_for_url("**/submission")
    if scripted:
        ready(page)
    expect(page.locator("main")).to_contain_text(f"All {LAST} questions are answered")
    keys.press("button.main", "Hand in")
    page.wait_for_url("**/review")

    expect(page.locator("main")).to_contain_text("Handed in at")
    states = {response.state for response in there.responses()}
    assert states == {State.SCORED, State.WAITING}


def test_every_change_is_saved_and_the_page_says_when(live: Live, visitors: Visitors):
    there = world(live, ["S1-03", "S1-15"], certainty=True)
    page = started(visitors.open(there.student), there)

    page.locator(".question-answer input[type=radio]").first.check()
    expect(page.locator(".save-status")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    page.get_by_label("Very sure").check()
    page.get_by_label("Flag for later").check()
    expect(page.locator('.question-link[data-position="1"]')).to_contain_text("answered")
    page.wait_for_timeout(600)

    response = there.responses()[0]
    assert (response.certainty, response.flagged) == (3, True)
    assert response.client.startswith("d-")


def test_what_was_answered_before_the_scripts_came_is_saved_too(live: Live, visitors: Visitors):
    there = world(live, ["S1-03"])
    page = visitors.open(there.student, f"/assignments/{there.assignment_id}")
    held: list[Route] = []
    page.route("**/behaviours/autosave.js*", lambda route: held.append(route))

    page.get_by_role("button", name="Start").click()
    page.locator(".question-answer input[type=radio]").first.check()
    page.wait_for_timeout(200)
    assert not there.responses()[0].fields
    held[0].continue_()

    expect(page.locator(".save-status")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert there.responses()[0].fields


def test_what_cannot_be_read_is_said_while_typing_and_can_be_left(live: Live, visitors: Visitors):
    number = next(i.id for i in real_bank().items.values() if i.type == "numeric")
    there = world(live, [number, "S1-03"])
    page = started(visitors.open(there.student), there)

    page.locator(".number-field").fill("about ninety")
    expect(page.locator("[data-trouble]")).to_contain_text("Please type a number")
    page.get_by_role("button", name="Save and next").click()
    page.wait_for_url("**question=2")

    assert there.responses()[0].fields == {"number": ["about ninety"]}


def test_all_questions_stand_on_one_page_when_asked_for(live: Live, visitors: Visitors):
    there = world(live, ["S1-03", "S1-15", "S2-02"])
    page = started(visitors.open(there.student), there)

    page.get_by_role("button", name="Show all on one page").click()
    page.wait_for_url("**view=all")
    ready(page)
    for position in (1, 2):
        page.locator(f"#question-{position} input[type=radio]").first.check()
    page.locator(".target input").first.check()
    page.get_by_role("button", name="To the end").click()
    page.wait_for_url("**/submission")

    assert all(response.fields for response in there.responses())


def test_practice_shows_why_as_soon_as_an_answer_is_checked(live: Live, visitors: Visitors):
    there = world(live, ["S1-03", "S1-15"], feedback="practice")
    page = started(visitors.open(there.student), there)

    page.locator(".question-answer input[type=radio]").first.check()
    page.get_by_role("button", name="Check this answer").click()
    expect(page.locator(".question-answer")).to_contain_text("Why")
    page.get_by_role("button", name="Next question").click()
    page.wait_for_url("**question=2")


def test_the_clock_counts_in_minutes_and_can_be_hidden(live: Live, visitors: Visitors):
    there = world(live, ["S1-03", "S1-15"], time_limit_minutes=30)
    page = visitors.open(there.student)
    page.clock.install()
    started(page, there)

    expect(page.locator(".clock-face")).to_contain_text("30 minutes left")
    page.clock.fast_forward("05:00")
    expect(page.locator(".clock-face")).to_contain_text("25 minutes left")
    page.clock.fast_forward("15:00")
    expect(page.locator("[data-spoken]")).to_have_text("10 minutes left")
    page.get_by_role("button", name="Hide the time").click()
    page.get_by_role("button", name="Save and next").click()
    page.wait_for_url("**question=2")

    expect(page.locator("[data-face]")).to_be_hidden()
