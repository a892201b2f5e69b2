"""A teacher reads the grid while a class works."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quizapp.accounts.models import User
from quizapp.attempts import actions
from quizapp.attempts.models import Attempt
from quizapp.database import db
from quizapp.web.times import now
from tests.browser.live import Live, Visitors

SOON = 6_000
NAMES = ("Mia Abbot", "Zed Moss", "Ada Young")


class Lesson:
    """A class of three with one quiz: two attempts handed in, one under way."""

    def __init__(self, live: Live) -> None:
        self.live = live
        with live.rows() as make:
            quiz = make.assignment(items=["S1-03", "S1-02", "S1-16"], title="Source 1 clinic")
            self.teacher: User = quiz.teacher
            people = [make.enrolment(quiz.classroom, make.student(name=n)).student for n in NAMES]
            make.attempt(quiz, people[0], {1: "wrong", 2: "right", 3: "right"})
            make.attempt(quiz, people[1], {1: "right", 2: "right"})
            working = make.attempt(quiz, people[2], {1: "wrong"}, handed_in=False, started_at=now())
        self.results = f"/assignments/{quiz.id}/results"
        self.pages = {
            "the class": f"/classes/{quiz.classroom_id}",
            "the grid": self.results,
            "an item": f"/assignments/{quiz.id}/items/1",
            "an essay": f"/assignments/{quiz.id}/items/3",
            "the projector": f"/assignments/{quiz.id}/items/2/projector",
            "the answer": f"/assignments/{quiz.id}/items/2/projector?answer=1",
            "a student": f"/assignments/{quiz.id}/students/{people[0].id}",
        }
        self._working = working.id

    def hand_in(self) -> None:
        """Let the third student hand in."""
        with self.live.rows():
            actions.hand_in(db.session.get_one(Attempt, self._working), now())


@pytest.fixture
def lesson(live: Live) -> Lesson:
    return Lesson(live)


def open_grid(lesson: Lesson, visitors: Visitors) -> Page:
    """Open the grid and wait for its behaviours."""
    page = visitors.open(lesson.teacher, lesson.results)
    page.wait_for_selector("html[data-ready]")
    return page


def names(page: Page) -> list[str]:
    return [name.strip() for name in page.locator("tbody th .real-name").all_text_contents()]


def row(page: Page, name: str) -> list[str | None]:
    cells = page.get_by_role("row", name=re.compile(name)).locator("td[data-sight]").all()
    return [cell.get_attribute("data-sight") for cell in cells]


def test_the_grid_follows_the_class_while_it_works(lesson: Lesson, visitors: Visitors):
    page = open_grid(lesson, visitors)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("2 of 3 have handed in.")
    assert row(page, "Ada") == ["answered", "ahead", "ahead"]

    page.get_by_text("The questions", exact=True).click()
    lesson.hand_in()

    expect(heading).to_contain_text("Everybody has handed in.", timeout=SOON)
    assert row(page, "Ada") == ["wrong", "unreached", "unreached"]
    expect(page.locator("#stems")).to_have_attribute("open", "")


def test_nothing_is_fetched_again_while_nothing_changes(lesson: Lesson, visitors: Visitors):
    page = open_grid(lesson, visitors)
    answers: list[tuple[str, int]] = []
    page.on("response", lambda r: answers.append((r.url.rpartition("/")[2], r.status)))

    page.wait_for_timeout(4_500)

    assert set(answers) == {("version", 304)}


def test_lines_are_sorted_in_place_and_stay_so(lesson: Lesson, visitors: Visitors):
    page = open_grid(lesson, visitors)
    assert names(page) == ["Zed Moss", "Mia Abbot", "Ada Young"]

    page.get_by_role("link", name="By name").press("Enter")
    assert names(page) == ["Mia Abbot", "Zed Moss", "Ada Young"]
    expect(page.get_by_role("columnheader", name="Student")).to_have_attribute(
        "aria-sort", "ascending"
    )
    lesson.hand_in()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Everybody", timeout=SOON)

    assert names(page) == ["Mia Abbot", "Zed Moss", "Ada Young"]
    expect(page.get_by_role("link", name="By name")).to_have_attribute("aria-current", "true")


def test_a_key_hides_the_names_and_shows_them_again(lesson: Lesson, visitors: Visitors):
    page = open_grid(lesson, visitors)

    page.keyboard.press("n")
    expect(page.get_by_text("Zed Moss")).to_have_count(0)
    expect(page.get_by_role("link", name="Show names")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Question 1")).first.click()
    page.get_by_text("Who chose this").first.click()
    expect(page.get_by_text(re.compile(r"Student \d")).first).to_be_visible()
    page.go_back()
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("n")

    expect(page.get_by_text("Zed Moss")).to_be_visible()


def test_everything_works_without_a_script(lesson: Lesson, visitors: Visitors):
    page = visitors.open(lesson.teacher, lesson.results, java_script_enabled=False)

    page.get_by_role("link", name="By name").click()
    assert names(page) == ["Mia Abbot", "Zed Moss", "Ada Young"]
    page.get_by_role("link", name="Hide names").click()
    expect(page.get_by_text("Zed Moss")).to_have_count(0)
    lesson.hand_in()
    page.get_by_role("link", name="Reload").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Everybody has handed in.")
    expect(page.get_by_text("Zed Moss")).to_have_count(0)


def test_a_page_that_is_signed_out_says_that_it_is_no_longer_fresh(
    lesson: Lesson, visitors: Visitors
):
    visitors.allow("401")
    page = open_grid(lesson, visitors)

    page.context.clear_cookies()

    expect(page.get_by_text("no longer kept fresh")).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible_and_do_not_scroll_sideways(
    lesson: Lesson, visitors: Visitors, scheme: str, width: int
):
    page = visitors.open(
        lesson.teacher, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    for what, path in lesson.pages.items():
        page.goto(path)
        page.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")

        found = Axe().run(page).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")

        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], what
        assert wide <= 0, what
