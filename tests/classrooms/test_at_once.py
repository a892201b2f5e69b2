"""Several people at the same moment, each with a connection of their own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier, get_ident

import pytest
from flask import Flask, before_render_template
from jinja2 import Template
from sqlalchemy import delete, select, update

from quizapp.accounts.models import Role, User
from quizapp.classrooms import actions
from quizapp.classrooms.models import Accommodation, Classroom, Enrolment
from quizapp.database import db
from tests.make import NOON, Make
from tests.pages import Pages

AT_ONCE = 4


@pytest.fixture
def teacher_id(app: Flask) -> Iterator[int]:
    """A teacher who is really in the database, until the test is over."""
    with app.app_context():
        teacher = Make().teacher(username="at.once")
        db.session.commit()
        number = teacher.id
    yield number
    with app.app_context():
        students = (
            select(Enrolment.student_id).join(Classroom).where(Classroom.teacher_id == number)
        )
        ids = list(db.session.scalars(students))
        db.session.execute(delete(Classroom).where(Classroom.teacher_id == number))
        db.session.execute(delete(User).where(User.id.in_([number, *ids])))
        db.session.commit()


def at_once(app: Flask, work: Callable[[], None]) -> None:
    """Do the work in several threads that begin together; none of them may fail."""
    together = Barrier(AT_ONCE)

    def run() -> None:
        together.wait()
        with app.app_context():
            work()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(run) for _ in range(AT_ONCE)]:
            done.result()


def test_classes_made_at_once_have_codes_of_their_own(app: Flask, teacher_id: int) -> None:
    def make_a_class() -> None:
        codes = iter(["CDF347", f"C{get_ident()}"[:7], f"D{get_ident()}"[-12:]])
        teacher = db.session.get_one(User, teacher_id)
        classroom = Classroom(name="10B", teacher=teacher, created_at=NOON)
        db.session.add(classroom)
        actions.open_joining(classroom, codes.__next__)
        db.session.commit()

    at_once(app, make_a_class)

    with app.app_context():
        found = db.session.scalars(select(Classroom.join_code).filter_by(teacher_id=teacher_id))
        codes = list(found)
    assert len(codes) == len(set(codes)) == AT_ONCE
    assert codes.count("CDF347") == 1


def test_a_student_who_joins_twice_at_once_is_in_the_class_once(
    app: Flask, teacher_id: int
) -> None:
    with app.app_context():
        make = Make()
        classroom = make.classroom(db.session.get_one(User, teacher_id))
        student = make.student(username="twice.at.once")
        db.session.commit()
        ids = classroom.id, student.id

    def join() -> None:
        classroom = db.session.get_one(Classroom, ids[0])
        actions.enrol(classroom, db.session.get_one(User, ids[1]), NOON)
        db.session.commit()

    at_once(app, join)

    with app.app_context():
        places = db.session.scalars(select(Enrolment.id).filter_by(student_id=ids[1]))
        assert len(list(places)) == 1


def test_a_form_sent_several_times_at_once_makes_one_account(app: Flask, teacher_id: int) -> None:
    with app.app_context():
        teacher = db.session.get_one(User, teacher_id)
        Make().classroom(teacher, join_code="HJK934")
        db.session.commit()
    form = {"code": "HJK934", "name": "Sent Twice", "password": "long-winter-7"}
    visitors = iter([Pages(app).client for _ in range(AT_ONCE)])

    def send() -> None:
        assert next(visitors).post("/join", data=form).status_code == 302

    at_once(app, send)

    with app.app_context():
        made = db.session.scalars(select(User).filter_by(name="Sent Twice", role=Role.STUDENT))
        assert len(list(made)) == 1


def test_a_student_added_by_hand_several_times_at_once_has_one_account(
    app: Flask, teacher_id: int
) -> None:
    with app.app_context():
        teacher = db.session.get_one(User, teacher_id)
        address = f"/classes/{Make().classroom(teacher).id}/students/new"
        visitors = iter([Pages(app).sign_in(teacher).client for _ in range(AT_ONCE)])
        db.session.commit()
    statuses = []

    def send() -> None:
        statuses.append(next(visitors).post(address, data={"name": "Added Twice"}).status_code)

    at_once(app, send)

    assert sorted(statuses) == [200, 422, 422, 422]
    with app.app_context():
        made = db.session.scalars(select(User).filter_by(name="Added Twice", role=Role.STUDENT))
        assert len(list(made)) == 1


def test_pages_are_written_while_others_can_write(app: Flask, teacher_id: int) -> None:
    with app.app_context():
        teacher = db.session.get_one(User, teacher_id)
        classroom = Make().classroom(teacher, students=1)
        visitor = Pages(app).sign_in(teacher).client
        student, where = classroom.enrolments[0].student_id, f"/classes/{classroom.id}"
        db.session.commit()
    renamed = []

    def rename(_app: Flask, template: Template, **_given: object) -> None:
        with app.app_context(), db.engine.connect() as other:
            other.execute(update(User).values(name=template.name).where(User.id == student))
            other.commit()
        renamed.append(template.name)

    with before_render_template.connected_to(rename, app):
        visitor.post(f"{where}/cards", data={"student": [student]})
        file = BytesIO(b"name\nSomebody New\n"), "roster.csv"
        visitor.post(f"{where}/roster", data={"file": file, "encoding": "utf-8"})

    assert renamed == ["classrooms/printed_cards.html", "classrooms/roster_plan.html"]


def test_what_a_student_needs_can_be_said_several_times_at_once(
    app: Flask, teacher_id: int
) -> None:
    with app.app_context():
        classroom = Make().classroom(db.session.get_one(User, teacher_id), students=1)
        number = classroom.enrolments[0].student_id
        db.session.commit()

    def say() -> None:
        student = db.session.get_one(User, number)
        actions.set_accommodation(
            student, extra_time_percent=25, untimed=False, larger_text=True, hide_clock=False
        )
        db.session.commit()

    at_once(app, say)

    with app.app_context():
        assert db.session.get_one(Accommodation, number).extra_time_percent == 25
        db.session.execute(delete(Accommodation).where(Accommodation.student_id == number))
        db.session.commit()
