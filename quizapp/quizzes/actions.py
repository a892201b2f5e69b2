"""Setting a quiz for a class, changing what was set, and exceptions for single students."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.quizzes.groups import groups_of, name_students
from quizapp.quizzes.models import AssignedItem, Assignment, Override
from quizapp.quizzes.published import Chosen, PublishedQuiz
from quizapp.quizzes.sentences import Conditions

SENT_TWICE_WITHIN = timedelta(minutes=1)


class ClassIsArchived(Exception):
    """The class has been put away; nothing can be set for it."""


def set_quiz(
    published: PublishedQuiz | Chosen,
    classroom: Classroom,
    teacher: User,
    conditions: Conditions,
    now: datetime,
    student_ids: Collection[int] = (),
) -> Assignment:
    """Set questions for a class, with the item and source versions of this moment.

    With ``student_ids`` for these students of it alone. The same again within a minute is one form
    sent twice, and is set once. Raises `ClassIsArchived`.
    """
    db.session.refresh(classroom, with_for_update=True)
    if classroom.archived_at:
        raise ClassIsArchived
    before = _just_set(published, classroom, conditions, now, student_ids)
    return before or assign(published, classroom, teacher, conditions, now, student_ids)


def assign(
    published: PublishedQuiz | Chosen,
    classroom: Classroom,
    teacher: User,
    conditions: Conditions,
    now: datetime,
    student_ids: Collection[int] = (),
) -> Assignment:
    """Set questions for a class that is in use, whatever was set before."""
    assignment = Assignment(
        classroom=classroom,
        teacher=teacher,
        bank=published.bank,
        quiz_id=published.quiz_id,
        created_at=now,
        items=_assigned(published),
        sources=list(published.sources),
        **asdict(conditions),
    )
    db.session.add(assignment)
    db.session.flush()
    name_students(assignment, student_ids)
    return assignment


def _just_set(
    published: PublishedQuiz | Chosen,
    classroom: Classroom,
    conditions: Conditions,
    now: datetime,
    student_ids: Collection[int],
) -> Assignment | None:
    """Return what the same form has set a moment ago, when it was sent twice."""
    alike = db.session.scalars(
        select(Assignment)
        .filter_by(classroom_id=classroom.id, bank=published.bank, quiz_id=published.quiz_id)
        .filter_by(**asdict(conditions), archived_at=None)
        .where(Assignment.created_at > now - SENT_TWICE_WITHIN)
    ).all()
    groups = groups_of(each.id for each in alike)
    asked = [version.id for version in published.items]
    return next(
        (
            each
            for each in alike
            if groups.get(each.id, frozenset()) == set(student_ids)
            and [item.item_version_id for item in each.items] == asked
        ),
        None,
    )


def _assigned(published: PublishedQuiz | Chosen) -> list[AssignedItem]:
    """Return the items in their places; evidence knows the place of its claim."""
    marks, claims = published.max_marks, published.claims
    places = {version.item_id: place for place, version in enumerate(published.items, start=1)}
    return [
        AssignedItem(
            position=place,
            version=version,
            max_mark=marks[version.item_id],
            claim_position=places.get(claims.get(version.item_id, "")),
        )
        for place, version in enumerate(published.items, start=1)
    ]


def change(
    assignment: Assignment, conditions: Conditions, student_ids: Collection[int] | None = None
) -> None:
    """Change the conditions of an assignment, also while it runs.

    ``student_ids`` are those it is for from now on, the whole class if empty; ``None`` leaves it.
    """
    db.session.refresh(assignment, with_for_update={"key_share": True})  # one at a time
    for name, value in asdict(conditions).items():
        setattr(assignment, name, value)
    if student_ids is not None:
        name_students(assignment, student_ids)
    db.session.flush()


def set_override(
    assignment: Assignment,
    student: User,
    teacher: User,
    now: datetime,
    *,
    opens_at: datetime | None = None,
    due_at: datetime | None = None,
    closes_at: datetime | None = None,
    time_limit_minutes: int | None = None,
    extra_attempts: int = 0,
    reason: str = "",
) -> Override:
    """Say what is different for one student; what is not given stays as for everybody."""
    db.session.refresh(assignment, with_for_update={"key_share": True})  # one at a time
    override = _override(assignment, student.id)
    if override is None:
        override = Override(assignment=assignment, student=student)
        db.session.add(override)
    override.opens_at, override.due_at, override.closes_at = opens_at, due_at, closes_at
    override.time_limit_minutes, override.extra_attempts = time_limit_minutes, extra_attempts
    override.reason, override.changed_at, override.changed_by_id = reason, now, teacher.id
    db.session.flush()
    return override


def remove_override(assignment: Assignment, student_id: int) -> None:
    """Let the same hold for a student as for everybody; harmless if it does already."""
    override = _override(assignment, student_id)
    if override:
        db.session.delete(override)
        db.session.flush()


def _override(assignment: Assignment, student_id: int) -> Override | None:
    return db.session.scalar(
        select(Override).filter_by(assignment_id=assignment.id, student_id=student_id)
    )
