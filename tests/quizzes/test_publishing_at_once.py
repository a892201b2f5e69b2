"""Several processes that publish the same folder at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from quizapp.database import db
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion, SourceVersion
from quizapp.quizzes.publishing import publish_folder
from tests.bank.small import SmallBank
from tests.make import NOON

AT_ONCE = 4
VERSIONS = (ItemVersion, SourceVersion, QuizVersion)


@pytest.fixture
def cleared(app: Flask) -> Iterator[None]:
    """Takes out of the database what the test has really put there."""
    yield
    with app.app_context():
        for revision in db.session.scalars(select(BankRevision).filter_by(bank="harbour")):
            db.session.delete(revision)
        db.session.flush()
        for kind in VERSIONS:
            db.session.execute(delete(kind).where(kind.bank == "harbour"))
        db.session.commit()


def counted(kind: type[BankRevision | ItemVersion | SourceVersion | QuizVersion]) -> int:
    wanted = select(func.count()).select_from(kind).where(kind.bank == "harbour")
    return db.session.scalar(wanted) or 0


def test_publishing_at_once_makes_one_revision(app: Flask, cleared: None, tmp_path: Path) -> None:
    bank = SmallBank(tmp_path / "harbour")
    bank.load()
    together = Barrier(AT_ONCE)

    def publish() -> bool:
        together.wait()
        with app.app_context():
            revision, _problems = publish_folder(bank.folder, NOON)
            db.session.commit()
            return revision is not None

    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = [done.result() for done in [pool.submit(publish) for _ in range(AT_ONCE)]]

    with app.app_context():
        assert sorted(made) == [False, False, False, True]
        assert counted(BankRevision) == 1
        assert counted(ItemVersion) == sum(name.startswith("items/") for name in bank.files)
