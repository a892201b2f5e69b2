"""An exception that is sent several times at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.quizzes import actions, queries
from quizapp.quizzes.models import Assignment, SourceVersion
from tests.make import NOON, Make

AT_ONCE = 4


@pytest.fixture
def numbers(app: Flask) -> Iterator[tuple[int, int]]:
    """An assignment and a student who are really in the database, until the test is over."""
    with app.app_context():
        assignment = Make().assignment(Make().classroom(students=1))
        student = assignment.classroom.enrolments[0].student
        rows = [
            *((SourceVersion, each.id) for each in assignment.sources),
            (User, student.id),
            (User, assignment.teacher_id),
            (Classroom, assignment.classroom_id),
            (type(assignment.items[0].version), assignment.items[0].item_version_id),
            (Assignment, assignment.id),
        ]
        db.session.commit()
        found = assignment.id, student.id
    yield found
    with app.app_context():
        for kind, number in reversed(rows):
            db.session.delete(db.session.get_one(kind, number))
            db.session.flush()
        db.session.commit()


def test_an_exception_sent_several_times_at_once_holds_once(
    app: Flask, numbers: tuple[int, int]
) -> None:
    together = Barrier(AT_ONCE)

    def send() -> None:
        together.wait()
        with app.app_context():
            assignment = db.session.get_one(Assignment, numbers[0])
            student = db.session.get_one(User, numbers[1])
            actions.set_override(assignment, student, student, NOON, extra_attempts=2)
            db.session.commit()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(send) for _ in range(AT_ONCE)]:
            done.result()

    with app.app_context():
        (override,) = queries.overrides_of(db.session.get_one(Assignment, numbers[0])).values()
        assert override.extra_attempts == 2
        db.session.delete(override)
        db.session.commit()
