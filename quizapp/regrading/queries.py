"""Finding the question to put right, where else it is asked, and what was answered to it."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Correction, Response
from quizapp.bank.sources import Source
from quizapp.classrooms.models import Classroom, Enrolment
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.quizzes.groups import group_of
from quizapp.quizzes.models import AssignedItem, Assignment, BankRevision, ItemVersion, RevisionItem
from quizapp.quizzes.queries import places_seen_by
from quizapp.quizzes.versions import item_of, source_of
from quizapp.regrading.models import Change, ChangedResult, Reckoning


def same_elsewhere(teacher: User, place: AssignedItem) -> Sequence[AssignedItem]:
    """Return where else the teacher's classes are asked the same version of the question."""
    return db.session.scalars(
        places_seen_by(teacher)
        .where(AssignedItem.item_version_id == place.item_version_id, AssignedItem.id != place.id)
        .order_by(Classroom.name, Assignment.id, AssignedItem.position)
    ).all()


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


def reckonings_in(assignment_id: int) -> Mapping[tuple[int, bool], Reckoning]:
    """Return what corrections made of results, by correction and whether it is its undoing."""
    rows = db.session.scalars(
        select(Reckoning)
        .join(Correction, Correction.id == Reckoning.correction_id)
        .where(Correction.assignment_id == assignment_id)
        .options(selectinload(Reckoning.results).joinedload(ChangedResult.student))
    )
    return {(row.correction_id, row.undoing): row for row in rows}


def places_of(assignment: Assignment) -> Sequence[AssignedItem]:
    """Return the questions of an assignment with their versions."""
    return db.session.scalars(
        select(AssignedItem)
        .where(AssignedItem.assignment_id == assignment.id)
        .order_by(AssignedItem.position)
        .options(joinedload(AssignedItem.version))
    ).all()


def made_elsewhere(
    teacher: User, assignment: Assignment, acts: Collection[str]
) -> Mapping[str, Sequence[Assignment]]:
    """Return which other assignments of the teacher's classes the same acts corrected."""
    rows = db.session.execute(
        select(Correction.act, Assignment)
        .join(Assignment, Assignment.id == Correction.assignment_id)
        .join(Assignment.classroom)
        .where(
            Correction.act.in_(acts),
            Assignment.id != assignment.id,
            may_be_seen_by(teacher),
        )
        .order_by(Classroom.name, Assignment.id)
        .options(contains_eager(Assignment.classroom))
    )
    found: dict[str, list[Assignment]] = {act: [] for act in acts}
    for act, other in rows:
        found[act].append(other)
    return found


def find_correction(assignment_id: int, correction_id: int) -> Correction | None:
    """Return a correction of this assignment."""
    return db.session.scalar(
        select(Correction).filter_by(id=correction_id, assignment_id=assignment_id)
    )


def aliases_in(assignment: Assignment) -> Mapping[int, tuple[int, bool]]:
    """Return the number each student goes by while names are hidden, and whether they left.

    The numbers are those of the assignment's results.
    """
    seen = set(
        db.session.scalars(
            select(Attempt.student_id).where(
                Attempt.assignment_id == assignment.id, Attempt.voided_at.is_(None)
            )
        )
    )
    rows = db.session.execute(
        select(User.id, Enrolment.left_at, User.archived_at)
        .join(Enrolment, Enrolment.student_id == User.id)
        .where(Enrolment.classroom_id == assignment.classroom_id)
    )
    left = {ident: bool(left_at or archived_at) for ident, left_at, archived_at in rows}
    group = group_of(assignment)
    given = {ident for ident, gone in left.items() if not gone and (not group or ident in group)}
    listed = given | (seen & left.keys())
    mixed = sorted(listed, key=lambda each: _mixed(f"{assignment.id}:{each}"))
    return {ident: (number, left[ident]) for number, ident in enumerate(mixed, start=1)}


def _mixed(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()
