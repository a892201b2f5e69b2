"""Finding what is set to a student, what they have done of it, and its pictures."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import contains_eager, defer, joinedload, selectinload

from quizapp.accounts.models import Role, User
from quizapp.attempts import rules
from quizapp.attempts.corrections import excused_by_assignment
from quizapp.attempts.lateness import days_late
from quizapp.attempts.models import Attempt, Response
from quizapp.attempts.tasks import Sat, Task
from quizapp.classrooms.models import Accommodation, Classroom, Enrolment
from quizapp.database import db
from quizapp.quizzes import pictures
from quizapp.quizzes.groups import is_for
from quizapp.quizzes.models import (
    AssignedItem,
    AssignedSource,
    Assignment,
    BankImage,
    ItemVersion,
    Override,
    SourceVersion,
)
from quizapp.quizzes.timing import Terms, terms_for


def tasks_of(student: User, now: datetime) -> Sequence[Task]:
    """Return the quizzes set to the student's classes, the one that closes first at the top."""
    assignments = db.session.scalars(_assignments(student).where(_is_set_to(student))).all()
    tasks = _tasks(student, assignments, now)
    return sorted(
        tasks, key=lambda task: (task.terms.due_at or task.terms.closes_at, task.assignment.id)
    )


def results_of(student: User, now: datetime) -> Sequence[Task]:
    """Return the quizzes that the student has taken or begun, the newest first."""
    assignments = db.session.scalars(
        _assignments(student).where(_has_attempt(student)).order_by(Assignment.opens_at.desc())
    ).all()
    return _tasks(student, assignments, now)


def find_task(student: User, assignment_id: int, now: datetime) -> Task | None:
    """Return one quiz that is set to the student, or that they have taken or begun."""
    assignment = db.session.scalar(
        _assignments(student).where(
            Assignment.id == assignment_id, or_(_is_set_to(student), _has_attempt(student))
        )
    )
    return _tasks(student, [assignment], now)[0] if assignment else None


def find_picture(person: User, name: str, now: datetime) -> BankImage | None:
    """Return a picture if the person may see a source that shows it.

    Authors may see all of them, teachers what was published, students what stands in a quiz that
    is open to them or that they have begun.
    """
    kept = pictures.find_picture(name)
    if kept is None or person.may_write_questions:
        return kept
    versions = pictures.versions_showing(name)
    may_see = bool(versions) and (
        person.role is not Role.STUDENT or _may_open(person, versions, now)
    )
    return kept if may_see else None


def _may_open(student: User, versions: Sequence[SourceVersion], now: datetime) -> bool:
    """Return whether a student has some of these sources in a quiz, and may open it."""
    held = AssignedSource.source_version_id.in_([version.id for version in versions])
    assignments = db.session.scalars(
        select(Assignment)
        .join(Assignment.classroom)
        .where(
            exists().where(AssignedSource.assignment_id == Assignment.id, held),
            or_(_is_set_to(student), _has_attempt(student)),
        )
    ).all()
    tasks = _tasks(student, assignments, now)
    return any(task.attempts or task.terms.opens_at <= now for task in tasks)


def _assignments(student: User) -> Select[Assignment]:
    return (
        select(Assignment)
        .join(Assignment.classroom)
        .options(
            contains_eager(Assignment.classroom),
            joinedload(Assignment.teacher),
            selectinload(Assignment.items).joinedload(AssignedItem.version).options(_LIGHT),
        )
    )


_LIGHT = defer(ItemVersion.content)


def _is_set_to(student: User) -> ColumnElement[bool]:
    """Return the condition that a quiz waits for the student in a class; neither is put away."""
    enrolled = exists().where(
        Enrolment.classroom_id == Assignment.classroom_id,
        Enrolment.student_id == student.id,
        Enrolment.left_at.is_(None),
    )
    in_use = Classroom.archived_at.is_(None) & Assignment.archived_at.is_(None)
    return enrolled & in_use & is_for(student.id)


def _has_attempt(student: User) -> ColumnElement[bool]:
    return exists().where(Attempt.assignment_id == Assignment.id, Attempt.student_id == student.id)


def _tasks(student: User, assignments: Sequence[Assignment], now: datetime) -> Sequence[Task]:
    ids = [assignment.id for assignment in assignments]
    overrides = {
        override.assignment_id: override
        for override in db.session.scalars(
            select(Override).where(
                Override.student_id == student.id, Override.assignment_id.in_(ids)
            )
        )
    }
    needs = db.session.get(Accommodation, student.id)
    terms = {each.id: terms_for(each, overrides.get(each.id), needs) for each in assignments}
    sats, still_set = _sats(student, terms), _still_set(student, ids)
    excused = excused_by_assignment(student.id, ids)
    return [
        Task(
            each,
            terms[each.id],
            sats.get(each.id, ()),
            now,
            is_set=each.id in still_set,
            excused=excused.get(each.id, frozenset()),
        )
        for each in assignments
    ]


def _still_set(student: User, assignment_ids: Sequence[int]) -> set[int]:
    return set(
        db.session.scalars(
            select(Assignment.id)
            .join(Assignment.classroom)
            .where(Assignment.id.in_(assignment_ids), _is_set_to(student))
        )
    )


def _sats(student: User, terms: Mapping[int, Terms]) -> dict[int, list[Sat]]:
    """Return the student's attempts by assignment, under the terms that hold there."""
    attempts = db.session.scalars(
        select(Attempt)
        .where(Attempt.student_id == student.id, Attempt.assignment_id.in_(terms.keys()))
        .order_by(Attempt.number)
        .options(selectinload(Attempt.responses).defer(Response.fields))
    )
    found: dict[int, list[Sat]] = {}
    for attempt in attempts:
        found.setdefault(attempt.assignment_id, []).append(
            _sat(attempt, terms[attempt.assignment_id])
        )
    return found


def _sat(attempt: Attempt, terms: Terms) -> Sat:
    responses = attempt.responses
    return Sat(
        attempt,
        rules.final_score(
            (response.mark for response in responses),
            (response.max_mark for response in responses),
            attempt.assignment.late,
            days_late(attempt, terms.due_at),
        ),
        any(response.waits for response in responses),
    )
