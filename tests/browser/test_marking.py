"""Marking in a real browser, with the keyboard alone; and without a script."""

import re

import pytest
from playwright.sync_api import Page

from quizapp.accounts.models import User
from quizapp.attempts.models import Response, ResponseStep, State, StepKind
from quizapp.database import db
from quizapp.marking.models import GivenMark, Remark
from tests.browser.live import Live, Visitors
from tests.browser.test_every_page import PHONE, TAGS, WIDE, found_by_axe
from tests.make import real_bank

ESSAY = "S1-16"
LEVELS = real_bank().items[ESSAY].levels
SCRIPTS = 28
BEGIN = f"/marking/test/{ESSAY}"


def pile(live: Live, scripts: int) -> User:
    """Let a class hand in essays; returns its teacher."""
    with live.rows() as make:
        assignment = make.assignment(make.classroom(), items=[ESSAY])
        for number in range(1, scripts + 1):
            text = f"Essay {number} 🙂 says that secretaries chose the delegates.\r\nIt ends here."
            make.attempt(assignment, responses={1: {"text": [text]}})
        teacher = assignment.teacher
        assert teacher.username
    return teacher


def ready(page: Page) -> None:
    page.locator("html[data-ready]").wait_for(state="attached")


def state(page: Page) -> str:
    return page.locator("[data-state]").text_content() or ""


def select(page: Page, words: str) -> None:
    """Select words of the script, as a mouse or Shift and arrows do."""
    page.evaluate(
        """(words) => {
          const text = document.getElementById("script-text").firstChild;
          const range = document.createRange();
          range.setStart(text, text.data.indexOf(words));
          range.setEnd(text, text.data.indexOf(words) + words.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        words,
    )
    page.wait_for_function("!document.querySelector('.remarks > button').disabled")


def test_28_scripts_are_marked_by_keyboard_in_one_sitting(live: Live, visitors: Visitors):
    page = visitors.open(pile(live, SCRIPTS), BEGIN)

    for number in range(SCRIPTS):
        ready(page)
        address = page.url
        level = LEVELS[number % len(LEVELS)]
        page.keyboard.press(str(level.level))
        page.keyboard.press(str(level.highest % 10))
        if number == 0:
            page.keyboard.press("c")
            page.keyboard.type("Say who wrote it.")
            page.keyboard.press("Escape")
        elif number == 1:
            page.keyboard.press("b")
            page.keyboard.press("Enter")
            assert page.get_by_label("To the whole answer").input_value() == "Say who wrote it."
        elif number == 2:
            select(page, "secretaries chose the delegates")
            page.keyboard.press("c")
            page.keyboard.type("Which source says so?")
            page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url, left=address: url != left)

    ready(page)
    assert page.url.endswith("/scripts")
    assert "All 28 scripts are marked." in page.locator("h1").inner_text()
    with live.rows():
        given = db.session.scalars(db.select(GivenMark).order_by(GivenMark.id)).all()
        wanted = [
            (LEVELS[n % len(LEVELS)].level, LEVELS[n % len(LEVELS)].highest) for n in range(28)
        ]
        assert [(each.level, each.mark) for each in given] == wanted
        assert all(r.state is State.SCORED for r in db.session.scalars(db.select(Response)))
        steps = db.session.scalars(db.select(ResponseStep).filter_by(kind=StepKind.MARKED)).all()
        assert len(steps) == SCRIPTS
        [remark] = db.session.scalars(db.select(Remark)).all()
        text = remark.given_mark.response.fields["text"][0].replace("\r\n", "\n")
        assert text[remark.start : remark.stop] == "secretaries chose the delegates"
        assert remark.text == "Which source says so?"


def test_keys_skip_go_back_and_warn_of_what_is_not_saved(live: Live, visitors: Visitors):
    page = visitors.open(pile(live, 3), BEGIN)
    ready(page)
    first = page.url

    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first)
    ready(page)
    second = page.url
    page.keyboard.press("2")
    assert re.match(r"Level 2\. Now the mark: ", state(page))
    page.keyboard.press("j")
    assert "not saved" in state(page)
    assert page.url == second
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    assert page.locator("input[name=level][value='1']").is_checked()
    page.keyboard.press("?")
    assert page.locator("[data-keys]").get_attribute("open") is not None
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.wait_for_url(lambda url: url != second)
    assert page.url == first


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_mark_page_is_accessible_with_everything_on_it(
    live: Live, visitors: Visitors, viewport
):
    page = visitors.open(pile(live, 2), BEGIN, viewport=viewport, reduced_motion="reduce")
    ready(page)
    page.keyboard.press("2")
    page.keyboard.press(str(LEVELS[1].lowest % 10))
    page.get_by_label("To the whole answer").fill("Say who wrote it.")
    select(page, "Essay")
    page.get_by_role("button", name="Comment on the selected words").click()
    page.keyboard.type("Cut this.")
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/scripts/*")
    ready(page)
    page.keyboard.press("?")

    amiss = found_by_axe(page, {"type": "tag", "values": TAGS})
    page.emulate_media(color_scheme="dark")
    amiss += found_by_axe(page, {"type": "rule", "values": ["color-contrast"]})

    assert not amiss, "\n".join(amiss)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_marking_works_without_a_script(live: Live, visitors: Visitors):
    page = visitors.open(pile(live, 1), "/marking", java_script_enabled=False)

    page.get_by_role("link", name="Mark the next one").click()
    page.get_by_label(re.compile("Level 2:")).check()
    page.get_by_role("radio", name=str(LEVELS[1].lowest), exact=True).check()
    page.get_by_label("Words", exact=True).first.fill("secretaries chose")
    page.get_by_label("Comment", exact=True).first.fill("Where?")
    page.get_by_role("button", name="Save and go on").click()

    assert "The one script is marked." in page.locator("h1").inner_text()
    with live.rows():
        [given] = db.session.scalars(db.select(GivenMark)).all()
        assert (given.level, given.mark) == (2, LEVELS[1].lowest)
        assert [remark.quote for remark in given.remarks] == ["secretaries chose"]
