"""The demo school in the database: its people, its classes, and the quizzes set to them."""

import secrets
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app

from quizapp.accounts import passwords
from quizapp.accounts.actions import let_write_questions
from quizapp.accounts.models import Role, School, User
from quizapp.classrooms import actions as classrooms
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.demo import (
    comparisons,
    decisions,
    judgements,
    lessons,
    objections,
    people,
    second_look,
    standards,
)
from quizapp.quizzes import actions as quizzes
from quizapp.quizzes.models import Assignment, Counts, Feedback
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.publishing import publish_folder
from quizapp.quizzes.queries import find_published_quiz
from quizapp.quizzes.sentences import Conditions
from quizapp.scoring.grades import READY
from quizapp.scoring.lateness import LateKind, LateRule

BANK = "stalin-trotsky"
ZONE = ZoneInfo(people.TIME_ZONE)
TERM = timedelta(days=60)
"""How long ago the accounts and classes were made."""

LATE = LateRule(LateKind.PER_DAY, per_cent=10, floor=40)
"""What the running quiz takes off for each day after it was due."""

FIRST, SECOND = people.CLASSES


def build(now: datetime, *, most: int | None = None) -> None:
    """Fill an empty database with the demo school; the caller commits.

    Dates lie round ``now``: one quiz is over, one has just been given back, one is running.
    ``most`` limits the students of each class.
    """
    began = now - TERM
    for folder in current_app.config["QUIZAPP"].bank_folders:
        publish_folder(folder, began)  # first, as it begins with a transaction of its own
    db.session.merge(School(id=1, name=people.SCHOOL, time_zone=people.TIME_ZONE))
    # A hash takes a third of a second by design, so all accounts share one of the common password.
    common = passwords.hashed(people.PASSWORD)
    _staff(people.ADMIN, Role.ADMIN, common, began)
    first, second = (_staff(name, Role.TEACHER, common, began) for name in people.TEACHERS)
    for author in (first, second):
        let_write_questions(author, may=True)
    for teacher, (name, students) in zip((first, second), people.CLASSES.items(), strict=True):
        classroom = classrooms.make_classroom(teacher, name, began)
        _fill(classroom, students[:most], common, began)
        _set_quizzes(classroom, now)
    classrooms.add_co_teacher(classroom, first, began)
    objections.raise_and_answer(classroom, now)
    standards.agree(BANK, second, first, now)


def _staff(name: str, role: Role, password_hash: str, now: datetime) -> User:
    user = User(
        username=people.username(name),
        name=name,
        role=role,
        password_hash=password_hash,
        session_key=secrets.token_hex(20),
        comfort={},
        created_at=now,
    )
    db.session.add(user)
    return user


def _fill(classroom: Classroom, names: tuple[str, ...], password_hash: str, now: datetime) -> None:
    for name in names:
        student = classrooms.make_student(name, people.username(name), password_hash, now)
        classrooms.enrol(classroom, student, now)
        if name in people.NEEDS:
            classrooms.set_accommodation(student, **asdict(people.NEEDS[name]))


def _set_quizzes(classroom: Classroom, now: datetime) -> None:
    if classroom.name == FIRST:
        _clinic(classroom, now)
        judgements.look_at_answers(classroom, now)
        second_look.ask_again(classroom, now)
        _running(classroom, now)
    else:
        _comparison(classroom, now)
        _dispute(classroom, now)


def _clinic(classroom: Classroom, now: datetime) -> None:
    """Set a quiz that closed a week ago, and which two students missed."""
    opens = _school_day(now, 13, time(10, 5))
    closes = _school_day(now, 7, time(16))
    conditions = _conditions("Q02", opens, closes, Feedback.CLOSE, minutes=40)
    assignment = _set(classroom, "Q02", conditions)
    lessons.in_class(assignment, absent=2)
    comparisons.compare(assignment, "S1-16", now)


def _comparison(classroom: Classroom, now: datetime) -> None:
    """Set a quiz that is over and was given back as soon as it was handed in."""
    opens = _school_day(now, 3, time(11, 20))
    closes = _school_day(now, 1, time(16))
    conditions = _conditions("Q06", opens, closes, Feedback.SUBMISSION, minutes=18)
    assignment = _set(classroom, "Q06", conditions)
    assignment.grade_by(READY["nine"][1])
    lessons.in_class(assignment, absent=0)
    decisions.decide(assignment, closes)


def _dispute(classroom: Classroom, now: datetime) -> None:
    """Set questions on which accounts divide; the support for the last one waits for its mark."""
    opens = _school_day(now, 2, time(11, 20))
    closes = _school_day(now, 1, time(16))
    conditions = _conditions("Q21", opens, closes, Feedback.SUBMISSION, minutes=25)
    lessons.in_class(_set(classroom, "Q21", conditions), absent=1)


def _running(classroom: Classroom, now: datetime) -> None:
    """Set a quiz that some are working on at this moment; without a limit, so that they go on.

    It may be handed in late, and then earns less; one who has not begun is excused from a question.
    """
    opens = now - lessons.UNDER_WAY
    closes = _school_day(now, -lessons.DAYS_LEFT, time(16))
    conditions = _conditions("Q04", opens, closes, Feedback.SUBMISSION, minutes=None)
    late = replace(
        conditions,
        due_at=_school_day(now, -lessons.DAYS_TO_DUE, time(16)),
        late_rule=LATE.kind,
        late_per_cent=LATE.per_cent,
        late_floor=LATE.floor,
    )
    assignment = _set(classroom, "Q04", late)
    lessons.at_this_moment(assignment, now)
    for name in lessons.NOT_YET:
        decisions.excuse_ahead(assignment, name, opens)


def _set(classroom: Classroom, quiz_id: str, conditions: Conditions) -> Assignment:
    published = _published(quiz_id)
    evening_before = conditions.opens_at - timedelta(hours=15)
    return quizzes.set_quiz(published, classroom, classroom.teacher, conditions, evening_before)


def _conditions(
    quiz_id: str, opens: datetime, closes: datetime, feedback: Feedback, minutes: int | None
) -> Conditions:
    return Conditions(
        title=_published(quiz_id).quiz.title,
        opens_at=opens,
        due_at=closes,
        closes_at=closes,
        time_limit_minutes=minutes,
        attempts_allowed=1,
        counts=Counts.BEST,
        shuffle=True,
        feedback=feedback,
        certainty=True,
    )


def _published(quiz_id: str) -> PublishedQuiz:
    found = find_published_quiz(BANK, quiz_id)
    if found is None:
        raise LookupError(f"The bank has no whole quiz {quiz_id}; see quizapp bank check.")
    return found


def _school_day(now: datetime, days_ago: int, clock: time) -> datetime:
    """Return a moment some days ago, by the clock in the school, earlier if that is a weekend."""
    day = now.astimezone(ZONE).date() - timedelta(days=days_ago)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, clock, ZONE)
