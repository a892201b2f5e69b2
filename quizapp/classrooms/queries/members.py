"""Finding who is in a class, their user names and cards, and what some of them need."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager

from quizapp.accounts import rules
from quizapp.accounts.models import Role, User
from quizapp.accounts.tokens import digest
from quizapp.classrooms import usernames
from quizapp.classrooms.models import Accommodation, Classroom, Enrolment, LoginCard
from quizapp.database import db


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


def newcomers_named(classroom: Classroom, name: str, since: datetime) -> Sequence[User]:
    """Return the students of a class with this very name whose accounts are this new."""
    return db.session.scalars(
        _current(classroom).where(User.name == name, User.created_at >= since)
    ).all()


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


def accommodations_of(student_ids: Collection[int]) -> dict[int, Accommodation]:
    """Return what these students need, by student; those who need nothing may be absent."""
    if not student_ids:
        return {}
    rows = db.session.scalars(
        select(Accommodation).where(Accommodation.student_id.in_(student_ids))
    )
    return {row.student_id: row for row in rows}


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
