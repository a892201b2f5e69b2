"""Looking after an installation: starting, saving, bringing back, checking."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from quizapp import cli, create_app, upkeep
from quizapp.accounts.models import Role, School, User
from quizapp.config import Settings
from quizapp.database import db
from quizapp.quizzes.models import BankRevision
from tests.make import NOON, Make


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Flask]:
    """A real installation after its first start."""
    app = create_app(Settings(instance=tmp_path / "instance", scrypt_n=2, threads=4))
    upkeep.prepare(app, NOON)
    yield app
    with app.app_context():
        db.engine.dispose()


def settings(app: Flask) -> Settings:
    found: Settings = app.config["QUIZAPP"]
    return found


def names(app: Flask) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(db.select(User.name)))


def add_admin(app: Flask, name: str) -> None:
    with app.app_context():
        Make().person(Role.ADMIN, name=name)
        db.session.commit()


def test_the_first_start_makes_school_bank_and_code(installation: Flask):
    code, problems = upkeep.prepare(installation, NOON)

    assert code
    assert not [problem for problem in problems if problem.severity == "error"]
    with installation.app_context():
        assert db.session.get(School, 1) is not None
        assert db.session.scalars(db.select(BankRevision)).one().bank == "stalin-trotsky"


def test_with_an_admin_there_is_no_code(installation: Flask):
    add_admin(installation, "Ada")

    code, _problems = upkeep.prepare(installation, NOON)

    assert code is None


def test_what_was_saved_comes_back_and_the_present_is_kept(installation: Flask):
    add_admin(installation, "Before")
    saved = upkeep.backup(settings(installation), NOON)
    add_admin(installation, "After")

    kept = upkeep.restore(settings(installation), saved, Make().later(minutes=1))

    assert names(installation) == ["Before"]
    assert kept is not None
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute('SELECT count(*) FROM "user"').fetchone() == (2,)


def test_saving_works_while_somebody_is_writing(installation: Flask):
    with installation.app_context(), db.engine.connect() as writer:
        writer.exec_driver_sql("UPDATE school SET name = 'half done'")

        saved = upkeep.backup(settings(installation), NOON)

        writer.rollback()
    with closing(sqlite3.connect(saved)) as connection:
        assert connection.execute("SELECT name FROM school").fetchone() == ("",)


def test_a_file_that_is_no_backup_changes_nothing(installation: Flask, tmp_path: Path):
    add_admin(installation, "Ada")
    wrong = tmp_path / "letter.txt"
    wrong.write_text("This is no database. " * 100)

    with pytest.raises(upkeep.CannotDo, match="Nothing changed"):
        upkeep.restore(settings(installation), wrong, NOON)

    assert names(installation) == ["Ada"]


@pytest.mark.parametrize("name", ["plain.db", "100 % of it?.db", "no #1, Zoë.db"])
def test_a_backup_may_have_any_name(installation: Flask, tmp_path: Path, name: str):
    add_admin(installation, "Ada")
    with installation.app_context():
        saved = upkeep.backup(settings(installation), NOON, tmp_path / name)
        db.engine.dispose()

    upkeep.restore(settings(installation), saved, NOON)

    assert names(installation) == ["Ada"]


def test_the_databases_password_is_no_argument_of_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "pg_dump"
    program.write_text(
        '#!/bin/sh\necho "$@" > "$0.arguments"\necho "$PGPASSWORD" > "$0.password"\n'
        'for each in "$@"; do\n  case "$each" in --file=*) : > "${each#--file=}";; esac\ndone\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    there = Settings(instance=tmp_path, database_url="postgresql://ada:s%2Fcret@db.example/school")

    upkeep.backup(there, NOON, tmp_path / "saved.dump")

    arguments = (tmp_path / "pg_dump.arguments").read_text()
    assert "postgresql://ada@db.example/school" in arguments
    assert "cret" not in arguments
    assert (tmp_path / "pg_dump.password").read_text().strip() == "s/cret"


def test_a_program_that_fails_without_a_word_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "pg_dump"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    there = Settings(instance=tmp_path, database_url="postgresql://ada@db.example/school")

    with pytest.raises(upkeep.CannotDo, match="pg_dump failed: it ended with 3"):
        upkeep.backup(there, NOON, tmp_path / "saved.dump")


def test_a_program_that_fails_leaves_no_half_backup_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "pg_dump"
    program.write_text(
        '#!/bin/sh\nfor each in "$@"; do\n'
        '  case "$each" in --file=*) echo half > "${each#--file=}";; esac\n'
        "done\necho 'the server went away' >&2\nexit 1\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    there = Settings(instance=tmp_path, database_url="postgresql://ada@db.example/school")

    with pytest.raises(upkeep.CannotDo, match="the server went away"):
        upkeep.backup(there, NOON, tmp_path / "saved" / "mine.dump")

    assert list((tmp_path / "saved").iterdir()) == []


def test_a_backup_has_its_name_only_once_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    program = tmp_path / "pg_dump"
    program.write_text(
        '#!/bin/sh\nfor each in "$@"; do\n'
        '  case "$each" in --file=*) echo whole > "${each#--file=}";; esac\n'
        f"done\nls '{tmp_path}/saved' > '{tmp_path}/seen'\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    there = Settings(instance=tmp_path, database_url="postgresql://ada@db.example/school")

    saved = upkeep.backup(there, NOON, tmp_path / "saved" / "mine.dump")

    assert (tmp_path / "seen").read_text().split() == ["mine.dump.part"]
    assert saved.read_text() == "whole\n"
    assert list(saved.parent.iterdir()) == [saved]


def test_a_backup_never_overwrites(installation: Flask, tmp_path: Path):
    target = tmp_path / "mine.db"
    target.write_text("precious")

    with pytest.raises(upkeep.CannotDo, match="exists already"):
        upkeep.backup(settings(installation), NOON, target)

    assert target.read_text() == "precious"


def test_an_older_database_is_saved_before_it_is_changed(
    installation: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(upkeep, "is_behind", lambda: True)

    upkeep.prepare(installation, NOON)

    assert list((settings(installation).instance / "backups").glob("quizapp-*.db"))


def test_a_healthy_installation_is_well(installation: Flask):
    found = {name: well for name, well, _words in upkeep.doctor(installation)}

    assert found["database"]
    assert found["instance folder"]


def test_an_installation_that_never_started_is_not_called_old(tmp_path: Path):
    fresh = create_app(Settings(instance=tmp_path, scrypt_n=2, threads=4))

    found = {name: (well, words) for name, well, words in upkeep.doctor(fresh)}
    with fresh.app_context():
        db.engine.dispose()

    assert found["database"] == (True, "SQLite, still empty; the first start fills it")


def test_the_commands_say_what_they_did(
    installation: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cli, "from_environment", lambda: settings(installation))
    runner = CliRunner()
    target = tmp_path / "saved.db"

    saved = runner.invoke(cli.main, ["backup", str(target)])
    back = runner.invoke(cli.main, ["restore", str(target)])
    wrong = runner.invoke(cli.main, ["restore", str(tmp_path / "nothing.db")])
    published = runner.invoke(cli.main, ["bank", "publish"])

    assert (saved.exit_code, back.exit_code, wrong.exit_code) == (0, 0, 1)
    assert "There is no file" in wrong.output
    assert "Nothing new to publish." in published.output


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")
def test_nobody_else_may_read_what_a_command_saves(
    installation: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cli, "from_environment", lambda: settings(installation))
    target = tmp_path / "saved.db"
    before = os.umask(0o022)
    try:
        CliRunner().invoke(cli.main, ["backup", str(target)])
    finally:
        os.umask(before)

    assert target.stat().st_mode & 0o077 == 0
