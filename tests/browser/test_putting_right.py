"""A wrong key is found in the figures, mended in its file, put right in the marks, and undone."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Locator, Page, expect

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.editor.cli import publish
from quizapp.quizzes.models import Assignment, ItemVersion
from tests.bank.small import SmallBank
from tests.browser.live import Live, Visitors
from tests.make import Make

FILE = "items/A/A-01.yaml"
STRONG, WEAK = 16, 16
RIGHT, WRONG = "Oil and a helper", "A stronger lamp with more glass"
NOTE = "The key was on the wrong answer. Sorry."


class Lesson:
    """A class of two halves, and a quiz whose first question has the wrong key."""

    def __init__(self, live: Live, folder: Path) -> None:
        self.live, self.bank = live, SmallBank(folder)
        self._move_key(f"text: {RIGHT}", f"text: {WRONG}")
        assert self.publish() == "Published 4 items.\n"
        with live.rows() as make:
            quiz = _quiz(make)
            for number in range(STRONG + WEAK):
                paper = make.attempt(quiz, responses=_answers(strong=number < STRONG))
                if number == 0:
                    self.student: User = paper.student
                    self.review = f"/attempts/{paper.id}/review"
            self.teacher: User = quiz.teacher
            self.results = f"/assignments/{quiz.id}/results"

    def correct(self) -> str:
        """Move the key to the right answer, and publish the folder; return what that says."""
        self._move_key(f"text: {WRONG}", f"text: {RIGHT}")
        return self.publish()

    def _move_key(self, away: str, to: str) -> None:
        text = self.bank.files[FILE].replace("    credit: 1\n", "")
        assert away in text
        self.bank.files[FILE] = text.replace(f"    {to}\n", f"    {to}\n    credit: 1\n")
        self.bank.load()

    def publish(self) -> str:
        given = ["--bank", str(self.bank.folder)]
        done = CliRunner().invoke(publish, given, obj=lambda: self.live.app)
        assert done.exit_code == 0, done.output
        return done.output


def _quiz(make: Make) -> Assignment:
    """Set three questions of the bank to a class."""
    quiz = make.assignment(items=["S1-03", "S1-02", "S1-05"], bank="harbour", title="The letter")
    for place, item_id in zip(quiz.items, ("A-01", "A-02", "A-03"), strict=True):
        version = db.session.scalars(db.select(ItemVersion).filter_by(item_id=item_id)).one()
        place.version, place.max_mark = version, version.content["max_mark"]
    db.session.flush()
    return quiz


def _answers(*, strong: bool) -> dict[int, str | dict[str, list[str]]]:
    """Who is strong knows what is true, whatever the key says."""
    known = "right" if strong else "wrong"
    return {1: {"choice": ["a" if strong else "b"]}, 2: known, 3: known}


@pytest.fixture
def lesson(live: Live, tmp_path: Path) -> Lesson:
    return Lesson(live, tmp_path / "harbour")


def test_a_wrong_key_is_found_mended_told_and_undone(lesson: Lesson, visitors: Visitors) -> None:
    desk = visitors.open(lesson.teacher, lesson.results)
    paper = visitors.open(lesson.student, lesson.review)
    expect(first_question(paper)).to_contain_text("Not right")

    find_the_wrong_key(desk)
    assert lesson.correct() == "Published 4 items.\n"
    preview(desk)
    paper.reload()
    expect(first_question(paper)).not_to_contain_text("put right")
    desk.get_by_label("Note to the students").fill(NOTE)
    desk.get_by_role("button", name="Put it right").click()
    expect(desk.locator("main")).to_contain_text("32 attempts changed")

    paper.reload()
    told = first_question(paper).locator(".correction-note")
    expect(told).to_contain_text(NOTE)
    expect(told).to_contain_text("Your answer was worth 0 and is now worth 1 of 1.")
    expect(told).to_contain_text(re.compile(f"Right before\\s*{WRONG}\\s*Right now\\s*{RIGHT}"))
    desk.get_by_role("button", name=re.compile("Undo")).click()
    expect(desk.locator("main")).to_contain_text("Undone by")

    paper.reload()
    expect(first_question(paper)).to_contain_text("Not right")
    expect(first_question(paper)).not_to_contain_text(NOTE)


def first_question(page: Page) -> Locator:
    return page.locator("#question-1")


def find_the_wrong_key(desk: Page) -> None:
    """Go from the results to the figures, and from the remark there to the question."""
    desk.get_by_role("link", name="Item statistics").click()
    expect(desk.locator("h1")).to_contain_text(re.compile(r"Questions? 1\b.* checking"))
    row = desk.locator(".statistics-items tbody tr").first
    expect(row).to_contain_text("Stronger students did worse here: check the key.")
    row.get_by_role("link").first.click()
    desk.locator("#options-1").get_by_role("link", name="What was answered").click()
    expect(desk.locator("h1")).to_contain_text("What does the keeper ask")


def preview(desk: Page) -> None:
    desk.get_by_role("link", name="Put this question right").click()
    expect(desk.get_by_label("Score every answer again")).to_be_checked()
    desk.get_by_role("button", name="Show what would change").click()
    expect(desk.locator("h1")).to_have_text(
        f"{STRONG} students would gain, {WEAK} would lose, 0 would stay as they are."
    )
