"""A PostgreSQL of the tests' own: made, used and thrown away."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def programs() -> Path | None:
    """Return the folder of PostgreSQL's own programs, if it is installed."""
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    return next((place for place in PLACES if (place / "initdb").exists()), None)


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Run a fresh cluster on a free port as an unprivileged user; yield its address.

    Its folder is not one of pytest's: each run of pytest, and each runner beside this one, closes
    the folder above those to everybody else when it begins.
    """
    with (
        tempfile.TemporaryDirectory(prefix="quizapp-postgres-") as folder,
        _cluster(Path(folder)) as address,
    ):
        yield address


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    place = programs()
    if place is None:
        reason = "PostgreSQL is not installed; install it or set TEST_POSTGRES_URL"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    data, port = folder / "data", _free_port()
    user = _unprivileged(folder)
    start = [place / "postgres", "-D", data, "-p", str(port), "-k", folder, "-c", "fsync=off"]
    subprocess.run(
        [place / "initdb", "-D", data, "-U", "quizapp", "-A", "trust", "-E", "UTF8", "--locale=C"],
        check=True, capture_output=True, user=user, cwd=folder,
    )  # fmt: skip
    server = subprocess.Popen(
        [*start, "-c", "listen_addresses=127.0.0.1"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user, cwd=folder,
    )  # fmt: skip
    try:
        _wait_until_ready(place, port)
        yield f"postgresql+psycopg://quizapp@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _unprivileged(folder: Path) -> str | None:
    """Return whom to run as: PostgreSQL refuses root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    shutil.chown(folder, "nobody")
    return "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(place: Path, port: int) -> None:
    for _ in range(150):
        ready = subprocess.run(
            [place / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False
        )
        if ready.returncode == 0:
            return
        time.sleep(0.2)
    raise RuntimeError("PostgreSQL did not start")


@contextmanager
def own_database(address: str) -> Iterator[str]:
    """Yield a given database; where tests run side by side, a new one beside it for each runner."""
    runner = os.environ.get("PYTEST_XDIST_WORKER")
    if runner is None:
        yield address
        return
    given = make_url(address)
    name = f"{given.database}_{runner}"
    plain = given.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        yield given.set(database=name).render_as_string(hide_password=False)
        connection.execute(SQL("DROP DATABASE {}").format(Identifier(name)))
