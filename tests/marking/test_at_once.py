"""Markers who do something at the same moment, each with a connection of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.accounts.models import Role, User
from quizapp.attempts.models import Attempt, Response, ResponseStep, StepKind
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.marking import actions
from quizapp.marking.actions import HeldByOther, MarkedMeanwhile
from quizapp.marking.models import GivenMark
from quizapp.quizzes.models import Assignment, ItemVersion, SourceVersion
from tests.make import Make
from tests.marking.world import ESSAY, LATER, essay, marked, quiz

AT_ONCE = 4
SCRIPTS = 12
T = TypeVar("T")


@pytest.fixture
def markers(app: Flask) -> Iterator[list[int]]:
    """Markers with essays that are really in the database, until the test is over."""
    with app.app_context():
        make = Make()
        assignment = quiz(make)
        for _ in range(SCRIPTS):
            essay(make, assignment)
        ids = [make.person(Role.ADMIN).id for _ in range(AT_ONCE)]
        db.session.commit()
    yield ids
    with app.app_context():
        db.session.execute(delete(Attempt))
        for table in (Assignment, ItemVersion, SourceVersion, Classroom, User):
            db.session.execute(delete(table))
        db.session.commit()


def at_once(app: Flask, markers: list[int], work: Callable[[User], T]) -> list[T]:
    """Let every marker do the work, all beginning together; return what came of each."""
    together = Barrier(len(markers))

    def run(marker_id: int) -> T:
        with app.app_context():
            together.wait()
            done = work(db.session.get_one(User, marker_id))
            db.session.commit()
            return done

    with ThreadPoolExecutor(len(markers)) as pool:
        return list(pool.map(run, markers))


def test_markers_who_ask_at_once_get_different_scripts(app: Flask, markers: list[int]) -> None:
    given = at_once(app, markers, lambda each: actions.take_next(each, "test", ESSAY, LATER))

    assert None not in given
    assert len(set(given)) == AT_ONCE


def test_one_script_is_opened_by_one_of_many(app: Flask, markers: list[int]) -> None:
    with app.app_context():
        script = db.session.scalars(select(Response.id)).first()
        db.session.rollback()

    held = at_once(app, markers, lambda each: actions.hold(script, each, LATER))

    assert held.count(True) == 1


def test_a_pile_that_many_work_through_is_marked_once_each(app: Flask, markers: list[int]) -> None:
    def mark_all(marker: User) -> list[int]:
        done = []
        while (script := actions.take_next(marker, "test", ESSAY, LATER)) is not None:
            db.session.commit()
            marked(db.session.get_one(Response, script), marker, level=1, mark="1", comment="Ok")
            db.session.commit()
            done.append(script)
        return done

    done = [script for each in at_once(app, markers, mark_all) for script in each]

    assert len(done) == len(set(done)) == SCRIPTS
    with app.app_context():
        kept = db.session.scalars(select(GivenMark)).all()
        steps = db.session.scalars(select(ResponseStep).filter_by(kind=StepKind.MARKED)).all()
        assert len(kept) == len(steps) == SCRIPTS
        assert all(response.mark == 1 for response in db.session.scalars(select(Response)))


def test_of_marks_sent_at_once_one_counts_and_the_others_hear_of_it(
    app: Flask, markers: list[int]
) -> None:
    with app.app_context():
        script = db.session.scalars(select(Response.id)).first()
        db.session.rollback()

    def mark(marker: User) -> str:
        try:
            marked(db.session.get_one(Response, script), marker, level=1, mark="1")
        except (HeldByOther, MarkedMeanwhile) as refused:
            db.session.rollback()
            return type(refused).__name__
        return "marked"

    came = at_once(app, markers, mark)

    assert came.count("marked") == 1
    with app.app_context():
        assert len(db.session.scalars(select(GivenMark)).all()) == 1
