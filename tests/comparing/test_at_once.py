"""Judges who decide at the same moment, each with a connection of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.accounts.models import Role, User
from quizapp.attempts.models import Attempt, Response
from quizapp.classrooms.models import Classroom
from quizapp.comparing import actions
from quizapp.comparing.giving import use_marks
from quizapp.comparing.models import ComparedScript, ComparingRound, Decision
from quizapp.comparing.table import table_of
from quizapp.database import db
from quizapp.marking.models import GivenMark
from quizapp.quizzes.models import Assignment, ItemVersion, SourceVersion
from tests.comparing.world import LATER, anchored, begun, choice, essay, essays, judge
from tests.make import Make

AT_ONCE = 4
EACH = 8
T = TypeVar("T")


@pytest.fixture
def judges(app: Flask) -> Iterator[list[int]]:
    """Judges of a round that is really in the database, until the test is over."""
    with app.app_context():
        make = Make()
        people = [make.person(Role.ADMIN) for _ in range(AT_ONCE)]
        begun(essays(make, 5), people)
        ids = [each.id for each in people]
        db.session.commit()
    yield ids
    with app.app_context():
        for table in (ComparingRound, Attempt, Assignment, ItemVersion, SourceVersion, Classroom):
            db.session.execute(delete(table))
        db.session.execute(delete(User))
        db.session.commit()


def at_once(app: Flask, people: list[int], work: Callable[[ComparingRound, User], T]) -> list[T]:
    """Let everybody do the work, all beginning together; return what came of each."""
    together = Barrier(len(people))

    def run(person_id: int) -> T:
        with app.app_context():
            together.wait()
            one = db.session.scalars(select(ComparingRound)).one()
            done = work(one, db.session.get_one(User, person_id))
            db.session.commit()
            return done

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(run, people))


def test_no_decision_of_many_judges_is_lost(app: Flask, judges: list[int]) -> None:
    def decide(one: ComparingRound, person: User) -> int:
        kept = 0
        for _ in range(EACH):
            table = table_of(one)
            kept += actions.decide(table, person, choice(table, person), LATER)
            db.session.commit()
        return kept

    assert at_once(app, judges, decide) == [EACH] * AT_ONCE
    with app.app_context():
        rows = db.session.scalars(select(Decision)).all()
        turns = {(row.judge_id, row.turn) for row in rows}
        assert turns == {(who, turn) for who in judges for turn in range(1, EACH + 1)}


def test_a_press_that_arrives_several_times_at_once_counts_once(
    app: Flask, judges: list[int]
) -> None:
    together = Barrier(AT_ONCE)

    def press(one: ComparingRound, person: User) -> bool:
        table = table_of(one)
        sent = choice(table, person)
        db.session.rollback()  # a lock would let one after the other look
        together.wait()
        return actions.decide(table, person, sent, LATER)

    assert sorted(at_once(app, judges[:1] * AT_ONCE, press)) == [False] * (AT_ONCE - 1) + [True]
    with app.app_context():
        assert len(db.session.scalars(select(Decision)).all()) == 1


def test_scripts_that_two_take_in_at_once_are_there_once(app: Flask, judges: list[int]) -> None:
    with app.app_context():
        assignment = db.session.scalars(select(Assignment)).one()
        essay(Make(), assignment, 6)
        db.session.commit()

    taken = at_once(app, judges, lambda one, _: actions.gather(one))

    assert sorted(taken) == [0] * (AT_ONCE - 1) + [1]
    with app.app_context():
        assert len(db.session.scalars(select(ComparedScript)).all()) == 6


def test_marks_used_by_several_at_once_are_given_one_after_the_other(
    app: Flask, judges: list[int]
) -> None:
    with app.app_context():
        one = db.session.scalars(select(ComparingRound)).one()
        judge(one, db.session.get_one(User, judges[0]), 20)
        anchored(one, {1: 2, 5: 10})
        db.session.commit()

    came = at_once(app, judges, lambda one, person: use_marks(one, person, (), "round", LATER))

    assert sum(each.given for each in came) >= 5
    with app.app_context():
        current = db.session.scalars(select(GivenMark).where(GivenMark.current)).all()
        assert len(current) == 5
        assert all(r.mark is not None for r in db.session.scalars(select(Response)))
