"""Kills a program at every step of a task and looks at what it leaves; run by test_kills.

Each attempt begins from the same folder and database, in a process of its own, which dies by
SIGKILL just before its n-th step: before each opening to write, renaming, removal and commit.
"""

import io
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from quizapp import create_app, migrations
from quizapp.accounts.models import User
from quizapp.bank.journal import MARK, PART
from quizapp.config import Settings
from quizapp.database import db
from quizapp.editor import actions
from quizapp.editor.cli import publish, status
from quizapp.editor.following import follow
from quizapp.editor.pulling_cli import pull
from quizapp.editor.working import find_working, text_hash
from quizapp.quizzes.publishing import publish_folder
from tests.bank.small import SmallBank
from tests.make import NOON, Make

BANK, NEW = "harbour", "items/B/B-01.yaml"
FIRST, SECOND, GONE = (f"items/A/A-0{number}.yaml" for number in (1, 2, 4))
MOST = 200

Texts = dict[str, str | None]


@dataclass(frozen=True)
class Snapshot:
    """What stands in the folder, in the drafts and in what is published."""

    folder: Texts
    drafts: Texts
    published: Texts


class Place:
    """A folder and a database that can be put back to where they began."""

    def __init__(self, work: Path) -> None:
        self.work, self.live, self.base = work, work / "live", work / "base"
        self.bank = self.live / "bank"
        settings = Settings(
            instance=self.live / "instance", scrypt_n=2, threads=2, bank_folders=(self.bank,)
        )
        (self.live / "instance").mkdir(parents=True)
        self.app = create_app(settings)

    def begin(self, prepare: Callable[[Path], None]) -> None:
        SmallBank(self.bank).load()
        with self.app.app_context():
            migrations.bring_up_to_date(db.engine)
            publish_folder(self.bank, NOON)
            Make().teacher(is_author=True)
            db.session.commit()
            follow(self.bank, NOON)
            prepare(self.bank)
            db.session.commit()
            db.engine.dispose()
        shutil.copytree(self.live, self.base)

    def again(self) -> None:
        shutil.rmtree(self.live)
        shutil.copytree(self.base, self.live)

    def forked(self, task: Callable[[], None]) -> int:
        """Run a task in a process of its own; return how it ended."""
        child = os.fork()
        if child == 0:
            try:
                with self.app.app_context():
                    task()
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        return os.waitpid(child, 0)[1]

    def look(self) -> Snapshot:
        found = sorted(path for path in self.bank.rglob("*.yaml") if MARK not in str(path))
        folder = {path.relative_to(self.bank).as_posix(): path.read_text() for path in found}
        with closing(sqlite3.connect(self.live / "instance" / "quiz.db")) as connection:
            drafts = dict(connection.execute("SELECT path, text FROM draft").fetchall())
            published = dict(
                connection.execute(
                    "SELECT path, text FROM file_version JOIN revision_file"
                    " ON file_version.id = file_version_id"
                    " WHERE revision_id = (SELECT max(id) FROM bank_revision)"
                ).fetchall()
            )
        return Snapshot(folder, drafts, published)

    def left_over(self) -> tuple[int, int]:
        """Return how many journals are to be rolled back, and how many forward."""
        names = [path.name for path in self.bank.glob(f"{MARK}*")]
        return sum(n.endswith(PART) for n in names), sum(not n.endswith(PART) for n in names)


def arm(step: int) -> None:
    """Let this process die just before its n-th step."""
    steps = count(1)

    def deadly(call: Callable[..., object]) -> Callable[..., object]:
        def instead(*given: object, **named: object) -> object:
            if next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **named)

        return instead

    for name in ("rename", "replace", "unlink", "rmdir", "mkdir"):
        setattr(os, name, deadly(getattr(os, name)))
    io.open = _when_writing(io.open, deadly(io.open))  # type: ignore[assignment]
    Session.commit = deadly(Session.commit)  # type: ignore[method-assign]


def _when_writing(
    harmless: Callable[..., object], deadly: Callable[..., object]
) -> Callable[..., object]:
    def opened(file: object, mode: str = "r", *given: object, **named: object) -> object:
        call = harmless if set(mode) <= set("rbt") else deadly
        return call(file, mode, *given, **named)

    return opened


def author() -> User:
    return db.session.query(User).one()


def save_text(path: str, text: str | None) -> None:
    working = find_working(BANK)
    assert working
    actions.save(BANK, path, text, text_hash(working.text(path)), author(), NOON)


def more(path: str, words: str) -> str:
    working = find_working(BANK)
    assert working
    return f"{working.text(path)}# {words}\n"


def drafts(_folder: Path) -> None:
    """Leave drafts in the database that the folder does not hold yet."""
    for path in (FIRST, SECOND):
        save_text(path, more(path, "in the browser"))
    save_text(GONE, None)
    save_text(NEW, "id: B-01\n")


def both_ways(folder: Path) -> None:
    """Leave drafts that the folder lacks, and files of the folder that the database lacks."""
    drafts(folder)
    with (folder / "glossary.yaml").open("a") as file:
        file.write("# by hand\n")
    (folder / "timeline.yaml").unlink()


def edits(folder: Path) -> None:
    for path in (FIRST, "glossary.yaml"):
        with (folder / path).open("a") as file:
            file.write("# by hand\n")


def nothing(_folder: Path) -> None:
    pass


def saving(place: Place) -> None:
    save_text(FIRST, more(FIRST, "saved"))
    db.session.commit()
    follow(place.bank, NOON)


def publishing(place: Place) -> None:
    actions.publish(BANK, author(), "All of it", NOON)
    db.session.commit()
    follow(place.bank, NOON)


def following(place: Place) -> None:
    follow(place.bank, NOON)


def pulling(place: Place) -> None:
    told(place, pull)


def publishing_the_folder(place: Place) -> None:
    told(place, publish)


def told(place: Place, command: object) -> str:
    app: Flask = place.app
    done = CliRunner().invoke(command, ["--bank", str(place.bank)], obj=lambda: app)  # type: ignore[arg-type]
    assert done.exit_code == 0, done.output
    return done.output


TASKS: dict[str, tuple[Callable[[Path], None], Callable[[Place], None]]] = {
    "save": (nothing, saving),
    "publish": (drafts, publishing),
    "follow": (both_ways, following),
    "pull": (drafts, pulling),
    "publish-folder": (edits, publishing_the_folder),
}


def check_what_is_left(place: Place, before: Snapshot, after: Snapshot) -> None:
    """Every file is as it was or as it was to be, and the database wholly one of them."""
    now = place.look()
    for path in before.folder.keys() | after.folder.keys() | now.folder.keys():
        states = before.folder.get(path), after.folder.get(path)
        assert now.folder.get(path) in states, f"{path} is half-written"
    in_database = (now.drafts, now.published)
    assert in_database in ((before.drafts, before.published), (after.drafts, after.published))


def check_what_is_told(place: Place, words: Path, step: int) -> None:
    """The next command or start says how an interrupted write ended, and leaves nothing behind."""
    back, forward = place.left_over()

    def ask() -> None:
        started = "\n".join(follow(place.bank, NOON).lines()) if step % 2 else told(place, status)
        words.write_text(started)

    assert place.forked(ask) == 0
    assert ("rolled back" in words.read_text()) == bool(back), words.read_text()
    assert ("rolled forward" in words.read_text()) == bool(forward), words.read_text()
    assert place.left_over() == (0, 0)


def check_all_or_nothing(place: Place, before: Snapshot, after: Snapshot) -> None:
    assert place.look().folder in (before.folder, after.folder)


def check_the_next_start(place: Place, words: Path) -> None:
    """Folder and database agree again, without a conflict, and no text is lost."""

    def start() -> None:
        report = follow(place.bank, NOON)
        words.write_text("\n".join(report.conflicts))

    drafts_before = place.look().drafts
    assert place.forked(start) == 0
    assert words.read_text() == ""
    now = place.look()
    held = {**now.published, **now.drafts}
    assert {path: text for path, text in held.items() if text is not None} == now.folder
    for path, text in drafts_before.items():
        assert now.folder.get(path) == text, f"the draft of {path} is lost"


def main(task: str, work: Path) -> None:
    """Kill one task at every step; print how many there were."""
    prepare, run = TASKS[task]
    place, words = Place(work), work / "words"
    place.begin(prepare)
    before = place.look()
    assert place.forked(lambda: run(place)) == 0
    after = place.look()
    assert after != before
    for step in range(1, MOST):
        place.again()

        def attempt(step: int = step) -> None:
            arm(step)
            run(place)

        ended = place.forked(attempt)
        check_what_is_left(place, before, after)
        if ended == 0:
            print(step - 1)
            return
        assert os.WIFSIGNALED(ended), "the task failed by itself"
        check_what_is_told(place, words, step)
        check_all_or_nothing(place, before, after)
        check_the_next_start(place, words)
    raise AssertionError("the task never ended")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
