"""A running server and watched browser pages, for tests that need both."""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response
from werkzeug.serving import WSGIRequestHandler, make_server

from quizapp.accounts.models import User
from quizapp.database import Model, db
from tests.make import PASSWORD, Make

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name that leads to this machine, and that the browser treats like any other host.
    "--host-resolver-rules=MAP school.test 127.0.0.1",
]
OWN_SCHEMES = {"data", "blob", "about"}


def chromium_path() -> str | None:
    """Return the Chromium to use: ``QUIZAPP_CHROMIUM``, or the first one on the path."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("QUIZAPP_CHROMIUM") or next(filter(None, found), None)


def _closing(app: Flask) -> "WSGIApplication":
    """Close every answer itself.

    Werkzeug's development server forgets to when the browser hangs up while it reads what is left
    of the request, and a file that nobody closed fails whichever test runs by then.
    """

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterator[bytes]:
        with closing(app(environ, start_response)) as parts:  # type: ignore[type-var]
            yield from parts

    return answer


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing: the test says what matters."""


class Live:
    """The app served in a thread, on a database of its own."""

    def __init__(self, app: Flask, host: str = "127.0.0.1") -> None:
        self.app = app
        self._server = make_server(host, 0, _closing(app), threaded=True, request_handler=_Silent)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self.address = f"http://{host}:{self._server.server_port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        with self.app.app_context():
            db.engine.dispose()

    @contextmanager
    def rows(self) -> Iterator[Make]:
        """Open the server's database to make or look at rows; commits at the end.

        The rows stay readable afterwards, though not what has not been loaded. While this is
        open the server cannot write, so no page may be used inside.
        """
        with self.app.app_context():
            db.session().expire_on_commit = False
            yield Make()
            db.session.commit()

    def wipe(self) -> None:
        """Delete every row."""
        with self.app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in reversed(Model.metadata.sorted_tables):
                connection.execute(table.delete())


class Visitors:
    """Opens pages in browsers of their own, and notes whatever goes wrong in any of them."""

    def __init__(self, live: Live, chromium: Browser) -> None:
        self.live = live
        self.problems: list[str] = []
        self._allowed: list[str] = []
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []

    def open(self, user: User | None = None, path: str = "/", **options: object) -> Page:
        """Open a page in a new browser, signed in through the form when a user is given.

        ``options`` are those of Playwright's ``new_context``: ``viewport``, ``color_scheme``,
        ``java_script_enabled``.
        """
        context = self._chromium.new_context(base_url=self.live.address, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        page = context.new_page()
        self.watch(page)
        if user:
            page.goto("/sign-in")
            page.get_by_label("User name").fill(user.username)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: not urlsplit(url).path.startswith("/sign-in"))
        if path != "/" or not user:
            page.goto(path)
        return page

    def watch(self, page: Page) -> None:
        """Note console errors, uncaught errors, failed or refused requests, and other hosts."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._note(f"uncaught: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def allow(self, pattern: str) -> None:
        """Let problems pass that match the pattern: those that the test brings about."""
        self._allowed.append(pattern)

    def close(self) -> None:
        """End all browsers; fails when anything went wrong that the test did not allow."""
        for context in self._contexts:
            context.close()
        left = [p for p in self.problems if not any(re.search(a, p) for a in self._allowed)]
        assert not left, "\n".join(left)

    def _note(self, problem: str) -> None:
        self.problems.append(problem)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._note(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and not request.url.startswith(self.live.address + "/"):
            self._note(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that was left before it was there
            self._note(f"failed: {request.method} {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"status {response.status}: {response.request.method} {response.url}")
