import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from quizapp import create_app
from quizapp.accounts import passwords
from quizapp.accounts.models import Role, School, User
from quizapp.attempts.models import Attempt, Ended, Excuse, FixedMark, Response, State
from quizapp.classrooms.models import Accommodation, Classroom
from quizapp.classrooms.queries import students_of
from quizapp.config import Settings
from quizapp.database import db
from quizapp.demo import cli, database, people
from quizapp.marking.anchors.models import Exercise
from quizapp.marking.anchors.record import owes_exercise, standing_of
from quizapp.marking.anchors.topics import find_topic
from quizapp.peers.models import PeerAssessment
from quizapp.quizzes.models import Assignment
from quizapp.scoring.lateness import LateKind
from quizapp.web.times import now

PER_CLASS = 8


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a demo with small classes, which has been made."""
    folder = tmp_path_factory.mktemp("demo")
    settings = Settings(instance=folder, demo=True, scrypt_n=2, testing=True, threads=2)
    cli.make(settings, most=PER_CLASS)
    return settings


@pytest.fixture(scope="module")
def demo_app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def in_demo(demo_app: Flask) -> Iterator[None]:
    with demo_app.app_context():
        yield


def marks(path: Path) -> list[Any]:
    """Return who got what for which answer, by name."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT u.username, a.quiz_id, r.position, r.mark_numerator, r.mark_denominator,"
            " r.certainty, r.fields, t.seed FROM response r JOIN attempt t ON t.id = r.attempt_id"
            ' JOIN assignment a ON a.id = t.assignment_id JOIN "user" u ON u.id = t.student_id'
            " ORDER BY 1, 2, 3"
        ).fetchall()


def attempts_at(quiz_id: str) -> list[Attempt]:
    found = select(Attempt).join(Assignment).where(Assignment.quiz_id == quiz_id)
    return list(db.session.scalars(found))


def test_the_school_says_that_its_names_are_invented(in_demo: None):
    school = db.session.get(School, 1)

    assert school is not None
    assert "invented" in school.name
    assert school.setup_code_hash is None


def test_it_has_an_admin_two_teachers_and_their_classes_with_join_codes(in_demo: None):
    count = select(User.role, func.count()).group_by(User.role)
    assert dict(db.session.execute(count).all()) == {
        Role.ADMIN: 1,
        Role.TEACHER: 2,
        Role.STUDENT: 2 * PER_CLASS,
    }
    for classroom in db.session.scalars(select(Classroom)):
        assert classroom.join_code
        assert len(students_of(classroom)) == PER_CLASS


def test_the_classes_hold_28_and_26_people_with_names_and_user_names_of_their_own():
    names = [name for names in people.CLASSES.values() for name in names]
    everybody = [*names, *people.TEACHERS, people.ADMIN]

    assert [len(names) for names in people.CLASSES.values()] == [28, 26]
    assert (
        len({people.username(name) for name in everybody}) == len(everybody) == len(set(names)) + 3
    )
    assert len({name.split()[0] for name in names}) < len(names)
    assert {account.name for account in people.ACCOUNTS} | set(people.NEEDS) <= set(everybody)


def test_everybody_has_the_password_that_the_sign_in_page_shows(in_demo: None):
    hashes = set(db.session.scalars(select(User.password_hash)))

    assert len(hashes) == 1
    assert passwords.fits(people.PASSWORD, hashes.pop())


def test_some_students_need_more_time_larger_text_or_no_clock(in_demo: None):
    needs = list(db.session.scalars(select(Accommodation)))

    assert {n.extra_time_percent for n in needs} == {0, 25}
    assert any(n.untimed and n.larger_text for n in needs)


def test_one_quiz_is_over_one_given_back_and_one_is_running_for_days(in_demo: None):
    moment = now()
    closes = dict(db.session.execute(select(Assignment.quiz_id, Assignment.closes_at)).all())

    assert closes["Q02"] < moment - timedelta(days=5)
    assert closes["Q06"] < moment
    assert closes["Q04"] > moment + timedelta(days=5)


def test_all_but_two_handed_in_the_quiz_that_is_over(in_demo: None):
    attempts = attempts_at("Q02")

    assert len(attempts) == PER_CLASS - 2
    assert all(attempt.submitted_at for attempt in attempts)
    assert {attempt.ended_by for attempt in attempts} <= {Ended.STUDENT, Ended.CLOCK}


def test_in_the_running_quiz_some_are_done_some_at_work_and_some_have_not_begun(in_demo: None):
    attempts = attempts_at("Q04")
    at_work = {a.student.name for a in attempts if not a.submitted_at}

    assert 0 < len(at_work) < len(attempts) < PER_CLASS
    assert "Caoimhe O'Sullivan" in at_work
    assert "Amara Okonkwo" not in {attempt.student.name for attempt in attempts}
    assert all(attempt.started_at <= now() for attempt in attempts)


def test_two_teachers_standardise_an_essay_and_one_has_marked_its_anchors(in_demo: None):
    first, second = db.session.scalars(
        select(User).filter_by(role=Role.TEACHER).order_by(User.id)
    ).all()
    topic = find_topic("stalin-trotsky", "S1-16")
    assert topic is not None

    standing = standing_of(first, topic)

    assert standing.in_force
    assert standing.finished
    assert {anchor.owner for anchor in standing.usable} == {second}
    assert sorted((t.agreed, t.mark) for t in standing.done) == [(4, 5), (8, 8), (11, 9)]
    assert not owes_exercise(first, topic)
    assert all(exercise.ended_at < now() for exercise in db.session.scalars(select(Exercise)))


def test_a_teacher_has_overridden_a_mark_and_excused_a_student(in_demo: None):
    fixed, excuse = (
        db.session.scalars(select(FixedMark)).one(),
        db.session.scalars(
            select(Excuse).join(Assignment).where(Assignment.quiz_id == "Q06")
        ).one(),
    )
    excused = db.session.scalars(
        select(Response)
        .join(Response.attempt)
        .where(
            Attempt.assignment_id == excuse.assignment_id,
            Attempt.student_id == excuse.student_id,
            Response.position == excuse.position,
        )
    ).one()

    assert (fixed.response.mark, fixed.response.earned) == (Fraction(1, 2), 0)
    assert excused.max_mark == 0


def test_a_student_is_excused_from_a_question_of_the_running_quiz_before_they_begin(in_demo: None):
    running = db.session.scalars(select(Assignment).filter_by(quiz_id="Q04")).one()
    excuse = db.session.scalars(select(Excuse).filter_by(assignment_id=running.id)).one()

    assert excuse.student.name == "Amara Okonkwo"
    assert excuse.student_id not in {attempt.student_id for attempt in attempts_at("Q04")}
    assert excuse.by == running.teacher


def test_the_running_quiz_was_set_with_a_rule_for_late_work(in_demo: None):
    running = db.session.scalars(select(Assignment).filter_by(quiz_id="Q04")).one()

    assert running.due_at
    assert now() + timedelta(days=2) < running.due_at < running.closes_at
    assert running.late.kind is LateKind.PER_DAY
    assert running.late.score(Fraction(10), 20, days=1) == 8


def test_answers_were_scored_and_essays_wait_for_a_person(in_demo: None):
    states = dict(
        db.session.execute(
            select(Response.state, func.count())
            .join(Attempt)
            .where(Attempt.submitted_at.is_not(None))
            .group_by(Response.state)
        ).all()
    )

    assert set(states) <= {State.SCORED, State.WAITING, State.BLANK}
    assert states[State.SCORED] > states[State.WAITING] > 5
    assert db.session.scalar(select(func.count()).where(Response.certainty.is_not(None))) > 20


def test_building_twice_gives_the_same_marks(settings: Settings, tmp_path: Path):
    again = replace(settings, instance=tmp_path)
    cli.make(again, most=PER_CLASS)

    # How far those have come who are working now hangs on the minute, so they are left out.
    first, second = (
        [row for row in marks(database.path_of(each)) if row[3] is not None]
        for each in (settings, again)
    )
    assert len(first) > 100
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo.db"]


def test_the_demo_is_made_again_only_when_missing_stale_broken_or_changed(
    settings: Settings, tmp_path: Path
):
    other = replace(settings, instance=tmp_path)
    assert database.must_be_made(other, now())
    assert not database.must_be_made(settings, now())
    assert database.must_be_made(settings, now() + database.LASTS + timedelta(hours=1))

    changed = tmp_path / "bank"
    changed.mkdir()
    (changed / "bank.yaml").write_text("id: other\n")
    assert database.must_be_made(replace(settings, bank_folders=(changed,)), now())

    database.path_of(other).write_text("no database")
    assert database.must_be_made(other, now())


def test_most_of_a_class_has_looked_at_essays_and_the_rest_still_can(in_demo: None):
    sent = db.session.scalars(select(PeerAssessment)).all()
    round_ = sent[0].round
    written = db.session.scalars(
        select(Attempt.student_id)
        .filter_by(assignment_id=round_.assignment_id)
        .where(Attempt.submitted_at.is_not(None))
    ).all()

    readers = {each.reader_id for each in sent}
    assert all(each.is_sent for each in sent)
    assert readers < set(written)
    assert {each.own for each in sent} == {True, False}
    assert round_.open_at(now())


def test_a_failure_leaves_the_old_demo_in_place(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broken = replace(settings, instance=tmp_path, bank_folders=(tmp_path / "nothing",))
    database.path_of(broken).write_text("the old one")

    with pytest.raises(LookupError):
        cli.make(broken, most=1)

    assert database.path_of(broken).read_text() == "the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["demo.db"]


def test_a_demo_that_is_being_served_is_not_replaced(settings: Settings, tmp_path: Path):
    path = tmp_path / "demo.db"
    draft = tmp_path / "draft.db"
    with closing(sqlite3.connect(path)) as in_use, closing(sqlite3.connect(draft)) as new:
        for connection in (in_use, new):
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE something (id INTEGER)")
            connection.commit()
        new.close()

        with pytest.raises(database.InUse):
            database.put_in_place(draft, replace(settings, instance=tmp_path), now())

        assert in_use.execute("SELECT count(*) FROM something").fetchone() == (0,)
