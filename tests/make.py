"""Rows for tests, each made in one line."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from quizapp.accounts import passwords
from quizapp.accounts.models import Role, School, User
from quizapp.classrooms.models import Accommodation, Classroom, Enrolment
from quizapp.database import db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "quiet-folk-23"

_numbers = count(1)


class Make:
    """A factory of rows; each is flushed, so it has its id."""

    def person(self, role: Role, **given: Any) -> User:
        number = next(_numbers)
        values = {
            "username": f"{role.value}{number}",
            "name": f"{role.value.title()} {number}",
            "role": role,
            "password_hash": passwords.hashed(PASSWORD),
            "session_key": f"key{number}",
            "comfort": {},
            "created_at": NOON,
        }
        return self._add(User(**{**values, **given}))

    def student(self, **given: Any) -> User:
        return self.person(Role.STUDENT, **given)

    def teacher(self, **given: Any) -> User:
        return self.person(Role.TEACHER, **given)

    def admin(self, **given: Any) -> User:
        return self.person(Role.ADMIN, **given)

    def school(self, **given: Any) -> School:
        values = {"id": 1, "name": "Test school", "time_zone": "Europe/London"}
        return self._add(School(**{**values, **given}))

    def classroom(self, teacher: User | None = None, students: int = 0, **given: Any) -> Classroom:
        """A class, with this many students of its own."""
        values = {
            "name": f"Class {next(_numbers)}",
            "teacher": teacher or self.teacher(),
            "created_at": NOON,
        }
        classroom = self._add(Classroom(**{**values, **given}))
        for _ in range(students):
            self.enrolment(classroom)
        return classroom

    def enrolment(self, classroom: Classroom, student: User | None = None) -> Enrolment:
        return self._add(
            Enrolment(classroom=classroom, student=student or self.student(), joined_at=NOON)
        )

    def accommodation(self, student: User, **given: Any) -> Accommodation:
        return self._add(Accommodation(student=student, **given))

    def later(self, **delta: float) -> datetime:
        """Return a moment after `NOON`: ``later(minutes=5)``."""
        return NOON + timedelta(**delta)

    def _add(self, row: Any) -> Any:
        db.session.add(row)
        db.session.flush()
        return row
