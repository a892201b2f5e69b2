"""Two devices change the same answer: both versions are kept, and the student is told."""

import re

from playwright.sync_api import Page, expect

from tests.browser.live import Live, Visitors
from tests.browser.quiz import World, ready, started, world
from tests.make import real_bank

SAVED = re.compile(r"Saved \d\d:\d\d")


def on_two_devices(live: Live, visitors: Visitors, **second: object) -> tuple[World, Page, Page]:
    there = world(live, ["S1-03", "S1-15"])
    one = started(visitors.open(there.student), there)
    two = visitors.open(there.student, **second)
    two.goto(one.url)
    if second.get("java_script_enabled", True):
        ready(two)
    return there, one, two


def words(ident: str) -> str:
    """Return what an option of the first question says."""
    options = real_bank().items["S1-03"].options  # type: ignore[attr-defined]
    return str(next(option.text for option in options if option.id == ident))


def test_the_later_answer_is_current_and_the_other_is_offered(live: Live, visitors: Visitors):
    there, one, two = on_two_devices(live, visitors)

    one.locator('.choice input[value="a"]').check()
    expect(one.locator(".save-status")).to_have_text(SAVED)
    two.locator('.choice input[value="b"]').check()
    expect(two.locator("[data-conflict]")).to_contain_text("Another device changed this answer")
    expect(two.locator("[data-conflict]")).to_contain_text(words("a"))

    response = there.responses()[0]
    kept = [(step.kind.value, step.fields["choice"]) for step in response.steps]
    assert response.fields == {"choice": ["b"]}
    assert kept == [("saved", ["a"]), ("conflict", ["a"]), ("saved", ["b"])]

    two.get_by_role("button", name="Use the other version").click()
    expect(two.locator('.choice input[value="a"]')).to_be_checked()
    assert there.responses()[0].fields == {"choice": ["a"]}


def test_the_first_device_is_told_when_it_goes_on(live: Live, visitors: Visitors):
    there, one, two = on_two_devices(live, visitors)
    one.locator('.choice input[value="a"]').check()
    expect(one.locator(".save-status")).to_have_text(SAVED)
    two.locator('.choice input[value="b"]').check()
    expect(two.locator("[data-conflict]")).to_be_visible()

    one.locator('.choice input[value="c"]').check()

    expect(one.locator("[data-conflict]")).to_contain_text(words("b"))
    assert there.responses()[0].fields == {"choice": ["c"]}


def test_taking_a_version_back_keeps_what_waits_for_other_questions(live: Live, visitors: Visitors):
    there, one, two = on_two_devices(live, visitors)
    two.goto(f"{two.url.partition('?')[0]}?view=all")
    ready(two)
    one.goto(f"{one.url.partition('?')[0]}?view=one&question=2")
    ready(one)
    one.locator('input[name="q2-choice"][value="a"]').check()
    expect(one.locator(".save-status")).to_have_text(SAVED)
    two.locator('input[name="q2-choice"][value="b"]').check()
    expect(two.locator("#question-2 [data-conflict]")).to_be_visible()

    two.evaluate(
        """() => {
          document.querySelector('input[name="q1-choice"][value="a"]').click();
          document.querySelector("#question-2 [data-restores]").click();
        }"""
    )

    expect(two.locator('input[name="q2-choice"][value="a"]')).to_be_checked()
    assert [each.fields for each in there.responses()] == [{"choice": ["a"]}, {"choice": ["a"]}]


def test_a_device_without_scripts_is_told_too(live: Live, visitors: Visitors):
    there, one, two = on_two_devices(live, visitors, java_script_enabled=False)
    one.locator('.choice input[value="a"]').check()
    expect(one.locator(".save-status")).to_have_text(SAVED)

    two.locator('.choice input[value="b"]').check()
    two.get_by_role("button", name="Save and next").click()
    expect(two.locator("main")).to_contain_text("Another device changed this answer")
    two.get_by_role("button", name="Use the other version").click()
    expect(two.locator('.choice input[value="a"]')).to_be_checked()

    assert there.responses()[0].fields == {"choice": ["a"]}


def test_going_on_elsewhere_is_no_conflict(live: Live, visitors: Visitors):
    there, one, two = on_two_devices(live, visitors)
    one.locator('.choice input[value="a"]').check()
    expect(one.locator(".save-status")).to_have_text(SAVED)

    two.reload()
    ready(two)
    two.locator('.choice input[value="b"]').check()
    expect(two.locator(".save-status")).to_have_text(SAVED)

    expect(two.locator("[data-conflict]")).to_be_hidden()
    assert [step.fields["choice"] for step in there.responses()[0].steps] == [["a"], ["b"]]
