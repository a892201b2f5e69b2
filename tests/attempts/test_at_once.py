"""Several requests for one attempt at the same moment, each with a connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quizapp.accounts.models import User
from quizapp.attempts import actions
from quizapp.attempts.models import AlreadySubmitted, Attempt, Response, StepKind
from quizapp.attempts.saving import Save, save
from quizapp.attempts.terms import find_timed
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.quizzes.models import Assignment, ItemVersion, SourceVersion
from quizapp.quizzes.queries import terms_of
from tests.make import Make

AT_ONCE = 4
T = TypeVar("T")


@pytest.fixture
def assignment_id(app: Flask) -> Iterator[int]:
    """A quiz for one student that is really in the database, until the test is over."""
    with app.app_context():
        make = Make()
        assignment = make.assignment(make.classroom(students=1), time_limit_minutes=30)
        db.session.commit()
        number = assignment.id
    yield number
    with app.app_context():
        db.session.execute(delete(Attempt).where(Attempt.assignment_id == number))
        for table in (Assignment, ItemVersion, SourceVersion, Classroom, User):
            db.session.execute(delete(table))
        db.session.commit()


def student_of(assignment: Assignment) -> User:
    return assignment.classroom.enrolments[0].student


def at_once(app: Flask, work: Callable[[int], T]) -> list[T]:
    """Do the work in several threads that begin together, commit each, and return what came."""
    together = Barrier(AT_ONCE)

    def run(number: int) -> T:
        together.wait()
        with app.app_context():
            done = work(number)
            db.session.commit()
            return done

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [each.result() for each in [pool.submit(run, n) for n in range(AT_ONCE)]]


def start(assignment_id: int) -> int:
    assignment = db.session.get_one(Assignment, assignment_id)
    student = student_of(assignment)
    now = Make().later(minutes=1)
    attempt = actions.start(assignment, student, terms_of(assignment, student), now, seed=7)
    db.session.commit()
    return attempt.id


def test_a_start_button_pressed_at_once_makes_one_attempt(app: Flask, assignment_id: int) -> None:
    started = at_once(app, lambda _: start(assignment_id))

    assert len(set(started)) == 1


def test_handing_in_at_once_scores_once(app: Flask, assignment_id: int) -> None:
    with app.app_context():
        attempt_id = start(assignment_id)

    def hand_in(number: int) -> bool:
        attempt = db.session.get_one(Attempt, attempt_id)
        try:
            actions.hand_in(attempt, Make().later(minutes=5, seconds=number))
        except AlreadySubmitted:
            db.session.rollback()
            return False
        return True

    assert at_once(app, hand_in).count(True) == 1
    with app.app_context():
        steps = db.session.get_one(Attempt, attempt_id).responses[0].steps
        assert [step.kind for step in steps] == [StepKind.SCORED]


def test_the_clock_ends_an_attempt_once(app: Flask, assignment_id: int) -> None:
    with app.app_context():
        start(assignment_id)

    def look(_: int) -> int:
        assignment = db.session.get_one(Assignment, assignment_id)
        return actions.end_overdue_in(assignment, Make().later(hours=2))

    assert sum(at_once(app, look)) == 1


def test_devices_that_save_at_once_lose_nothing(app: Flask, assignment_id: int) -> None:
    with app.app_context():
        attempt_id = start(assignment_id)
        student_id = db.session.get_one(Attempt, attempt_id).student_id

    def answer(number: int) -> int:
        timed = find_timed(student_id, attempt_id, lock=True)
        assert timed
        fields = {"choice": ["abcx"[number]]}
        given = Save(1, fields, client=f"d-{number}", sequence=1)
        return save(timed, given, Make().later(minutes=2)).revision

    assert sorted(at_once(app, answer)) == [1, 2, 3, 4]
    with app.app_context():
        response = db.session.scalars(select(Attempt).filter_by(id=attempt_id)).one().responses[0]
        kept = {step.fields["choice"][0] for step in response.steps}
        assert kept == set("abcx")
        assert response.revision == 4


def handed_in(assignment_id: int) -> int:
    """Hand in an attempt; returns its id."""
    attempt = db.session.get_one(Attempt, start(assignment_id))
    actions.hand_in(attempt, Make().later(minutes=5))
    db.session.commit()
    return attempt.id


def test_of_several_teachers_who_override_a_mark_at_once_one_does(
    app: Flask, assignment_id: int
) -> None:
    with app.app_context():
        attempt_id = handed_in(assignment_id)
        response = db.session.get_one(Attempt, attempt_id).responses[0]
        seen, response_id = response.steps[-1].id, response.id

    def override(number: int) -> int | None:
        response = db.session.get_one(Response, response_id)
        teacher = response.attempt.assignment.teacher
        mark, why = Fraction(number, AT_ONCE), f"teacher {number}"
        try:
            actions.override(response, mark, teacher, why, Make().later(days=1), seen)
        except actions.ChangedMeanwhile:
            db.session.rollback()
            return None
        return number

    [first] = [each for each in at_once(app, override) if each is not None]

    with app.app_context():
        response = db.session.get_one(Response, response_id)
        assert response.mark == Fraction(first, AT_ONCE)
        assert [step.reason for step in response.steps if step.kind is StepKind.OVERRIDDEN] == [
            f"teacher {first}"
        ]


def test_a_student_is_excused_once_however_many_do_it_at_once(
    app: Flask, assignment_id: int
) -> None:
    with app.app_context():
        attempt_id = handed_in(assignment_id)

    def excuse(_: int) -> None:
        assignment = db.session.get_one(Assignment, assignment_id)
        student, teacher = student_of(assignment), assignment.teacher
        actions.excuse(assignment.items[0], student, teacher, "Was ill.", Make().later(days=1))

    at_once(app, excuse)

    with app.app_context():
        response = db.session.get_one(Attempt, attempt_id).responses[0]
        kinds = [step.kind for step in response.steps]
        assert kinds.count(StepKind.EXCUSED) == 1
        assert response.max_mark == 0


def test_whoever_hands_in_while_being_excused_is_excused(app: Flask, assignment_id: int) -> None:
    with app.app_context():
        attempt_id = start(assignment_id)

    def hand_in_or_excuse(number: int) -> None:
        assignment = db.session.get_one(Assignment, assignment_id)
        if number == 0:
            actions.hand_in(db.session.get_one(Attempt, attempt_id), Make().later(minutes=5))
        elif number == 1:
            student, teacher = student_of(assignment), assignment.teacher
            actions.excuse(assignment.items[0], student, teacher, "Was ill.", Make().later(days=1))

    at_once(app, hand_in_or_excuse)

    with app.app_context():
        response = db.session.get_one(Attempt, attempt_id).responses[0]
        assert (response.max_mark, response.mark) == (0, 0)
