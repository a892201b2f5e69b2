"""Authors who really save at the same moment, each on a connection of their own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete

from quizapp.accounts.models import User
from quizapp.bank.merging import merge
from quizapp.database import db
from quizapp.editor import actions, presence
from quizapp.editor.models import Draft, DraftSave
from quizapp.editor.working import find_working, text_hash
from tests.make import NOON, Make

BANK, PATH, AUTHORS = "quay", "glossary.yaml", 4
LINES = [f"# line {number}\n# fixed {number}\n" for number in range(AUTHORS)]


@pytest.fixture
def shared(app: Flask) -> Iterator[list[int]]:
    """A draft that several authors change; what they leave is taken out again."""
    with app.app_context():
        people = [Make().teacher(is_author=True) for _ in range(AUTHORS)]
        actions.put(BANK, PATH, "".join(LINES), None, NOON)
        db.session.commit()
        numbers = [person.id for person in people]
    yield numbers
    with app.app_context():
        for kind in (Draft, DraftSave):
            db.session.execute(delete(kind).where(kind.bank == BANK))
        for number in numbers:
            db.session.delete(db.session.get_one(User, number))
        db.session.commit()


def test_nobody_is_overwritten(app: Flask, shared: list[int]):
    together = Barrier(AUTHORS)
    begun = "".join(LINES)

    def work(which: int) -> int:
        with app.app_context():
            author = db.session.get_one(User, shared[which])
            base = begun
            text = base.replace(f"# line {which}\n", f"# changed {which}\n")
            db.session.rollback()  # nobody holds the database while waiting
            together.wait()
            for attempt in range(2 * AUTHORS):
                try:
                    actions.save(BANK, PATH, text, text_hash(base), author, NOON)
                except actions.Collision as collision:
                    theirs = collision.working.text(PATH)
                    db.session.rollback()
                    merged = merge(base, text, theirs or "")
                    assert not merged.overlaps
                    base, text = theirs or "", merged.text
                else:
                    db.session.commit()
                    return attempt
            raise AssertionError("never saved")

    with ThreadPoolExecutor(AUTHORS) as pool:
        attempts = [done.result() for done in [pool.submit(work, n) for n in range(AUTHORS)]]

    with app.app_context():
        working = find_working(BANK)
        assert working is not None
        text = working.text(PATH) or ""
        kept = db.session.query(DraftSave).filter_by(bank=BANK).count()
    assert [f"# changed {n}\n" in text for n in range(AUTHORS)] == [True] * AUTHORS
    assert kept == AUTHORS + 1
    assert sorted(attempts)[0] == 0


def test_one_author_in_several_windows_is_here_once(app: Flask, shared: list[int]):
    together = Barrier(AUTHORS)

    def open_file(_window: int) -> None:
        with app.app_context():
            author = db.session.get_one(User, shared[0])
            db.session.rollback()  # nobody holds the database while waiting
            together.wait()
            presence.note(BANK, PATH, author, NOON)
            db.session.commit()

    with ThreadPoolExecutor(AUTHORS) as pool:
        for done in [pool.submit(open_file, n) for n in range(AUTHORS)]:
            done.result()

    with app.app_context():
        colleague = db.session.get_one(User, shared[1])
        assert len(presence.others(BANK, PATH, colleague, NOON)) == 1
