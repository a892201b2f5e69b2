"""An author writes in the browser's editor: by keyboard alone, in both colour schemes."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quizapp.accounts.models import User
from quizapp.editor.working import find_working
from quizapp.quizzes.publishing import publish_folder
from tests.bank.small import SmallBank
from tests.browser.live import Live, Visitors
from tests.make import NOON

ITEM = "items/A/A-01.yaml"
PAGE = f"/banks/harbour/files/{ITEM}"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def author(editor_built: None, live: Live, tmp_path: Path) -> User:
    """Somebody who may change the harbour's bank."""
    small = SmallBank(tmp_path / "bank")
    small.load()
    with live.rows() as make:
        publish_folder(small.folder, NOON)
        person: User = make.teacher(is_author=True)
    return person


def editor(page: Page) -> None:
    """Wait for the editor and put the cursor at its end."""
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")


def accept(page: Page) -> None:
    """Take the proposal; one that has just appeared is not taken, so that nobody does unawares."""
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def test_an_author_writes_mends_and_saves_by_keyboard(
    live: Live, visitors: Visitors, author: User
) -> None:
    page = visitors.open(author, PAGE)
    editor(page)
    field = page.locator("textarea#text")
    findings = page.locator("#findings")

    page.keyboard.type("certainly: x")
    expect(page.locator(".cm-lintRange-error")).to_have_text("certainly: x")
    expect(findings).to_contain_text("unknown key 'certainly'")
    expect(page.locator("#findings-status")).to_contain_text("1 error")
    assert field.input_value().endswith("certainly: x")

    page.keyboard.press("Shift+Home")
    page.keyboard.type("twi")
    expect(page.get_by_role("option", name="twin")).to_be_visible()
    accept(page)
    expect(page.get_by_role("option", name="A-02")).to_be_visible()
    accept(page)
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)
    page.keyboard.press("F1")
    expect(page.locator(".cm-explanation")).to_contain_text("Which words say")

    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    with live.app.app_context():
        working = find_working("harbour")
        assert working is not None
        assert (working.text(ITEM) or "").endswith("twin: A-02")


def test_text_that_was_not_saved_is_offered_back(visitors: Visitors, author: User) -> None:
    page = visitors.open(author, PAGE)
    editor(page)
    page.keyboard.type("# half a thought")
    page.on("dialog", lambda dialog: dialog.accept())

    page.reload()

    editor(page)
    field = page.locator("textarea#text")
    assert "half a thought" not in field.input_value()
    page.get_by_role("button", name="Bring it back").click()
    assert field.input_value().endswith("# half a thought")
    expect(page.get_by_role("textbox", name="Text of the file")).to_contain_text("half a thought")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it back")).to_be_hidden()


def test_tab_indents_and_escape_lets_it_leave(visitors: Visitors, author: User) -> None:
    page = visitors.open(author, PAGE)
    editor(page)
    page.keyboard.press("Tab")
    assert page.locator("textarea#text").input_value().endswith("  ")

    page.keyboard.press("Escape")
    page.keyboard.press("Tab")

    expect(page.get_by_role("button", name="Save the draft")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_editor_has_no_barriers_and_fits_a_phone(
    visitors: Visitors, author: User, scheme: str
) -> None:
    phone = {"width": 390, "height": 800}
    page = visitors.open(author, PAGE, color_scheme=scheme, viewport=phone)
    editor(page)
    page.keyboard.type("x: y")
    expect(page.locator(".cm-lintRange-error")).to_be_visible()

    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})

    assert [each["id"] for each in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= phone["width"]
