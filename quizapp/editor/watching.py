"""Watching the folders of the banks, in a thread of the process that serves."""

import logging
import threading
from pathlib import Path

from flask import Flask
from watchfiles import Change, watch

from quizapp.bank.files import belongs
from quizapp.bank.pictures import is_picture
from quizapp.editor.following import EXTENSION, Follower
from quizapp.web.times import now

QUIET_MS = 300
"""How long a folder must be quiet before it is read: editors save in several steps."""

log = logging.getLogger(__name__)


class Watcher:
    """Follows the folders of an app whenever something changes in them, until it is stopped."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._homes = [folder.resolve() for folder in follower.folders if folder.is_dir()]
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch; returns at once."""
        if self._homes:
            self._thread.start()

    def stop(self) -> None:
        """End within a moment."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        try:
            self._follow()  # what happened between the start of the server and now
            for _changes in watch(
                *self._homes,
                watch_filter=self._matters,
                step=QUIET_MS,
                stop_event=self._stopped,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._follow()
        except Exception:
            log.exception("The folders of the banks are no longer watched; the server goes on")

    def _follow(self) -> None:
        try:
            with self._follower.app.app_context():
                self._follower.follow_all(now())
        except Exception:
            log.exception("A change in the folders of the banks could not be taken over")

    def _matters(self, _change: Change, path: str) -> bool:
        """Return whether a change is one of a bank's files, or of a folder that may hold some."""
        for home in self._homes:
            if Path(path).is_relative_to(home):
                inside = Path(path).relative_to(home).as_posix()
                known = belongs(inside) or is_picture(inside)
                return known or not (inside.startswith(".") or "." in inside)
        return False


def start(app: Flask) -> Watcher | None:
    """Watch the folders that an app follows, if any; to be called in the process that serves."""
    follower: Follower | None = app.extensions.get(EXTENSION)
    if follower is None:
        return None
    watcher = Watcher(follower)
    watcher.start()
    return watcher
