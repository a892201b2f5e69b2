import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from click.testing import CliRunner

from quizapp.demo import people
from quizapp.demo.cli import demo

START_WITHIN = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def fetched(address: str, server: subprocess.Popen[str]) -> str:
    """Return the page as soon as the server answers."""
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310  (our own http server)
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"no answer from {address}")


def test_one_command_makes_the_demo_and_serves_it(tmp_path: Path):
    port = free_port()
    command = [sys.executable, "-m", "quizapp", "demo", "--port", str(port)]
    real = {"DATABASE_URL": "postgresql://localhost:1/real", "QUIZAPP_INSTANCE": str(tmp_path)}
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **real},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            page = fetched(f"http://127.0.0.1:{port}/", server)
        finally:
            server.terminate()
            said, _ = server.communicate(timeout=20)

    assert people.PASSWORD in page
    assert f"http://127.0.0.1:{port}" in said
    assert all(account.username in said for account in people.ACCOUNTS)
    assert "Error" not in said
    assert {path.name for path in tmp_path.iterdir()} >= {"demo.db", "secret_key"}
    assert not (tmp_path / "quiz.db").exists()


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(
            demo, ["--port", str(port)], env={"QUIZAPP_INSTANCE": str(tmp_path)}
        )

    assert result.exit_code == 1
    assert f"Port {port} is in use" in result.output
    assert not list(tmp_path.iterdir())
