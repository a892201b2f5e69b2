"""Finding what waits for marking, and one script with all that its page shows."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response
from quizapp.classrooms.models import Classroom, Enrolment
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.marking.line import Key
from quizapp.marking.models import GivenMark, SavedComment
from quizapp.marking.scheme import alike, usable
from quizapp.quizzes.models import Assignment, BankRevision, ItemVersion, RevisionItem
from quizapp.quizzes.versions import item_of

MOST_SAVED = 12
"""How many saved comments a page offers."""


def newest_versions(keys: Collection[Key]) -> Mapping[Key, ItemVersion]:
    """Return the items of these as they were published last; those no longer published lack."""
    newest = select(func.max(BankRevision.id)).group_by(BankRevision.bank)
    rows = db.session.scalars(
        select(ItemVersion)
        .join(RevisionItem)
        .where(
            RevisionItem.revision_id.in_(newest),
            ItemVersion.item_id.in_({item_id for _, item_id in keys}),
        )
    )
    return {(row.bank, row.item_id): row for row in rows}


def versions_by_id(ids: Collection[int]) -> Mapping[int, ItemVersion]:
    """Return these versions by their numbers."""
    rows = db.session.scalars(select(ItemVersion).where(ItemVersion.id.in_(ids)))
    return {row.id: row for row in rows}


def scheme_in_use(answered: ItemVersion, newest: ItemVersion | None) -> ItemVersion:
    """Return the version whose scheme marks an answer: the newest, unless it no longer fits."""
    if newest is None or not usable(item_of(newest), item_of(answered)):
        return answered
    return newest


def is_outdated(marked_by: ItemVersion, answered: ItemVersion, newest: ItemVersion | None) -> bool:
    """Return whether a mark was given under another scheme than would be used now."""
    return not alike(item_of(marked_by), item_of(scheme_in_use(answered, newest)))


def find_response(teacher: User, response_id: int) -> Response | None:
    """Return a response that was handed in, in one of the teacher's classes, with what it needs."""
    return db.session.scalar(
        select(Response)
        .join(Response.attempt)
        .join(Attempt.assignment)
        .join(Assignment.classroom)
        .where(
            Response.id == response_id,
            Attempt.submitted_at.is_not(None),
            may_be_seen_by(teacher),
        )
        .options(
            joinedload(Response.version),
            contains_eager(Response.attempt).options(
                joinedload(Attempt.student),
                contains_eager(Attempt.assignment).options(
                    contains_eager(Assignment.classroom), selectinload(Assignment.sources)
                ),
            ),
        )
    )


def is_a_member(classroom: Classroom, student: User) -> bool:
    """Return whether a student with an open account is in a class now."""
    here = select(Enrolment.id).where(
        Enrolment.classroom_id == classroom.id,
        Enrolment.student_id == student.id,
        Enrolment.left_at.is_(None),
    )
    return student.archived_at is None and db.session.scalar(here) is not None


def current_marks(attempt: Attempt) -> Mapping[int, GivenMark]:
    """Return what persons gave to the responses of an attempt, by response."""
    rows = db.session.scalars(
        select(GivenMark)
        .join(GivenMark.response)
        .where(Response.attempt_id == attempt.id, GivenMark.current)
        .options(joinedload(GivenMark.version), selectinload(GivenMark.remarks))
    )
    return {row.response_id: row for row in rows}


def saved_comments(marker: User, bank: str, item_id: str) -> Sequence[SavedComment]:
    """Return what a marker has said to answers to an item, what was used most first."""
    return db.session.scalars(
        select(SavedComment)
        .filter_by(marker_id=marker.id, bank=bank, item_id=item_id)
        .order_by(SavedComment.uses.desc(), SavedComment.used_at.desc(), SavedComment.id)
        .limit(MOST_SAVED)
    ).all()


def under_way(teacher: User) -> Sequence[int]:
    """Return the assignments of the teacher's classes that somebody is working on."""
    return db.session.scalars(
        select(Assignment.id)
        .distinct()
        .join(Assignment.classroom)
        .join(Attempt, Attempt.assignment_id == Assignment.id)
        .where(may_be_seen_by(teacher), Attempt.submitted_at.is_(None), Attempt.voided_at.is_(None))
    ).all()
