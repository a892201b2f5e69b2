"""A student at a quiz in a real browser, with the keyboard alone."""

from dataclasses import dataclass

from playwright.sync_api import Page

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response
from quizapp.database import db
from tests.browser.live import Live
from tests.make import PASSWORD, real_bank

ONE_OF_EACH = list({item.type: ident for ident, item in real_bank().items.items()}.values())
ANSWER = ".question-answer"
TYPED = f"{ANSWER} textarea, {ANSWER} input[type=text]"


@dataclass
class World:
    """A student, and a quiz that was set to the class."""

    live: Live
    student: User
    assignment_id: int

    def responses(self) -> list[Response]:
        """Return what the database holds of the student's newest attempt, steps included."""
        with self.live.rows():
            attempt = db.session.query(Attempt).order_by(Attempt.id.desc()).first()
            assert attempt
            responses = list(attempt.responses)
            for response in responses:
                assert response.steps is not None
        return responses


def world(live: Live, items: list[str], **given: object) -> World:
    with live.rows() as make:
        classroom = make.classroom()
        student = make.enrolment(classroom).student
        assignment = make.assignment(classroom, items=items, **given)
    return World(live, student, assignment.id)


def started(page: Page, world: World) -> Page:
    """Start the quiz on a page where the student is signed in."""
    page.goto(f"/assignments/{world.assignment_id}")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/attempts/*")
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until the page's scripts have run."""
    page.wait_for_selector("html[data-ready]")


class Keyboard:
    """Hands that never leave the keyboard."""

    def __init__(self, page: Page, *, scripted: bool = True) -> None:
        self.page = page
        self.scripted = scripted

    def to(self, selector: str, text: str = "") -> None:
        """Press Tab until the focus is on something that fits."""
        fits = "([s, t]) => document.activeElement.matches(s) && "
        fits += "document.activeElement.textContent.includes(t)"
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(fits, [selector, text]):
                return
        raise AssertionError(f"the Tab key never reached {selector} {text}")

    def press(self, selector: str, text: str = "", key: str = "Enter") -> None:
        self.to(selector, text)
        self.page.keyboard.press(key)

    def sign_in(self, student: User) -> None:
        self.page.goto("/sign-in")
        self.to("input[name=username]")
        self.page.keyboard.type(student.username)
        self.to("input[name=password]")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/due")

    def answer(self, kind: str) -> None:
        """Give some readable answer to the question on the page."""
        match kind:
            case "single_choice" | "best_answer" | "grid" | "contested":
                self.press(f"{ANSWER} input[type=radio]", key="Space")
            case "multiple_response":
                self.press(f"{ANSWER} input[type=checkbox]", key="Space")
            case "hot_text":
                self.press(".target input", key="Space")
            case "ordering":
                self._put_in_order()
            case "ranking":
                self._put_in_order()
                self._type("It comes from somebody who was there.")
            case "numeric":
                self._type("90")
            case "matching" | "categorise" | "gap_fill":
                self._choose_or_type()
            case "short_answer" | "extended_response":
                self._type("The Central Committee decided it.")
            case _:
                raise AssertionError(f"no keys for {kind}")

    def _type(self, words: str) -> None:
        self.to(TYPED)
        self.page.keyboard.type(words)

    def _choose_or_type(self) -> None:
        self.to(f"{ANSWER} select, {ANSWER} input[type=radio], {TYPED}")
        focused = self.page.evaluate("document.activeElement.type")
        keys = {"select-one": "ArrowDown", "radio": "Space"}
        if focused in keys:
            self.page.keyboard.press(keys[focused])
        else:
            self.page.keyboard.type("Politburo")

    def _put_in_order(self) -> None:
        if self.scripted:
            self.press(".order-step[aria-disabled=false]")
            return
        count = self.page.locator(f"{ANSWER} select").count()
        for place in range(1, count + 1):
            self.to(f"{ANSWER} select")
            self.page.keyboard.type(str(place))
