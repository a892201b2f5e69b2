"""Students who begin at the same moment, each with a connection of their own."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.peers import actions
from quizapp.peers.models import Kind, PeerAssessment, PeerRound
from quizapp.quizzes.models import Assignment, ItemVersion, SourceVersion
from tests.make import Make
from tests.peers.world import LATER, essay, quiz, switched_on

STUDENTS = 6


@pytest.fixture
def students(app: Flask) -> Iterator[list[int]]:
    """A class that has written and may look, really in the database until the test is over."""
    with app.app_context():
        make = Make()
        assignment = quiz(make)
        ids = [essay(make, assignment).attempt.student_id for _ in range(STUDENTS)]
        switched_on(assignment, kind=Kind.PEER, readings=2)
        db.session.commit()
    yield ids
    with app.app_context():
        for table in (Attempt, Assignment, ItemVersion, SourceVersion, Classroom, User):
            db.session.execute(delete(table))
        db.session.commit()


def at_once(app: Flask, students: list[int]) -> None:
    """Let everybody press the button at the same moment."""
    together = Barrier(len(students))

    def begin(student_id: int) -> None:
        with app.app_context():
            together.wait()
            round_ = db.session.scalars(select(PeerRound)).one()
            reader = db.session.get_one(User, student_id)
            actions.give_out(round_, reader, LATER, own=False, peers=True)
            db.session.commit()

    with ThreadPoolExecutor(len(students)) as pool:
        list(pool.map(begin, students))


def test_students_who_begin_at_once_share_the_answers_evenly(app: Flask, students: list[int]):
    at_once(app, students)

    with app.app_context():
        given = db.session.scalars(select(PeerAssessment)).all()
        assert Counter(Counter(each.response_id for each in given).values()) == {2: STUDENTS}
        assert Counter(Counter(each.reader_id for each in given).values()) == {2: STUDENTS}


def test_a_button_that_is_pressed_many_times_at_once_gives_out_once(
    app: Flask, students: list[int]
):
    at_once(app, students[:1] * 5)

    with app.app_context():
        given = db.session.scalars(select(PeerAssessment)).all()
        assert len(given) == len({each.response_id for each in given}) == 2


def test_two_teachers_who_switch_it_on_at_once_make_one_round(app: Flask, students: list[int]):
    with app.app_context():
        db.session.execute(delete(PeerRound))
        db.session.commit()
    together = Barrier(4)

    def switch_on(_: int) -> None:
        with app.app_context():
            together.wait()
            switched_on(db.session.scalars(select(Assignment)).one(), kind=Kind.PEER)
            db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(switch_on, range(4)))

    with app.app_context():
        assert len(db.session.scalars(select(PeerRound)).all()) == 1
