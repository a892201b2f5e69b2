"""Rows for tests, each made in one line."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from quizapp.accounts import passwords
from quizapp.accounts.models import Role, School, User
from quizapp.attempts.models import Attempt, Ended, Response, State
from quizapp.attempts.rules import counting_marks
from quizapp.bank.loader import load
from quizapp.bank.model import Bank
from quizapp.bank.versions import (
    content_hash,
    item_content,
    item_from_content,
    source_content,
)
from quizapp.classrooms.models import Accommodation, Classroom, CoTeacher, Enrolment
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from quizapp.quizzes.models import (
    AssignedItem,
    Assignment,
    BankRevision,
    ItemVersion,
    SourceVersion,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "quiet-folk-23"

_numbers = count(1)


@cache
def real_bank() -> Bank:
    """Return the question bank of this checkout, loaded once."""
    loaded = load(Path(__file__).parents[1] / "question_bank")
    assert loaded.bank, loaded.problems
    return loaded.bank


def _judged(
    item: Item, fields: Fields, max_mark: int, handed_in: bool
) -> tuple[State, Fraction | None]:
    kind = ITEM_TYPES[item.type]
    try:
        read = kind.read(item, fields)
    except Unreadable:
        return State.UNREADABLE, Fraction() if handed_in else None
    if read is None:
        return State.BLANK, Fraction() if handed_in else None
    if not handed_in:
        return State.READ, None
    score = kind.score(item, read)
    return State.WAITING if score.waiting else State.SCORED, score.fraction * max_mark


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

    def co_teacher(self, classroom: Classroom, teacher: User | None = None) -> User:
        """Somebody who teaches the class beside its teacher."""
        teacher = teacher or self.teacher()
        self._add(CoTeacher(classroom=classroom, teacher=teacher, added_at=NOON))
        return teacher

    def enrolment(self, classroom: Classroom, student: User | None = None) -> Enrolment:
        return self._add(
            Enrolment(classroom=classroom, student=student or self.student(), joined_at=NOON)
        )

    def accommodation(self, student: User, **given: Any) -> Accommodation:
        return self._add(Accommodation(student=student, **given))

    def item_version(self, item: str | Item) -> ItemVersion:
        """A version of an item: one of the real bank by its id, or any item; made once."""
        item = real_bank().items[item] if isinstance(item, str) else item
        content = item_content(item)
        values = {"bank": "test", "item_id": item.id, "hash": content_hash(content)}
        section = real_bank().sections.get(item.id, "S1")
        return self._once(ItemVersion, values, section=section, content=content)

    def source_version(self, source_id: str) -> SourceVersion:
        """A version of a source of the real bank; made once."""
        content = source_content(real_bank().sources[source_id])
        values = {"bank": "test", "source_id": source_id, "hash": content_hash(content)}
        return self._once(SourceVersion, values, content=content)

    def revision(self, bank: str = "test") -> BankRevision:
        """A published state of a bank, without items: the beliefs of the real bank."""
        beliefs = [each.model_dump(mode="json") for each in real_bank().misconceptions.values()]
        values = {"bank": bank, "hash": f"hash{next(_numbers)}", "published_at": NOON}
        return self._add(BankRevision(**values, content={"misconceptions": beliefs}))

    def assignment(
        self,
        classroom: Classroom | None = None,
        items: Sequence[str | Item] = ("S1-03",),
        **given: Any,
    ) -> Assignment:
        """A quiz of these items, set to a class: open from `NOON` on, for years."""
        classroom = classroom or self.classroom()
        values = {
            "classroom": classroom,
            "teacher": classroom.teacher,
            "bank": "test",
            "quiz_id": "Q1",
            "title": f"Quiz {next(_numbers)}",
            "created_at": NOON,
            "opens_at": NOON,
            "closes_at": self.later(days=3650),
        }
        assignment = Assignment(**{**values, **given})
        versions = [self.item_version(item) for item in items]
        needed = {source for version in versions for source in version.content["sources"]}
        assignment.sources = [self.source_version(source) for source in sorted(needed)]
        assignment.items = [
            AssignedItem(position=place, version=version, max_mark=version.content["max_mark"])
            for place, version in enumerate(versions, start=1)
        ]
        return self._add(assignment)

    def attempt(
        self,
        assignment: Assignment,
        student: User | None = None,
        responses: Mapping[int, str | Fields] | None = None,
        *,
        handed_in: bool = True,
        **given: Any,
    ) -> Attempt:
        """An attempt by a student of the class.

        A response is a form's fields, or the name of one of the item's samples: ``"right"``.
        """
        student = student or self.enrolment(assignment.classroom).student
        values = {
            "assignment": assignment,
            "student": student,
            "number": 1,
            "seed": 1,
            "started_at": NOON,
            "submitted_at": self.later(minutes=20) if handed_in else None,
            "ended_by": Ended.STUDENT if handed_in else None,
        }
        attempt = Attempt(**{**values, **given})
        attempt.responses = [
            self._response(each, (responses or {}).get(each.position), handed_in)
            for each in assignment.items
        ]
        counting = counting_marks(
            {each.position: each.earned for each in attempt.responses},
            {each.position: each.max_mark for each in attempt.responses},
            {each.position: each.claim_position for each in assignment.items},
        )
        for response in attempt.responses:
            response.mark = counting[response.position]
        return self._add(attempt)

    def _response(
        self, assigned: AssignedItem, given: str | Fields | None, handed_in: bool
    ) -> Response:
        item = item_from_content(assigned.version.content)
        fields = ITEM_TYPES[item.type].samples(item)[given] if isinstance(given, str) else given
        response = Response(
            position=assigned.position,
            version=assigned.version,
            max_mark=assigned.max_mark,
            fields={name: list(values) for name, values in (fields or {}).items()},
            revision=int(bool(fields)),
            shown_at=None if fields is None else NOON,
            saved_at=self.later(minutes=assigned.position) if fields else None,
        )
        response.state, response.earned = _judged(item, fields or {}, assigned.max_mark, handed_in)
        return response

    def later(self, **delta: float) -> datetime:
        """Return a moment after `NOON`: ``later(minutes=5)``."""
        return NOON + timedelta(**delta)

    def _once(self, kind: Any, values: dict[str, Any], **more: Any) -> Any:
        found = db.session.scalar(select(kind).filter_by(**values))
        return found or self._add(kind(**values, **more))

    def _add(self, row: Any) -> Any:
        db.session.add(row)
        db.session.flush()
        return row
