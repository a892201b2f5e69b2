"""The network goes away, the server dies, the time runs out: no answer is lost."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from quizapp import create_app, migrations
from quizapp.attempts.models import Ended, StepKind
from quizapp.config import Settings
from quizapp.database import db
from quizapp.web import times
from tests.browser.live import Live, Visitors
from tests.browser.quiz import World, ready, started, world
from tests.make import PASSWORD, Make

GONE = r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|status 409|409 \(CONFLICT\)"
SAVED = re.compile(r"Saved \d\d:\d\d")
KEPT = "No connection. Your answers are kept on this device and will be sent."


class Clock:
    """The server's time, which a test can move."""

    def __init__(self) -> None:
        self.ahead = timedelta()
        self._real = times.now

    def now(self) -> datetime:
        return self._real() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(times, "now", clock.now)
    return clock


@pytest.fixture
def there(live: Live, visitors: Visitors) -> World:
    visitors.allow(GONE)
    return world(live, ["S1-03", "S1-15"], time_limit_minutes=30)


def sign_in(page: Page, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/due")


def choose(page: Page, number: int) -> str:
    """Choose an option and return its id."""
    option = page.locator(".question-answer .choice input").nth(number)
    option.check()
    return option.get_attribute("value") or ""


def test_answers_are_kept_while_there_is_no_connection_and_sent_when_it_is_back(
    visitors: Visitors, there: World
):
    page = started(visitors.open(there.student), there)

    page.context.set_offline(True)
    chosen = choose(page, 1)
    expect(page.locator("[data-offline]")).to_have_text(KEPT)
    expect(page.locator(".save-status")).to_have_text("Kept on this device")
    page.context.set_offline(False)

    expect(page.locator(".save-status")).to_have_text(SAVED)
    expect(page.locator("[data-offline]")).to_have_text("")
    assert there.responses()[0].fields == {"choice": [chosen]}


def test_a_browser_of_some_years_ago_saves_too(visitors: Visitors, there: World):
    page = visitors.open(there.student)
    page.context.add_init_script("delete AbortSignal.timeout")
    page = started(page, there)
    assert page.evaluate("AbortSignal.timeout === undefined")

    chosen = choose(page, 1)
    expect(page.locator(".save-status")).to_have_text(SAVED)

    assert there.responses()[0].fields == {"choice": [chosen]}


def test_the_page_is_not_left_while_there_is_no_connection(visitors: Visitors, there: World):
    page = started(visitors.open(there.student), there)

    page.context.set_offline(True)
    chosen = choose(page, 1)
    page.get_by_role("button", name="Save and next").click()
    expect(page.locator("[data-offline]")).to_contain_text("opens when the connection is back")
    page.wait_for_timeout(2500)  # tries again meanwhile, in vain
    expect(page.locator("[data-offline]")).to_contain_text("opens when the connection is back")
    page.context.set_offline(False)
    page.wait_for_url("**question=2")

    assert there.responses()[0].fields == {"choice": [chosen]}


def test_who_works_on_while_the_next_page_waits_stays(visitors: Visitors, there: World):
    page = started(visitors.open(there.student), there)

    page.context.set_offline(True)
    choose(page, 1)
    page.get_by_role("button", name="Save and next").click()
    expect(page.locator("[data-offline]")).to_contain_text("opens when the connection is back")
    chosen = choose(page, 2)
    expect(page.locator("[data-offline]")).to_have_text(KEPT)
    page.context.set_offline(False)
    expect(page.locator(".save-status")).to_have_text(SAVED)

    assert "question=2" not in page.url
    assert there.responses()[0].fields == {"choice": [chosen]}


def test_a_reload_without_a_connection_loses_nothing(visitors: Visitors, there: World):
    page = started(visitors.open(there.student), there)

    page.context.set_offline(True)
    chosen = choose(page, 2)
    expect(page.locator("[data-offline]")).to_have_text(KEPT)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.context.set_offline(False)
    page.reload()
    ready(page)

    expect(page.locator(f'input[value="{chosen}"]')).to_be_checked()
    expect(page.locator(".save-status")).to_have_text(SAVED)
    assert there.responses()[0].fields == {"choice": [chosen]}


def test_answers_that_wait_are_sent_from_the_list_of_quizzes_too(visitors: Visitors, there: World):
    page = started(visitors.open(there.student), there)
    page.context.set_offline(True)
    chosen = choose(page, 0)
    expect(page.locator("[data-offline]")).to_have_text(KEPT)
    page.close()
    page.context.set_offline(False)

    other = page.context.new_page()
    visitors.watch(other)
    with other.expect_response("**/responses/1"):
        other.goto("/due")

    assert there.responses()[0].fields == {"choice": [chosen]}


def test_handing_in_waits_for_the_answers_on_the_device(visitors: Visitors, there: World):
    page = started(visitors.open(there.student), there)
    where = page.url.partition("?")[0]
    page.goto(f"{where}/submission")
    other = page.context.new_page()
    visitors.watch(other)
    other.goto(f"{where}?question=1")
    ready(other)
    page.context.set_offline(True)
    choose(other, 0)
    expect(other.locator("[data-offline]")).to_have_text(KEPT)

    page.get_by_role("button", name="Hand in").click()

    expect(page.locator("[data-unsent]")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/review")
    assert there.responses()[0].fields


def test_what_comes_after_the_deadline_is_kept_for_the_teacher(
    visitors: Visitors, there: World, clock: Clock
):
    page = started(visitors.open(there.student), there)

    page.context.set_offline(True)
    chosen = choose(page, 1)
    expect(page.locator("[data-offline]")).to_have_text(KEPT)
    clock.ahead = timedelta(minutes=31)
    with page.expect_response("**/responses/1") as reply:
        page.context.set_offline(False)

    assert reply.value.json()["late"] is True
    page.wait_for_url("**/review")
    response = there.responses()[0]
    assert response.fields == {}
    assert [(s.kind, s.fields) for s in response.steps if s.kind is StepKind.LATE] == [
        (StepKind.LATE, {"choice": [chosen]})
    ]


def test_at_the_deadline_the_last_words_are_sent_by_themselves(
    live: Live, visitors: Visitors, clock: Clock
):
    there = world(live, ["S1-16"], time_limit_minutes=30)
    page = visitors.open(there.student)
    page.clock.install()
    started(page, there)

    page.locator("textarea, .question-answer input[type=text]").first.fill("The last words.")
    clock.ahead = timedelta(minutes=30, seconds=3)
    page.clock.fast_forward("30:02")
    expect(page.get_by_role("heading", name="Time is over")).to_be_visible()
    clock.ahead = timedelta(minutes=30, seconds=12)
    page.get_by_role("link", name="See what comes next").click()
    page.wait_for_url("**/review")

    response = there.responses()[0]
    assert "The last words." in str(response.fields)
    with live.rows():
        db.session.add(response)
        assert response.attempt.ended_by is Ended.CLOCK


def test_signing_out_elsewhere_keeps_the_answer_on_the_device(visitors: Visitors, there: World):
    visitors.allow(r"status 40[01]|40[01] \(")
    page = started(visitors.open(there.student), there)
    cookies = page.context.cookies()
    page.context.clear_cookies()

    chosen = choose(page, 1)
    expect(page.locator("[data-offline]")).to_contain_text("kept on this device")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.reload()
    ready(page)

    expect(page.locator(".save-status")).to_have_text(SAVED)
    assert there.responses()[0].fields == {"choice": [chosen]}


SERVE = """
import sys
from pathlib import Path
from quizapp import create_app
from quizapp.config import Settings
create_app(Settings(instance=Path(sys.argv[1]), scrypt_n=2)).run("127.0.0.1", int(sys.argv[2]))
"""


def test_an_acknowledged_answer_survives_a_killed_server(tmp_path: Path, chromium: Browser):
    app = create_app(Settings(instance=tmp_path, scrypt_n=2))
    with app.app_context():
        migrations.bring_up_to_date(db.engine)
        make = Make()
        classroom = make.classroom()
        username = make.enrolment(classroom).student.username
        assignment_id = make.assignment(classroom).id
        db.session.commit()
        db.engine.dispose()
    address, server = serve(tmp_path)
    try:
        page = chromium.new_context(base_url=address).new_page()
        sign_in(page, username)
        page.goto(f"/assignments/{assignment_id}")
        page.get_by_role("button", name="Start").click()
        ready(page)
        chosen = choose(page, 2)
        expect(page.locator(".save-status")).to_have_text(SAVED)
    finally:
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
    page.context.close()

    with sqlite3.connect(tmp_path / "quiz.db") as database:
        rows = database.execute("SELECT fields FROM response").fetchall()
    database.close()
    assert [json.loads(fields) for (fields,) in rows] == [{"choice": [chosen]}]


def serve(instance: Path) -> tuple[str, subprocess.Popen[bytes]]:
    """Start a server of its own and return its address once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(instance), str(port)]
    root = Path(__file__).parents[2]
    server = subprocess.Popen(
        command, cwd=root, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(f"{address}/healthz").close()  # noqa: S310
            return address, server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise AssertionError("the server did not start")


def test_answers_are_kept_at_an_address_that_is_no_secure_context(live: Live, chromium: Browser):
    there = world(live, ["S1-03", "S1-15"])
    port = live.address.rpartition(":")[2]
    context = chromium.new_context(base_url=f"http://school.test:{port}")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    sign_in(page, there.student.username)
    started(page, there)

    context.set_offline(True)
    chosen = choose(page, 1)
    expect(page.locator("[data-offline]")).to_have_text(KEPT)
    context.set_offline(False)
    expect(page.locator(".save-status")).to_have_text(SAVED)
    secure = page.evaluate("window.isSecureContext")
    context.close()

    assert not secure
    assert not errors
    assert there.responses()[0].fields == {"choice": [chosen]}
