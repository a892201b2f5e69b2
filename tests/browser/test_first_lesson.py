"""The main job from end to end: a class takes a source quiz, and the teacher reads the grid."""

from pathlib import Path

from playwright.sync_api import Page, expect

from quizapp.accounts.models import User
from quizapp.quizzes.publishing import publish_folder
from tests.browser.live import Live, Visitors
from tests.make import NOON

PHONE = {"width": 390, "height": 800}


def begun(live: Live, folder: Path) -> User:
    """Publish the real bank; return a teacher who has no class yet."""
    with live.rows() as make:
        publish_folder(folder, NOON)
        make.school(name="Hill School")
        teacher: User = make.teacher()
    return teacher


def make_a_class(page: Page, name: str) -> str:
    """Make a class; return its join code."""
    page.goto("/classes")
    page.get_by_role("link", name="Make a class").first.click()
    page.get_by_label("Name of the class").fill(name)
    page.locator("main button.main").click()
    page.get_by_role("link", name="Show the code to the class").first.click()
    return page.locator(".projector-code").first.inner_text().strip()


def set_a_quiz(page: Page, name: str) -> None:
    page.get_by_role("link", name="Set for a class", exact=False).nth(1).click()
    page.get_by_role("button", name="Check what students will see").click()
    expect(page.get_by_text(f"Students of {name} can work from")).to_be_visible()
    page.get_by_role("button", name=f"Set for {name}").click()


def join(page: Page, code: str, name: str) -> None:
    page.goto(f"/join?code={code}")
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill("slow-river-41")
    page.get_by_role("button", name="Join the class").click()


def test_a_class_joins_takes_a_quiz_and_shows_up_in_the_grid(
    live: Live, visitors: Visitors, bank_folder: Path
):
    teacher = visitors.open(begun(live, bank_folder))
    code = make_a_class(teacher, "12 History A")
    teacher.goto("/quizzes")
    set_a_quiz(teacher, "12 History A")
    pupil = visitors.open(path="/sign-in", viewport=PHONE)
    join(pupil, code, "Ada Example")
    teacher.get_by_role("link", name="Results").first.click()

    pupil.goto("/due")
    pupil.locator("main .button.main").first.click()
    pupil.locator("main button.main").first.click()
    pupil.get_by_role("radio").first.check()
    expect(pupil.get_by_text("Saved ")).to_be_visible()

    headline = teacher.get_by_role("heading", level=1)
    expect(headline).to_contain_text("1 of 1 is working", timeout=15_000)
    pupil.goto(f"{pupil.url.split('?')[0]}/submission")
    pupil.get_by_role("button", name="Hand in").first.click()
    expect(headline).to_contain_text("The one student has handed in", timeout=15_000)
