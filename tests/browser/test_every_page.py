"""Every page there is, as each role sees it: accessible, inside its width, nothing amiss.

The pages are those of the demo school with small classes, so that each has something to show.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from quizapp import create_app
from quizapp.accounts.models import Role, User
from quizapp.attempts.models import Attempt, Response, State
from quizapp.comparing.models import ComparingRound
from quizapp.config import Settings
from quizapp.database import db
from quizapp.demo import cli, people
from quizapp.editor import actions
from quizapp.editor.models import Conflict
from quizapp.editor.working import find_working, text_hash
from quizapp.peers.models import PeerAssessment
from quizapp.quizzes.models import Assignment, BankRevision
from quizapp.reteaching.models import Reteaching
from quizapp.web.access import ACCESS
from tests.browser.live import Live, Visitors
from tests.make import NOON

WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 800}
NO_PAGES = {
    "attempts.picture",
    "insights.version",
    "classrooms.sample_roster",
    "static",
    "healthz",
    "readyz",
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The demo school on a server of its own."""
    folder = tmp_path_factory.mktemp("school")
    settings = Settings(instance=folder, demo=True, scrypt_n=2, threads=8)
    cli.make(settings, most=6)
    live = Live(create_app(settings))
    with live.app.app_context():
        begin_drafts()
        db.session.commit()
    live.start()
    yield live
    live.stop()


BANK, DRAFTED = "stalin-trotsky", "items/S1/S1-01.yaml"


def begin_drafts() -> None:
    """Save a draft with an error and a warning, of a file that somebody changed elsewhere too."""
    author = db.session.scalars(db.select(User).filter_by(username=account("author"))).one()
    working = find_working(BANK)
    text = working.text(DRAFTED) if working else None
    assert text
    changed = text.replace("difficulty: ", "difficulty: 9", 1)
    actions.save(BANK, DRAFTED, changed, text_hash(text), author, NOON)
    theirs = f"{text}# Read again.\n"
    values = {"folder_text": theirs, "folder_hash": text_hash(theirs), "found_at": NOON}
    db.session.add(Conflict(bank=BANK, path=DRAFTED, **values))


ESSAY = {"position": 7}
"""Where the first quiz of the demo school asks for an essay."""

CHOICES: dict[str, dict[str, Any]] = {
    "peers.overview": ESSAY,
    "peers.terms": ESSAY,
    "regrading.preview": {"remedy": "drop"},
    "reteaching.new": {"bank": BANK, "belief": "quiet-folk-are-officials"},
}
CHOICES |= {
    f"editor.{page}": {"path": "items/S1/S1-03.yaml"}
    for page in ("file", "file_history", "form", "see")
}
CHOICES |= {each: {"item_id": "S1-16"} for each in ("comparing.index", "comparing.new")}
"""What pages have to be told that show something chosen before."""


def account(role: str) -> str:
    """Return the user name of somebody with this role; the student has attempts to look at."""
    if role == "student":
        with_attempt = db.select(User.username).join(Attempt, Attempt.student_id == User.id)
        return str(db.session.scalars(with_attempt.order_by(User.id)).first())
    wanted = {"is_author": True} if role == "author" else {"role": Role(role)}
    named = db.select(User.username).filter_by(**wanted)
    return str(db.session.scalars(named.order_by(User.id)).first())


def pages_of(live: Live, role: str) -> tuple[str, list[str]]:
    """Return somebody's user name and the addresses of all pages that are for them."""
    with live.app.app_context():
        username = account(role)
        user = db.session.scalars(db.select(User).filter_by(username=username)).one()
        values = parameters(user)
        urls = []
        with live.app.test_request_context():
            for rule in live.app.url_map.iter_rules():
                access = getattr(live.app.view_functions[rule.endpoint], ACCESS, "")
                if rule.endpoint in NO_PAGES or rule.rule.endswith((".csv", ".xlsx", ".zip")):
                    continue
                if "GET" in (rule.methods or ()) and for_role(access, role):
                    urls += addresses(live, rule.endpoint, set(rule.arguments), values)
        return username, sorted(set(urls))


def for_role(access: str, role: str) -> bool:
    """Tell whether a page is walked as this role.

    The other pages of authors and admins are those of a teacher, and walked as one.
    """
    if role == "author":
        return access == "author"
    shared = access in {"signed in", "everyone"}
    return shared or (access == "admin" if role == "admin" else role in access.split())


def addresses(
    live: Live, endpoint: str, names: set[str], values: dict[str, list[Any]]
) -> list[str]:
    if not names <= set(values):
        return []
    if endpoint == "attempts.show":
        return [live.app.url_for(endpoint, attempt_id=each) for each in values["attempt_id"]]
    chosen = CHOICES.get(endpoint, {})
    return [live.app.url_for(endpoint, **{**{name: values[name][0] for name in names}, **chosen})]


def parameters(user: User) -> dict[str, list[Any]]:
    """Return values for the parts of addresses, of rows that this person may see."""
    if user.role is Role.STUDENT:
        attempts = db.session.scalars(db.select(Attempt).filter_by(student_id=user.id)).all()
        assignment = attempts[0].assignment
    else:
        mine = db.select(Assignment).order_by(Assignment.id)
        if user.role is Role.TEACHER:
            mine = mine.filter_by(teacher_id=user.id)
        assignment = db.session.scalars(mine).first()
        attempts = db.session.scalars(
            db.select(Attempt).filter_by(assignment_id=assignment.id)
        ).all()
    return {
        "assignment_id": [assignment.id],
        "classroom_id": [assignment.classroom_id],
        "student_id": [attempts[0].student_id],
        "user_id": [user.id],
        "attempt_id": [attempt.id for attempt in attempts],
        "position": [1],
        "bank": [BANK],
        "source_id": ["src1"],
        "quiz_id": ["Q02"],
        "path": [DRAFTED],
        "item_id": ["S1-03"],
        "number": list(db.session.scalars(db.select(BankRevision.id))),
        "token": ["unknown"],
        **asked_again(),
        **(waiting(assignment) if user.role is not Role.STUDENT else given_to(user)),
    }


def asked_again() -> dict[str, list[Any]]:
    """Return a follow-up on a belief; only the pages of teachers name one."""
    found = db.session.scalars(db.select(Reteaching.id)).all()
    return {"reteaching_id": list(found)} if found else {}


def given_to(student: User) -> dict[str, list[Any]]:
    """Return a classmate's answer that a student was given to read, and its round."""
    given = db.session.scalars(db.select(PeerAssessment).filter_by(reader_id=student.id)).all()
    each = given[-1]
    return {"assessment_id": [each.id], "round_id": [each.round_id]}


def waiting(assignment: Assignment) -> dict[str, list[Any]]:
    """Return an answer of a class that waits for marking, and its question."""
    waits = db.session.scalars(
        db.select(Response)
        .join(Response.attempt)
        .where(
            Attempt.assignment_id == assignment.id,
            Attempt.submitted_at.is_not(None),
            Response.state == State.WAITING,
        )
    ).first()
    found = {"response_id": [waits.id], "item_id": [waits.version.item_id]} if waits else {}
    rounds = db.session.scalars(db.select(ComparingRound.id)).all()
    return {**found, "round_id": [*rounds]} if rounds else found


def opened(live: Live, visitors: Visitors, username: str, **options: object) -> Page:
    page = visitors.open(path="/sign-in", **options)
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.locator("main form button.main").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


@pytest.mark.parametrize("role", ["student", "teacher", "author", "admin"])
def test_every_page_is_accessible_and_fits(school: Live, chromium: Browser, role: str):
    visitors = Visitors(school, chromium)
    visitors.allow(r"/(cards|invitations)/unknown|/setup|status of (404|410)")
    username, urls = pages_of(school, role)
    page = opened(school, visitors, username, reduced_motion="reduce")
    amiss: list[str] = []

    for url in urls:
        page.set_viewport_size(WIDE)
        page.emulate_media(color_scheme="light")
        page.goto(url)
        page.locator("html[data-ready]").wait_for(state="attached")
        amiss += found_by_axe(page, {"type": "tag", "values": TAGS})
        page.emulate_media(color_scheme="dark")
        amiss += found_by_axe(page, {"type": "rule", "values": ["color-contrast"]})
        for viewport in (WIDE, PHONE):
            page.set_viewport_size(viewport)
            across = page.evaluate("document.documentElement.scrollWidth")
            if across > viewport["width"]:
                amiss.append(f"{url}: {across} px wide")

    visitors.close()
    assert not amiss, "\n".join(amiss)
    assert len(urls) > 5


def found_by_axe(page: Page, rules: dict[str, object]) -> list[str]:
    """Return what axe-core finds on the page as it is now."""
    found = Axe().run(page, options={"runOnly": rules})
    return [
        f"{page.url}: {violation['id']}: {violation['nodes'][0]['html'][:200]}"
        for violation in found.response["violations"]
    ]
