"""Wherever a program is killed, folder and database are as they were or as they were to be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor SIGKILL")
@pytest.mark.parametrize(
    ("task", "steps"),
    [("save", 8), ("publish", 8), ("follow", 15), ("pull", 15), ("publish-folder", 1)],
)
def test_nothing_is_half_done_wherever_it_is_killed(task: str, steps: int, tmp_path: Path):
    command = [sys.executable, "-m", "tests.editor.kills", task, str(tmp_path / "work")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert int(done.stdout.split()[-1]) >= steps
