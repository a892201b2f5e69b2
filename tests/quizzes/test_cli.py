"""``quizapp bank publish``, and that other commands on a bank open no database."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp import cli
from tests.bank.small import SmallBank


@pytest.fixture
def bank(tmp_path: Path) -> SmallBank:
    small = SmallBank(tmp_path / "bank")
    small.load()
    return small


def run(bank: SmallBank, command: str) -> Result:
    """Run a command on the bank, in an installation of its own."""
    place = {"QUIZAPP_INSTANCE": str(bank.folder.parent / "instance"), "DATABASE_URL": ""}
    return CliRunner(env=place).invoke(cli.main, ["bank", command, "--bank", str(bank.folder)])


def test_publish_says_what_it_did_and_does_it_once(bank: SmallBank):
    first, second = run(bank, "publish"), run(bank, "publish")

    assert (first.exit_code, first.stdout) == (0, "Published 4 items.\n")
    assert (second.exit_code, second.stdout) == (0, "Nothing new to publish.\n")


def test_publish_names_errors_and_fails_but_publishes_what_is_whole(bank: SmallBank):
    bank.replace("items/A/A-03.yaml", "stem:", "stemm:")
    bank.load()

    result = run(bank, "publish")

    assert result.exit_code == 1
    assert "unknown key 'stemm'" in result.stderr
    assert "Published 3 items." in result.stdout


@pytest.mark.parametrize("command", ["check", "dump"])
def test_reading_a_bank_opens_no_database(bank: SmallBank, monkeypatch, command: str):
    monkeypatch.setattr(cli, "create_app", lambda _settings: pytest.fail("an app was made"))

    result = run(bank, command)

    assert result.exit_code == 0, result.output
    assert not (bank.folder.parent / "instance").exists()
