"""A live server and a real browser. Every test in this folder has the marker ``browser``."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import quizapp
from quizapp import create_app, migrations
from quizapp.config import Settings
from quizapp.database import db
from tests.browser.live import SWITCHES, Live, Visitors, chromium_path

HERE = Path(__file__).parent
EDITOR = Path(quizapp.__file__).parent / "static" / "vendor" / "editor.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; without one the tests are skipped, which CI does not accept."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium: set QUIZAPP_CHROMIUM, or install one where the path finds it"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def editor_built() -> None:
    """The authors' editor; without it the tests are skipped, which CI does not accept."""
    if not EDITOR.is_file():
        reason = "the editor is not built: python3 run.py setup builds it where npm can be had"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """The app on a free port of this machine, with a SQLite file of its own."""
    instance = tmp_path_factory.mktemp("live")
    app = create_app(Settings(instance=instance, scrypt_n=2, threads=8))
    with app.app_context():
        migrations.bring_up_to_date(db.engine)
    live = Live(app)
    live.start()
    yield live
    live.stop()


@pytest.fixture
def live(server: Live) -> Iterator[Live]:
    """The running server; its database is empty before and after the test."""
    server.wipe()
    yield server
    server.wipe()


@pytest.fixture
def visitors(live: Live, chromium: Browser) -> Iterator[Visitors]:
    """Opens pages. The test fails on console errors, failed requests and other hosts."""
    visitors = Visitors(live, chromium)
    yield visitors
    visitors.close()
