"""Finding classes and who teaches them, each through the person who may see it."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from quizapp.accounts.models import Role, User
from quizapp.classrooms.models import Classroom, CoTeacher, Enrolment
from quizapp.classrooms.queries.members import by_last_name
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
