"""Finding classes, who is in them, and what some students need."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, select, true

from quizapp.accounts.models import Role, User
from quizapp.classrooms.models import Accommodation, Classroom, Enrolment
from quizapp.database import db


def classrooms_of(teacher: User, *, archived: bool = False) -> list[Classroom]:
    """Return the teacher's classes by name, either those in use or the archived ones.

    An admin sees the classes of all teachers.
    """
    put_away = Classroom.archived_at.is_not(None) if archived else Classroom.archived_at.is_(None)
    return list(
        db.session.scalars(
            select(Classroom)
            .where(_may_be_seen_by(teacher), put_away)
            .order_by(Classroom.name, Classroom.id)
        )
    )


def find_classroom(teacher: User, classroom_id: int) -> Classroom | None:
    """Return the class if it is the teacher's, archived or not; an admin finds every class."""
    return db.session.scalar(
        select(Classroom).where(Classroom.id == classroom_id, _may_be_seen_by(teacher))
    )


def _may_be_seen_by(teacher: User) -> ColumnElement[bool]:
    return true() if teacher.role is Role.ADMIN else Classroom.teacher_id == teacher.id


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
            .join(Enrolment)
            .where(
                Enrolment.student_id == student.id,
                Enrolment.left_at.is_(None),
                Classroom.archived_at.is_(None),
            )
            .order_by(Classroom.name, Classroom.id)
        )
    )
