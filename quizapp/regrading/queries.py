"""Finding the question to put right, where else it is asked, and what was answered to it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Correction, Response
from quizapp.bank.model import Source
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem, Assignment, BankRevision, ItemVersion, RevisionItem
from quizapp.quizzes.versions import item_of, source_of
from quizapp.regrading.models import Change


def find_place(teacher: User, assignment_id: int, position: int) -> AssignedItem | None:
    """Return one question of an assignment of the teacher's classes."""
    return db.session.scalar(
        _places(teacher).where(
            AssignedItem.assignment_id == assignment_id, AssignedItem.position == position
        )
    )


def same_elsewhere(teacher: User, place: AssignedItem) -> Sequence[AssignedItem]:
    """Return where else the teacher's classes are asked the same version of the question."""
    return db.session.scalars(
        _places(teacher)
        .where(AssignedItem.item_version_id == place.item_version_id, AssignedItem.id != place.id)
        .order_by(Classroom.name, Assignment.id, AssignedItem.position)
    ).all()


def _places(teacher: User) -> Select[AssignedItem]:
    return (
        select(AssignedItem)
        .join(AssignedItem.assignment)
        .join(Assignment.classroom)
        .where(may_be_seen_by(teacher))
        .options(
            joinedload(AssignedItem.version),
            contains_eager(AssignedItem.assignment).options(
                contains_eager(Assignment.classroom), selectinload(Assignment.items)
            ),
        )
    )


def newest_version(version: ItemVersion) -> ItemVersion | None:
    """Return the item as it is published now; ``None`` when it is no longer in its bank."""
    newest = select(func.max(BankRevision.id)).where(BankRevision.bank == version.bank)
    return db.session.scalar(
        select(ItemVersion)
        .join(RevisionItem)
        .where(
            RevisionItem.revision_id == newest.scalar_subquery(),
            ItemVersion.item_id == version.item_id,
        )
    )


def sources_for(place: AssignedItem) -> Mapping[str, Source]:
    """Return the sources of the question's assignment, by id."""
    known = {each.source_id: source_of(each) for each in place.assignment.sources}
    return {each: known[each] for each in item_of(place.version).sources if each in known}


def changes_in(attempt: Attempt) -> Mapping[tuple[int, int], Change]:
    """Return what corrections did to an attempt, by correction and position."""
    rows = db.session.execute(
        select(Change, Response.position)
        .join(Response, Response.id == Change.response_id)
        .where(Response.attempt_id == attempt.id)
    )
    return {(change.correction_id, position): change for change, position in rows}


def corrections_of(assignment_id: int) -> Sequence[Correction]:
    """Return all corrections in an assignment, the newest first, those undone too."""
    return db.session.scalars(
        select(Correction)
        .where(Correction.assignment_id == assignment_id)
        .order_by(Correction.id.desc())
        .options(
            joinedload(Correction.version),
            joinedload(Correction.by),
            joinedload(Correction.undone_by),
        )
    ).all()


def find_correction(assignment_id: int, correction_id: int) -> Correction | None:
    """Return a correction of this assignment."""
    return db.session.scalar(
        select(Correction).filter_by(id=correction_id, assignment_id=assignment_id)
    )
