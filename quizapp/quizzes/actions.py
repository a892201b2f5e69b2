"""Setting a quiz for a class, changing what was set, and exceptions for single students."""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem, Assignment, Override
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.sentences import Conditions

SENT_TWICE_WITHIN = timedelta(minutes=1)


class ClassIsArchived(Exception):
    """The class has been put away; nothing can be set for it."""


def set_quiz(
    published: PublishedQuiz,
    classroom: Classroom,
    teacher: User,
    conditions: Conditions,
    now: datetime,
) -> Assignment:
    """Set a quiz for a class, with the item and source versions of this moment.

    The same again within a minute is one form sent twice, and is set once. Raises
    `ClassIsArchived`.
    """
    db.session.refresh(classroom, with_for_update=True)
    if classroom.archived_at:
        raise ClassIsArchived
    assignment = _just_set(published, classroom, conditions, now) or Assignment(
        classroom=classroom,
        teacher=teacher,
        bank=published.bank,
        quiz_id=published.quiz.id,
        created_at=now,
        items=_assigned(published),
        sources=list(published.sources),
        **asdict(conditions),
    )
    db.session.add(assignment)
    db.session.flush()
    return assignment


def _just_set(
    published: PublishedQuiz, classroom: Classroom, conditions: Conditions, now: datetime
) -> Assignment | None:
    """Return what the same form has set a moment ago, when it was sent twice."""
    return db.session.scalars(
        select(Assignment)
        .filter_by(classroom_id=classroom.id, bank=published.bank, quiz_id=published.quiz.id)
        .filter_by(**asdict(conditions), archived_at=None)
        .where(Assignment.created_at > now - SENT_TWICE_WITHIN)
    ).first()


def _assigned(published: PublishedQuiz) -> list[AssignedItem]:
    """Return the items in their places; evidence knows the place of its claim."""
    marks = published.max_marks
    places = {version.item_id: place for place, version in enumerate(published.items, start=1)}
    claims = {e.evidence: e.claim for e in published.quiz.entries if e.evidence and e.claim}
    return [
        AssignedItem(
            position=place,
            version=version,
            max_mark=marks[version.item_id],
            claim_position=places.get(claims.get(version.item_id, "")),
        )
        for place, version in enumerate(published.items, start=1)
    ]


def change(assignment: Assignment, conditions: Conditions) -> None:
    """Change the conditions of an assignment, also while it runs."""
    for name, value in asdict(conditions).items():
        setattr(assignment, name, value)
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
