"""Watching a bank's folder, and starting a server again."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from quizapp import create_app, upkeep
from quizapp.config import Settings
from quizapp.database import db
from quizapp.editor import following, watching
from quizapp.editor.following import Follower
from quizapp.editor.models import Agreement, Draft
from quizapp.quizzes.models import BankRevision
from tests.bank.small import SmallBank
from tests.make import NOON

ITEM = "items/A/A-01.yaml"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Flask]:
    """An installation with the harbour's bank after its first start."""
    folder = tmp_path / "bank"
    SmallBank(folder).load()
    app = create_app(
        Settings(instance=tmp_path / "instance", scrypt_n=2, threads=4, bank_folders=(folder,))
    )
    start(app)
    yield app
    with app.app_context():
        db.engine.dispose()


def start(app: Flask) -> list[following.Report]:
    """Start an installation as ``quizapp serve`` does, short of serving."""
    upkeep.prepare(app, NOON)
    with app.app_context():
        return Follower(app, app.config["QUIZAPP"].bank_folders).follow_all(NOON)


def place(app: Flask) -> Path:
    found: Path = app.config["QUIZAPP"].bank_folders[0] / ITEM
    return found


def drafts(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Draft.path)))


def soon(what: Callable[[], bool]) -> bool:
    """Return whether something comes true within some seconds."""
    for _ in range(150):
        if what():
            return True
        time.sleep(0.1)
    return False


def test_only_the_first_start_publishes(served: Flask):
    place(served).write_text(place(served).read_text() + "# by hand\n")

    [report] = start(served)

    assert report.drafted == [ITEM]
    assert "1 file was changed" in "".join(report.lines())
    with served.app_context():
        assert db.session.query(BankRevision).count() == 1


def test_after_the_first_start_folder_and_database_agree(served: Flask):
    with served.app_context():
        assert db.session.query(Agreement).count() == len(SmallBank(place(served)).files)
    assert drafts(served) == []


def test_a_bank_published_without_its_texts_is_published_once_more(served: Flask):
    with served.app_context():
        for revision in db.session.query(BankRevision):
            revision.files = []
            revision.hash = "of an older program"
            revision.content = {**revision.content, "stamp": "of an older program"}
        db.session.commit()

    start(served)

    with served.app_context():
        newest = db.session.query(BankRevision).order_by(BankRevision.id.desc()).first()
        assert newest is not None
        assert ITEM in [each.path for each in newest.files]
    assert drafts(served) == []


def test_a_change_in_the_folder_is_noticed(served: Flask):
    following.bind(served)
    watcher = watching.start(served)
    assert watcher is not None
    try:
        time.sleep(0.5)
        place(served).write_text(place(served).read_text() + "# by hand\n")

        assert soon(lambda: drafts(served) == [ITEM])
    finally:
        watcher.stop()
    assert not watcher._thread.is_alive()


def test_a_watcher_that_fails_is_logged(
    served: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object, **__: object) -> Iterator[None]:
        raise OSError("no more watches")

    monkeypatch.setattr(watching, "watch", fail)
    following.bind(served)
    watcher = watching.start(served)
    assert watcher is not None

    assert soon(lambda: not watcher._thread.is_alive())
    assert "no longer watched" in caplog.text


def test_a_change_that_cannot_be_taken_over_does_not_end_the_watching(
    served: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*_: object) -> None:
        raise RuntimeError("not now")

    follower = Follower(served, served.config["QUIZAPP"].bank_folders)
    monkeypatch.setattr(follower, "follow_all", fail)

    watching.Watcher(follower)._follow()

    assert "could not be taken over" in caplog.text


def test_with_several_machines_no_folder_is_followed(tmp_path: Path):
    app = create_app(Settings(instance=tmp_path, database_url="postgresql://nowhere/none"))

    assert following.bind(app) is None
    assert watching.start(app) is None
