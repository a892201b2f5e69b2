"""Finding published banks, quizzes in them, and assignments through their owners."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.classrooms.models import Accommodation, Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.quizzes.models import (
    AssignedItem,
    Assignment,
    BankRevision,
    ItemVersion,
    Override,
    QuizVersion,
    RevisionItem,
    RevisionQuiz,
    SourceVersion,
)
from quizapp.quizzes.published import Chosen, PublishedQuiz, claims_in, in_order
from quizapp.quizzes.timing import Terms, terms_for
from quizapp.quizzes.versions import item_of, quiz_of

NEWEST = (
    select(BankRevision)
    .where(BankRevision.id.in_(select(func.max(BankRevision.id)).group_by(BankRevision.bank)))
    .order_by(BankRevision.bank)
)
"""The newest revision of every bank, in the order of the banks' ids."""


def newest_revision(bank: str) -> BankRevision | None:
    """Return the revision of a bank that can be set."""
    return db.session.scalar(
        select(BankRevision).filter_by(bank=bank).order_by(BankRevision.id.desc()).limit(1)
    )


def newest_revisions() -> Sequence[BankRevision]:
    """Return the newest revision of every bank, in the order of the banks' ids."""
    return db.session.scalars(NEWEST).all()


def published_quizzes(revision: BankRevision) -> list[PublishedQuiz]:
    """Return all quizzes of a revision, in the order of their ids."""
    items = {version.item_id: version for version in revision.items}
    sources = {version.source_id: version for version in revision.sources}
    return [_published(revision, version, items, sources) for version in revision.quizzes]


def find_published_quiz(bank: str, quiz_id: str) -> PublishedQuiz | None:
    """Return a quiz of a bank's newest revision; only what it needs is read."""
    revision = newest_revision(bank)
    if revision is None:
        return None
    held = RevisionQuiz.revision_id == revision.id
    quizzes = select(QuizVersion).join(RevisionQuiz).where(held, QuizVersion.quiz_id == quiz_id)
    version = db.session.scalar(quizzes)
    if version is None:
        return None
    needed = ItemVersion.item_id.in_(quiz_of(version).items)
    held = RevisionItem.revision_id == revision.id
    items = db.session.scalars(select(ItemVersion).join(RevisionItem).where(held, needed))
    sources = {each.source_id: each for each in revision.sources}
    return _published(revision, version, {each.item_id: each for each in items}, sources)


def _published(
    revision: BankRevision,
    version: QuizVersion,
    items: Mapping[str, ItemVersion],
    sources: Mapping[str, SourceVersion],
) -> PublishedQuiz:
    quiz = quiz_of(version)
    chosen = tuple(items[each] for each in quiz.items)
    used = dict.fromkeys(source for each in chosen for source in item_of(each).sources)
    return PublishedQuiz(revision, version, quiz, chosen, tuple(sources[each] for each in used))


def find_chosen(bank: str, item_ids: Iterable[str]) -> Chosen | None:
    """Return items of a bank's newest revision, with what they need: sources, evidence its claim.

    Ids that the revision does not have are left out; ``None`` if it has none of them.
    """
    revision = newest_revision(bank)
    if revision is None:
        return None
    pairs = claims_in(map(quiz_of, revision.quizzes))
    wanted = set(item_ids)
    wanted |= {pairs[each] for each in wanted if each in pairs}
    held = RevisionItem.revision_id == revision.id
    found = db.session.scalars(
        select(ItemVersion).join(RevisionItem).where(held, ItemVersion.item_id.in_(wanted))
    ).all()
    items = in_order(found, pairs)
    used = {source for version in items for source in item_of(version).sources}
    sources = tuple(each for each in revision.sources if each.source_id in used)
    return Chosen(bank, tuple(items), sources, pairs) if items else None


def find_assignment(teacher: User, assignment_id: int) -> Assignment | None:
    """Return an assignment of one of the teacher's classes, with its questions and sources.

    An admin finds every one.
    """
    return db.session.scalar(
        select(Assignment)
        .join(Assignment.classroom)
        .where(Assignment.id == assignment_id, may_be_seen_by(teacher))
        .options(
            joinedload(Assignment.classroom),
            selectinload(Assignment.items).joinedload(AssignedItem.version),
            selectinload(Assignment.sources),
        )
    )


def find_place(teacher: User, assignment_id: int, position: int) -> AssignedItem | None:
    """Return one question of an assignment of the teacher's classes."""
    return db.session.scalar(
        places_seen_by(teacher).where(
            AssignedItem.assignment_id == assignment_id, AssignedItem.position == position
        )
    )


def places_seen_by(teacher: User) -> Select[AssignedItem]:
    """Select the questions of all assignments of the teacher's classes."""
    return (
        select(AssignedItem)
        .join(AssignedItem.assignment)
        .join(Assignment.classroom)
        .where(may_be_seen_by(teacher))
        .options(
            joinedload(AssignedItem.version),
            contains_eager(AssignedItem.assignment).options(
                contains_eager(Assignment.classroom),
                selectinload(Assignment.items),
                selectinload(Assignment.sources),
            ),
        )
    )


def assignments_of(classroom: Classroom) -> Sequence[Assignment]:
    """Return what was set for a class and not put away, newest first."""
    wanted = select(Assignment).where(
        Assignment.classroom_id == classroom.id, Assignment.archived_at.is_(None)
    )
    return db.session.scalars(
        wanted.order_by(Assignment.opens_at.desc()).options(selectinload(Assignment.items))
    ).all()


def find_override(assignment: Assignment, student_id: int) -> Override | None:
    """Return what is different for a student in an assignment."""
    return db.session.scalar(
        select(Override).filter_by(assignment_id=assignment.id, student_id=student_id)
    )


def overrides_of(assignment: Assignment) -> dict[int, Override]:
    """Return all overrides of an assignment, by student id."""
    rows = db.session.scalars(
        select(Override)
        .filter_by(assignment_id=assignment.id)
        .options(joinedload(Override.student))
    )
    return {row.student_id: row for row in rows}


def terms_of(assignment: Assignment, student: User) -> Terms:
    """Return the terms of one student in an assignment."""
    return terms_of_all(assignment, [student.id])[student.id]


def terms_of_all(assignment: Assignment, student_ids: Iterable[int]) -> dict[int, Terms]:
    """Return the terms of several students, by id, in two queries whatever their number."""
    wanted = list(student_ids)
    overrides = overrides_of(assignment)
    rows = db.session.scalars(select(Accommodation).where(Accommodation.student_id.in_(wanted)))
    accommodations = {row.student_id: row for row in rows}
    return {
        each: terms_for(assignment, overrides.get(each), accommodations.get(each))
        for each in wanted
    }
