"""Steps that make classes, let students in, and give them what they need."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from quizapp.accounts.actions import make_user, set_password
from quizapp.accounts.models import Role, User
from quizapp.accounts.tokens import digest
from quizapp.classrooms import codes
from quizapp.classrooms.models import Accommodation, Classroom, CoTeacher, Enrolment, LoginCard
from quizapp.classrooms.roster.plan import Kind, Step
from quizapp.database import db


def make_classroom(teacher: User, name: str, now: datetime) -> Classroom:
    """Make a class that students can join at once."""
    classroom = Classroom(name=name, teacher=teacher, created_at=now)
    db.session.add(classroom)
    open_joining(classroom)
    return classroom


def open_joining(classroom: Classroom, make_code: Callable[[], str] = codes.made_up) -> None:
    """Give the class a new code that no other class has; an old one stops working."""
    db.session.flush()
    while True:
        try:
            with db.session.begin_nested():
                classroom.join_code = make_code()
        except IntegrityError:
            continue  # another class has it, perhaps only just now
        else:
            return


def add_co_teacher(classroom: Classroom, teacher: User, now: datetime) -> None:
    """Let somebody else teach the class too; harmless if they do already."""
    try:
        with db.session.begin_nested():
            db.session.add(CoTeacher(classroom=classroom, teacher=teacher, added_at=now))
    except IntegrityError:
        db.session.expire(classroom, ["co_teachers"])  # twice at the same moment


def remove_co_teacher(co_teacher: CoTeacher) -> None:
    """Let somebody teach the class no longer; from then on they do not find it."""
    db.session.delete(co_teacher)
    db.session.flush()


def make_student(name: str, username: str, password_hash: str | None, now: datetime) -> User:
    """Make a student's account; without a password, only a login card opens it.

    Raises `accounts.actions.UsernameTaken`.
    """
    return make_user(name, username, Role.STUDENT, password_hash, now)


def enrol(classroom: Classroom, student: User, now: datetime) -> None:
    """Put a student into a class; harmless if they are in it already."""
    place = _place(classroom, student)
    if place is None:
        try:
            with db.session.begin_nested():
                db.session.add(Enrolment(classroom=classroom, student=student, joined_at=now))
        except IntegrityError:
            place = _place(classroom, student)  # twice at the same moment
    if place:
        place.come_back()


def _place(classroom: Classroom, student: User) -> Enrolment | None:
    return db.session.scalar(
        select(Enrolment).where(
            Enrolment.classroom_id == classroom.id, Enrolment.student_id == student.id
        )
    )


def move(enrolment: Enrolment, target: Classroom, now: datetime) -> None:
    """Take a student out of one class and put them into another."""
    enrolment.leave(now)
    enrol(target, enrolment.student, now)


def make_cards(
    students: Sequence[User], hashes: Sequence[str], now: datetime
) -> list[tuple[User, str]]:
    """Give each student a new password and a new card. Older cards stop working."""
    revoke_cards([student.id for student in students], now)
    tokens = []
    for student, password_hash in zip(students, hashes, strict=True):
        set_password(student, password_hash)
        token = codes.token()
        card = LoginCard(student=student, token_hash=digest(token), created_at=now)
        db.session.add(card)
        tokens.append((student, token))
    db.session.flush()
    return tokens


def revoke_cards(student_ids: Collection[int], now: datetime) -> None:
    """Let nobody sign in with the cards that these students have had until now."""
    db.session.execute(
        update(LoginCard)
        .where(LoginCard.student_id.in_(student_ids), LoginCard.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def set_accommodation(
    student: User, *, extra_time_percent: int, untimed: bool, larger_text: bool, hide_clock: bool
) -> None:
    """Say what a student needs from now on, in every class."""
    db.session.refresh(student, with_for_update={"key_share": True})  # one teacher at a time
    row = db.session.get(Accommodation, student.id)
    if row is None:
        row = Accommodation(student=student)
        db.session.add(row)
    row.extra_time_percent = extra_time_percent
    row.untimed = untimed
    row.larger_text = larger_text
    row.hide_clock = hide_clock
    db.session.flush()


def carry_out(
    steps: Sequence[Step], classroom: Classroom, hashes: Mapping[int, str], now: datetime
) -> None:
    """Do what a roster plans. ``hashes`` holds the new passwords by line.

    Raises `accounts.actions.UsernameTaken` if somebody else took one of the user names meanwhile.
    """
    for step in steps:
        if not step.works:
            continue
        password_hash = hashes.get(step.row.first)
        if step.kind is Kind.CREATE:
            student = make_student(step.row.name, step.username, password_hash, now)
        else:
            student = _changed(step, password_hash)
        enrol(classroom, student, now)


def _changed(step: Step, password_hash: str | None) -> User:
    student = db.session.get_one(User, step.person.id if step.person else None)
    if step.renames:
        student.name = step.row.name
    if password_hash:
        set_password(student, password_hash)
    return student
