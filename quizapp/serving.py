"""Serving the app: gunicorn with threads, granian where gunicorn does not run."""

import os
import socket
import sys
from typing import Any

from flask import Flask

from quizapp.database import db
from quizapp.editor import watching


class CannotListen(Exception):
    """The address cannot be served; the message says why and what to do."""


def check_address(host: str, port: int) -> None:
    """Raise `CannotListen` unless this program can listen there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there it would share a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotListen(
                f"This account may not listen on port {port}. Choose one above 1023: --port 8000"
            ) from None
        except OSError:
            raise CannotListen(
                f"Port {port} is in use, perhaps by a quizapp that runs already. "
                f"Stop that, or choose another port: --port {port % 65535 + 1}"
            ) from None


def serve(app: Flask, host: str, port: int) -> None:
    """Serve until stopped.

    On SQLite one process with many threads (one writer suits it best), on PostgreSQL one process a
    core. The app is made once, before the processes fork; folders of banks that it follows are
    watched in the process that serves.
    """
    settings = app.config["QUIZAPP"]
    with app.app_context():
        db.engine.dispose()  # no connection may be shared between processes
    if sys.platform == "win32":
        _serve_with_granian(app, host, port, settings.threads_a_process)
    else:
        workers = 1 if settings.sqlite else max(2, os.cpu_count() or 1)
        _serve_with_gunicorn(app, host, port, workers, settings.threads_a_process)


def _serve_with_gunicorn(app: Flask, host: str, port: int, workers: int, threads: int) -> None:
    from gunicorn.app.base import BaseApplication

    watchers: list[watching.Watcher | None] = []

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        def load_config(self) -> None:
            chosen: dict[str, Any] = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": threads,
                "graceful_timeout": 3,
                "loglevel": "warning",
                "proc_name": "quizapp",
                "post_worker_init": lambda _worker: watchers.append(watching.start(app)),
                "worker_exit": lambda _server, _worker: stop(watchers),
            }
            for name, value in chosen.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    Server().run()


def stop(watchers: list[watching.Watcher | None]) -> None:
    """Stop the watchers of a process that ends."""
    while watchers:
        if watcher := watchers.pop():
            watcher.stop()


def _serve_with_granian(app: Flask, host: str, port: int, threads: int) -> None:
    from granian import Granian

    # Windows starts the worker as a new process, which makes the app again from the environment.
    os.environ["QUIZAPP_DEMO"] = "1" if app.config["DEMO"] else ""
    Granian(
        "quizapp.cli:served_app",
        address=host,
        port=port,
        interface="wsgi",
        factory=True,
        blocking_threads=threads,
    ).serve()
