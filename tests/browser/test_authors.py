"""Authors at the workbench: from a mended mistake to classes and back, together, without a mouse,
and without a script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response
from quizapp.database import db
from quizapp.editor.working import find_working
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.queries import newest_revision
from tests.bank.small import SmallBank
from tests.browser.live import Live, Visitors
from tests.make import NOON

BANK, ITEM = "/banks/harbour", "items/A/A-01.yaml"
FILE, PUBLICATION = f"{BANK}/files/{ITEM}", f"{BANK}/publication"
STEM = "stem: What does the keeper ask the council for?"
STRONG = "A stronger lamp with more glass"
KEY = "    credit: 1\n"


class Harbour:
    """The harbour's published bank, two authors, and a class that has answered A-01."""

    def __init__(self, live: Live, folder: Path) -> None:
        self.live, small = live, SmallBank(folder)
        small.load()
        self.first_text = small.files[ITEM]
        with live.rows() as make:
            publish_folder(small.folder, NOON)
            quiz = make.assignment(items=["S1-03"], bank="harbour", title="The letter")
            quiz.items[0].version = published()
            for chosen in "aab":
                make.attempt(quiz, responses={1: {"choice": [chosen]}})
            quiz.teacher.is_author = True
            self.author: User = quiz.teacher
            self.other: User = make.teacher(is_author=True)

    def text(self) -> str:
        """Return the text of the question's file as it stands in the working copy."""
        with self.live.app.app_context():
            working = find_working("harbour")
            return (working.text(ITEM) if working else None) or ""

    def key(self) -> list[str]:
        """Return which options classes get as right from now on."""
        with self.live.app.app_context():
            options = published().content["options"]
            return [each["id"] for each in options if each.get("credit")]

    def papers(self) -> tuple[object, ...]:
        """Return how many attempts and answers there are, and what the answers have earned."""
        with self.live.app.app_context():
            marks = [each.mark for each in db.session.scalars(db.select(Response))]
            return db.session.scalar(db.select(func.count(Attempt.id))), marks


def published() -> ItemVersion:
    revision = newest_revision("harbour")
    assert revision
    return next(each for each in revision.items if each.item_id == "A-01")


@pytest.fixture
def harbour(live: Live, tmp_path: Path) -> Harbour:
    return Harbour(live, tmp_path / "bank")


def at(page: Page, words: str) -> None:
    """Put the cursor of the editor at the end of a line."""
    page.locator(".cm-line", has_text=words).click()
    page.keyboard.press("End")


def holds(page: Page, said: Callable[[str], bool]) -> None:
    """Make sure of the text that would be sent."""
    text = page.locator("textarea#text").input_value()
    assert said(text), text


def save(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Control+s")


def test_from_a_mended_mistake_to_classes_and_back(
    editor_built: None, harbour: Harbour, visitors: Visitors
) -> None:
    papers = harbour.papers()
    page = visitors.open(harbour.author, f"{BANK}/items/A-01")
    page.get_by_role("link", name="Edit the text").click()

    break_and_mend(page)
    move_the_key(page)
    try_in_the_preview(page)
    save(page)
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    play(page)
    assert harbour.papers() == papers
    assert harbour.key() == ["a"]

    publish_knowing_what_changes(page)
    assert harbour.key() == ["b"]
    follow_the_offer(page)
    assert harbour.papers() == papers
    revert(page)
    assert harbour.text() == harbour.first_text
    assert harbour.key() == ["b"]


def break_and_mend(page: Page) -> None:
    at(page, STEM)
    page.keyboard.type(" so: he")
    findings = page.locator("#findings")
    expect(findings).to_contain_text("Error in line 10")
    expect(page.locator(".cm-lintRange-error").first).to_be_visible()
    expect(page.locator("#look")).to_contain_text("cannot be shown as a question yet")
    for _ in " so: he":
        page.keyboard.press("Backspace")
    expect(findings).to_contain_text("None in this file")
    expect(page.locator("#look .question")).to_be_visible()


def move_the_key(page: Page) -> None:
    at(page, "credit: 1")
    page.keyboard.press("Control+Shift+K")
    at(page, f"text: {STRONG}")
    page.keyboard.press("Enter")
    page.keyboard.type("credit: 1")
    page.keyboard.press("Escape")
    holds(page, lambda text: text.count("credit") == 1 and f"{STRONG}\n{KEY}" in text)


def try_in_the_preview(page: Page) -> None:
    pane = page.locator(".look-pane")
    right = pane.get_by_role("row", name=re.compile("^Right"))
    expect(right).to_contain_text(STRONG)
    pane.get_by_label(STRONG).check()
    pane.get_by_role("button", name="Check this answer").click()
    expect(pane.locator("#judged")).to_contain_text(re.compile(r"Fraction\s*1 \(100\s%\)"))


def play(page: Page) -> None:
    """Play the quiz with the question in it, from the question's own page, to its end."""
    page.goto(f"{BANK}/items/A-01")
    page.get_by_role("link", name="play it").click()
    page.get_by_label(STRONG).check()
    page.get_by_role("button", name="Next question").click()
    expect(page.locator(".question-top")).to_contain_text("2 of 4")
    page.get_by_role("button", name="Hand in now").click()
    expect(page.locator("#question-1 [data-verdict]").first).to_contain_text("Right")
    expect(page.locator("main")).to_contain_text("nothing was stored")


def publish_knowing_what_changes(page: Page) -> None:
    page.goto(PUBLICATION)
    said = page.locator(".waiting-file")
    expect(said).to_contain_text("The key of A-01 changes from a to b.")
    expect(said).to_contain_text("1 assignment uses it; 3 marks would change (1 up, 2 down).")
    page.get_by_label("What is new").fill("The letter asks for a lamp")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("main")).to_contain_text("Published.")
    expect(page.locator("main")).to_contain_text("The letter asks for a lamp")


def follow_the_offer(page: Page) -> None:
    page.get_by_role("link", name="correct question 1").click()
    expect(page.get_by_label("Score every answer again")).to_be_checked()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator("h1")).to_have_text(
        "1 student would gain, 2 would lose, 0 would stay as they are."
    )


def revert(page: Page) -> None:
    page.goto(f"{FILE}/history")
    page.get_by_role("button", name=re.compile("^Bring this text back")).last.click()
    expect(page.locator("main")).to_contain_text("The draft holds the text of then.")


def test_who_saves_second_sees_both_texts_and_loses_nothing(
    editor_built: None, harbour: Harbour, visitors: Visitors
) -> None:
    visitors.allow("409")
    mine, theirs = visitors.open(harbour.author, FILE), visitors.open(harbour.other, FILE)
    at(theirs, "seconds: 30")
    theirs.keyboard.type("0")
    save(theirs)
    at(mine, "explanation:")
    mine.keyboard.type(" Two wishes.")
    save(mine)

    expect(mine.locator("h1")).to_have_text(f"{harbour.other.name} has saved A-01 meanwhile")
    expect(mine.get_by_role("region", name="What was saved meanwhile")).to_contain_text(
        "seconds: 300"
    )
    expect(mine.get_by_role("region", name="What you changed")).to_contain_text("Two wishes.")
    both = harbour.first_text.replace("seconds: 30", "seconds: 300")
    assert harbour.text() == both
    mine.get_by_role("button", name="Save this in place of it").click()

    expect(mine.get_by_text("Saved as a draft")).to_be_visible()
    assert harbour.text() == both.replace("the request.", "the request. Two wishes.")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until an element is reached; fails when it never is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element.matches(':focus')"):
            return
    pytest.fail(f"Tab never reaches {wanted}")


def enter(page: Page, wanted: Locator) -> None:
    """Reach an element with Tab and press Enter, which leads to another page."""
    tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_question_is_found_changed_and_published_by_keyboard_alone(
    editor_built: None, harbour: Harbour, visitors: Visitors
) -> None:
    page = visitors.open(harbour.author, BANK)
    enter(page, page.get_by_role("link", name=re.compile("^A-01 What does")))
    enter(page, page.get_by_role("link", name="Edit the text"))

    page.locator(".cm-content").wait_for()
    tab_to(page, page.locator(".cm-content"))
    page.keyboard.press("Control+f")
    page.keyboard.type("holds the request")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.type("names both wishes")
    save(page)
    expect(page.get_by_text("Saved as a draft")).to_be_visible()

    enter(page, page.locator(".trail").get_by_role("link", name="Question bank"))
    enter(page, page.get_by_role("link", name="Publish"))
    tab_to(page, page.get_by_label("What is new"))
    page.keyboard.type("In other words")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("1 file changed")
    assert harbour.text() == harbour.first_text.replace("holds the request", "names both wishes")
    with harbour.live.app.app_context():
        assert published().content["explanation"] == "The last sentence names both wishes."


def test_without_a_script_a_text_is_checked_saved_and_published(
    harbour: Harbour, visitors: Visitors
) -> None:
    page = visitors.open(harbour.author, FILE, java_script_enabled=False)
    field, findings = page.get_by_label("Text of the file"), page.locator("#findings")
    moved = harbour.first_text.replace(KEY, "").replace(f"{STRONG}\n", f"{STRONG}\n{KEY}")

    field.fill(moved.replace(STEM, f"{STEM} so: he"))
    page.get_by_role("button", name="Check without saving").click()
    expect(findings).to_contain_text(f"Error in line 10, {STEM} so: he:")
    assert harbour.text() == harbour.first_text
    field.fill(moved)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("Saved as a draft")).to_be_visible()
    expect(findings).to_contain_text("None in this file")
    assert harbour.text() == moved

    publish_knowing_what_changes(page)
    assert harbour.key() == ["b"]
