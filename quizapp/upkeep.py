"""Looking after an installation: starting it, saving it, bringing it back, checking it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import make_url

from quizapp import migrations
from quizapp.accounts.actions import ensure_school
from quizapp.bank.problems import Problem
from quizapp.config import Settings
from quizapp.database import db
from quizapp.editor import sync
from quizapp.editor.comparison import bank_in, compare
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.queries import newest_revision


class CannotDo(Exception):
    """A task of upkeep that is not possible here; the message says why and what to do."""


def prepare(app: Flask, now: datetime) -> tuple[str | None, list[Problem]]:
    """Bring the database up to date and publish the banks that it does not hold yet.

    Saves a copy of an older SQLite database first. Returns the one-time code for the first admin
    while there is none, and the problems of what was published. Banks that were published before
    stay as they are: only authors publish them again.
    """
    settings: Settings = app.config["QUIZAPP"]
    with app.app_context():
        bring_up_to_date(settings, now)
        code = ensure_school(now)
        db.session.commit()
        problems: list[Problem] = []
        for folder in settings.bank_folders:
            problems += _publish_first(folder, now)
            db.session.commit()
        return code, problems


def _publish_first(folder: Path, now: datetime) -> Sequence[Problem]:
    """Publish a bank unless the database holds its texts already."""
    bank = bank_in(folder)
    revision = newest_revision(bank) if bank else None
    if revision and revision.files:
        return []
    problems = publish_folder(folder, now)[1]
    if bank:
        sync.agree_on_what_is_the_same(compare(folder, bank))
    return problems


def bring_up_to_date(settings: Settings, now: datetime) -> None:
    """Migrate the database of the current app where that is due; a copy is saved first."""
    if is_behind():
        if settings.sqlite and schema_revision():
            backup(settings, now)
        migrations.bring_up_to_date(db.engine)


def schema_revision() -> str | None:
    """Return the migration the database stands at; ``None`` when it is empty."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_behind() -> bool:
    """Return whether migrations wait."""
    with db.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(migrations.configuration(connection))
    return schema_revision() != scripts.get_current_head()


def backup(settings: Settings, now: datetime, target: Path | None = None) -> Path:
    """Save the whole database, also while it is used; return the file.

    Without a target the file goes into ``backups`` in the instance folder. Raises `CannotDo`.
    """
    suffix = "db" if settings.sqlite else "dump"
    target = target or settings.instance / "backups" / f"quizapp-{now:%Y%m%d-%H%M%S-%f}.{suffix}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise CannotDo(f"{target} exists already; name a new file.")
    draft = target.with_name(f"{target.name}.part")
    try:
        _save(settings, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)  # half a backup must never be taken for one
    return target


def _save(settings: Settings, draft: Path) -> None:
    if settings.sqlite:
        _copy_sqlite(_sqlite_file(settings), draft)
    else:
        _postgres("pg_dump", settings, "--format=custom", f"--file={draft}")


def restore(settings: Settings, source: Path, now: datetime) -> Path | None:
    """Bring the database back from a backup; return the copy that was made of the present one.

    Raises `CannotDo` when the file is no backup; then nothing is changed.
    """
    if settings.sqlite:
        _check_sqlite(source)
        present = backup(settings, now) if _sqlite_file(settings).exists() else None
        settings.instance.mkdir(parents=True, exist_ok=True)
        _copy_sqlite(source, _sqlite_file(settings))
        return present
    present = backup(settings, now)
    _postgres("pg_restore", settings, "--clean", "--if-exists", "--single-transaction", str(source))
    return present


def doctor(app: Flask) -> list[tuple[str, bool, str]]:
    """Return what was looked at: its name, whether it is well, and what was found."""
    settings: Settings = app.config["QUIZAPP"]
    findings = [_writable(settings.instance)]
    with app.app_context():
        try:
            behind, new = is_behind(), schema_revision() is None
        except Exception as error:  # whatever a database driver raises is the finding
            return [*findings, ("database", False, str(error).splitlines()[0])]
    kind = "SQLite" if settings.sqlite else "PostgreSQL"
    state = "older than the program; start it to bring it up to date" if behind else "up to date"
    state = "still empty; the first start fills it" if new else state
    findings.append(("database", new or not behind, f"{kind}, {state}"))
    fonts = (Path(app.static_folder or "") / "vendor" / "fonts.css").is_file()
    findings.append(("fonts", fonts, "built" if fonts else "not built: pages use the system's"))
    free = shutil.disk_usage(settings.instance).free // 2**20
    findings.append(("disk", free > 500, f"{free} MB free"))
    return findings


def _writable(folder: Path) -> tuple[str, bool, str]:
    folder.mkdir(parents=True, exist_ok=True)
    well = os.access(folder, os.W_OK)
    return "instance folder", well, f"{folder} {'can' if well else 'cannot'} be written"


def _sqlite_file(settings: Settings) -> Path:
    return Path(make_url(settings.database).database or "")


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise CannotDo(f"There is no database yet at {source}.")
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA busy_timeout=10000")
        old.backup(new)


def _check_sqlite(source: Path) -> None:
    """Refuse a file that is no whole database of this program."""
    if not source.is_file():
        raise CannotDo(f"There is no file {source}.")
    address = f"{source.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            well = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            connection.execute("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError:
        well = False
    if not well:
        raise CannotDo(f"{source} is no backup of this program, or is damaged. Nothing changed.")


def _postgres(program: str, settings: Settings, *options: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise CannotDo(f"{program} is missing; install PostgreSQL's client programs.")
    url = make_url(settings.database).set(drivername="postgresql")
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    address = url._replace(password=None).render_as_string()
    done = subprocess.run(  # noqa: S603  (a program of PostgreSQL, arguments of our own)
        [found, f"--dbname={address}", *options],
        env={**os.environ, **secret},  # everybody on the machine can read the arguments
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        raise CannotDo(f"{program} failed: {said[-1]}")
