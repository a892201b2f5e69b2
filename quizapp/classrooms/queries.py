"""Finding classes, who is in them, and what some students need."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts import rules
from quizapp.accounts.models import Role, User
from quizapp.accounts.tokens import digest
from quizapp.classrooms import usernames
from quizapp.classrooms.models import Accommodation, Classroom, CoTeacher, Enrolment, LoginCard
from quizapp.database import db

WITH_TEACHERS = (
    joinedload(Classroom.teacher),
    selectinload(Classroom.co_teachers).joinedload(CoTeacher.teacher),
)


def classrooms_of(teacher: User, *, archived: bool = False) -> list[Classroom]:
    """Return the teacher's classes by name, either those in use or the archived ones.

    An admin sees the classes of all teachers.
    """
    put_away = Classroom.archived_at.is_not(None) if archived else Classroom.archived_at.is_(None)
    return list(
        db.session.scalars(
            select(Classroom)
            .options(*WITH_TEACHERS)
            .where(may_be_seen_by(teacher), put_away)
            .order_by(Classroom.name, Classroom.id)
        )
    )


def find_classroom(teacher: User, classroom_id: int) -> Classroom | None:
    """Return the class if it is the teacher's, archived or not; an admin finds every class."""
    return db.session.scalar(
        select(Classroom).where(Classroom.id == classroom_id, may_be_seen_by(teacher))
    )


def find_led_classroom(teacher: User, classroom_id: int) -> Classroom | None:
    """Return the class if the teacher decides who teaches it; an admin decides for every class."""
    classroom = find_classroom(teacher, classroom_id)
    return classroom if classroom and classroom.is_led_by(teacher) else None


def may_be_seen_by(teacher: User) -> ColumnElement[bool]:
    """Return the condition that the teacher teaches a class; an admin sees all classes."""
    return true() if teacher.role is Role.ADMIN else taught_by([teacher.id])


def taught_by(teacher_ids: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a class is taught by one of these, alone or with others."""
    shared = select(CoTeacher.classroom_id).where(CoTeacher.teacher_id.in_(teacher_ids))
    return or_(Classroom.teacher_id.in_(teacher_ids), Classroom.id.in_(shared))


def students_of(classroom: Classroom) -> list[User]:
    """Return who is in the class now, by the last word of the name and then the whole name."""
    return sorted(db.session.scalars(_current(classroom)), key=by_last_name)


def find_student(classroom: Classroom, student_id: int) -> User | None:
    """Return a student who is in the class now."""
    return db.session.scalar(_current(classroom).where(User.id == student_id))


def _current(classroom: Classroom) -> Select[User]:
    return (
        select(User)
        .join(Enrolment, Enrolment.student_id == User.id)
        .where(
            Enrolment.classroom_id == classroom.id,
            Enrolment.left_at.is_(None),
            User.archived_at.is_(None),
        )
    )


def by_last_name(person: User) -> tuple[str, str, int]:
    """Return what to sort people by: last word of the name, name, id; case does not count."""
    name = person.name.casefold()
    return (name.split() or [""])[-1], name, person.id


def accommodations_of(student_ids: Collection[int]) -> dict[int, Accommodation]:
    """Return what these students need, by student; those who need nothing may be absent."""
    if not student_ids:
        return {}
    rows = db.session.scalars(
        select(Accommodation).where(Accommodation.student_id.in_(student_ids))
    )
    return {row.student_id: row for row in rows}


def classrooms_of_student(student: User) -> list[Classroom]:
    """Return the classes in use that the student is in now, by name."""
    return list(
        db.session.scalars(
            select(Classroom)
            .options(*WITH_TEACHERS)
            .join(Enrolment)
            .where(
                Enrolment.student_id == student.id,
                Enrolment.left_at.is_(None),
                Classroom.archived_at.is_(None),
            )
            .order_by(Classroom.name, Classroom.id)
        )
    )


def find_open_classroom(code: str) -> Classroom | None:
    """Return the class that this code (as stored) lets people join now."""
    return db.session.scalar(
        select(Classroom).where(Classroom.join_code == code, Classroom.archived_at.is_(None))
    )


def wait_for_turn(classroom: Classroom) -> None:
    """Read the class anew, and let whoever else waits here go on only after this transaction."""
    db.session.refresh(classroom, with_for_update=True)


def newcomers_named(classroom: Classroom, name: str, since: datetime) -> Sequence[User]:
    """Return the students of a class with this very name whose accounts are this new."""
    return db.session.scalars(
        _current(classroom).where(User.name == name, User.created_at >= since)
    ).all()


def find_namesake(teacher: User, name: str) -> Classroom | None:
    """Return a class in use of this teacher that has this name already."""
    return db.session.scalars(
        select(Classroom).where(
            Classroom.teacher_id == teacher.id,
            Classroom.name == name,
            Classroom.archived_at.is_(None),
        )
    ).first()


def neighbours_of(teacher: User, classroom: Classroom) -> list[Classroom]:
    """Return where the teacher can move students of a class to, by name.

    That is every other class in use that they may see and that shares a teacher with this one.
    """
    return list(
        db.session.scalars(
            select(Classroom)
            .where(
                may_be_seen_by(teacher),
                taught_by([each.id for each in classroom.teachers]),
                Classroom.id != classroom.id,
                Classroom.archived_at.is_(None),
            )
            .order_by(Classroom.name, Classroom.id)
        )
    )


def class_sizes() -> dict[int, int]:
    """Return how many students are in each class now; classes without any are absent."""
    rows = db.session.execute(
        select(Enrolment.classroom_id, func.count(Enrolment.id))
        .join(User, User.id == Enrolment.student_id)
        .where(Enrolment.left_at.is_(None), User.archived_at.is_(None))
        .group_by(Enrolment.classroom_id)
    )
    return dict(iter(rows))


def enrolments_of(classroom: Classroom) -> list[Enrolment]:
    """Return the places of who is in the class now, in the order of `students_of`."""
    return _enrolments(classroom, Enrolment.left_at.is_(None))


def former_enrolments_of(classroom: Classroom) -> list[Enrolment]:
    """Return the places of who was removed from the class, in the order of `students_of`."""
    return _enrolments(classroom, Enrolment.left_at.is_not(None))


def _enrolments(classroom: Classroom, which: ColumnElement[bool]) -> list[Enrolment]:
    rows = db.session.scalars(
        select(Enrolment)
        .join(Enrolment.student)
        .options(contains_eager(Enrolment.student))
        .where(Enrolment.classroom_id == classroom.id, which, User.archived_at.is_(None))
    )
    return sorted(rows, key=lambda row: by_last_name(row.student))


def find_enrolment(classroom: Classroom, student_id: int) -> Enrolment | None:
    """Return a student's place in a class, also one they left, while the account is open."""
    return db.session.scalar(
        select(Enrolment)
        .join(Enrolment.student)
        .where(
            Enrolment.classroom_id == classroom.id,
            Enrolment.student_id == student_id,
            User.archived_at.is_(None),
        )
    )


def other_teachers_of(teacher: User, taught: Sequence[Classroom]) -> list[User]:
    """Return who else teaches a student of these classes, by name."""
    everybody = {each.id: each for classroom in taught for each in classroom.teachers}
    everybody.pop(teacher.id, None)
    return sorted(everybody.values(), key=by_last_name)


def possible_co_teachers(classroom: Classroom) -> list[User]:
    """Return the teachers and admins of the school who do not teach the class yet, by name."""
    present = [each.id for each in classroom.teachers]
    people = db.session.scalars(
        select(User).where(
            User.role != Role.STUDENT, User.archived_at.is_(None), User.id.not_in(present)
        )
    )
    return sorted(people, key=by_last_name)


def find_co_teacher(classroom: Classroom, teacher_id: int) -> CoTeacher | None:
    """Return the place of somebody who teaches the class beside its teacher."""
    return db.session.get(CoTeacher, (classroom.id, teacher_id))


def free_username(name: str) -> str:
    """Return a user name for a new student that nobody has."""
    base = usernames.proposed(name, ())
    stem = base[: rules.LONGEST_USERNAME - usernames.ROOM_FOR_NUMBER]
    taken = db.session.scalars(
        select(User.username).where(User.username.startswith(stem, autoescape=True))
    )
    return usernames.proposed(name, set(taken))


def holders_of_cards(student_ids: Collection[int]) -> set[int]:
    """Return which of these students have a login card that works."""
    return set(
        db.session.scalars(
            select(LoginCard.student_id).where(
                LoginCard.student_id.in_(student_ids), LoginCard.revoked_at.is_(None)
            )
        )
    )


def find_card_holder(token: str) -> User | None:
    """Return who may sign in with a login card: a student of a class in use."""
    return db.session.scalars(
        select(User)
        .join(LoginCard, LoginCard.student_id == User.id)
        .where(
            LoginCard.token_hash == digest(token),
            LoginCard.revoked_at.is_(None),
            User.role == Role.STUDENT,
            User.archived_at.is_(None),
            select(Enrolment.id)
            .join(Classroom)
            .where(
                Enrolment.student_id == User.id,
                Enrolment.left_at.is_(None),
                Classroom.archived_at.is_(None),
            )
            .exists(),
        )
    ).first()
