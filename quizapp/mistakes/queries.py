"""Finding reports: a student's own, and those of a teacher's classes."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.corrections import Place, in_force
from quizapp.attempts.models import Attempt, Correction, Response
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.mistakes.models import MistakeReport
from quizapp.quizzes.models import Assignment, BankRevision, ItemVersion, RevisionItem

MOST_SHOWN = 100
"""How many reports stand on a page."""


def reports_by(student: User, bank: str) -> Mapping[str, Sequence[MistakeReport]]:
    """Return the student's reports on questions of a bank by item, the newest first."""
    rows = db.session.scalars(
        select(MistakeReport)
        .where(MistakeReport.student_id == student.id, MistakeReport.bank == bank)
        .options(joinedload(MistakeReport.closed_by))
        .order_by(MistakeReport.id.desc())
    )
    found: dict[str, list[MistakeReport]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


def find_response(student: User, attempt_id: int, position: int) -> Response | None:
    """Return one response of the student's, as it is stored now."""
    return db.session.scalar(
        select(Response)
        .join(Response.attempt)
        .where(
            Attempt.id == attempt_id,
            Attempt.student_id == student.id,
            Response.position == position,
        )
        .options(joinedload(Response.version))
        .execution_options(populate_existing=True)
    )


def count_open(teacher: User) -> int:
    """Return how many reports from the teacher's classes wait for an answer."""
    open_ones = _of_classes(teacher, select(func.count(MistakeReport.id)))
    return db.session.scalar(open_ones.where(MistakeReport.closed_at.is_(None))) or 0


def open_reports(teacher: User) -> Sequence[MistakeReport]:
    """Return reports that wait for an answer, question by question, with all that a page shows."""
    return db.session.scalars(
        _of_classes(teacher, select(MistakeReport))
        .where(MistakeReport.closed_at.is_(None))
        .options(*_WITH_QUESTION)
        .order_by(MistakeReport.bank, MistakeReport.item_id, MistakeReport.id)
        .limit(MOST_SHOWN)
    ).all()


def closed_reports(teacher: User) -> Sequence[MistakeReport]:
    """Return the reports that were closed last, with all that a page shows of them."""
    return db.session.scalars(
        _of_classes(teacher, select(MistakeReport))
        .where(MistakeReport.closed_at.is_not(None))
        .options(*_WITH_QUESTION, joinedload(MistakeReport.closed_by))
        .order_by(MistakeReport.closed_at.desc(), MistakeReport.id.desc())
        .limit(MOST_SHOWN)
    ).all()


def find_reports(
    teacher: User, bank: str, item_id: str, numbers: Collection[int]
) -> Sequence[MistakeReport]:
    """Return those of these reports that are on the item and come from the teacher's classes.

    Whoever else answers them meanwhile waits until this transaction is over.
    """
    return db.session.scalars(
        _of_classes(teacher, select(MistakeReport))
        .where(
            MistakeReport.bank == bank,
            MistakeReport.item_id == item_id,
            MistakeReport.id.in_(numbers),
        )
        .order_by(MistakeReport.id)
        .with_for_update(of=MistakeReport)
        .execution_options(populate_existing=True)
    ).all()


def has_reports(teacher: User, bank: str, item_id: str) -> bool:
    """Return whether there ever was a report on the item in the teacher's classes."""
    of_item = _of_classes(teacher, select(MistakeReport.id)).where(
        MistakeReport.bank == bank, MistakeReport.item_id == item_id
    )
    return db.session.scalar(of_item.limit(1)) is not None


def count_open_on(teacher: User, bank: str, item_id: str) -> int:
    """Return how many reports on an item wait for an answer in the teacher's classes."""
    open_ones = _of_classes(teacher, select(func.count(MistakeReport.id))).where(
        MistakeReport.bank == bank,
        MistakeReport.item_id == item_id,
        MistakeReport.closed_at.is_(None),
    )
    return db.session.scalar(open_ones) or 0


def put_right(reports: Sequence[MistakeReport]) -> Mapping[Place, Sequence[Correction]]:
    """Return the corrections in force in the quizzes that the reports come from."""
    return in_force({each.attempt.assignment_id for each in reports})


def open_everywhere(bank_items: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """Return how many students of the whole school report each of these items, given with bank."""
    rows = db.session.execute(
        select(MistakeReport.bank, MistakeReport.item_id, func.count(MistakeReport.id))
        .where(
            MistakeReport.closed_at.is_(None),
            MistakeReport.item_id.in_({item_id for _, item_id in bank_items}),
        )
        .group_by(MistakeReport.bank, MistakeReport.item_id)
    )
    return {(bank, item_id): number for bank, item_id, number in rows}


def open_in_classes(teacher: User, item_ids: Collection[str]) -> Mapping[tuple[str, str], int]:
    """Return how many open reports on each of these items the teacher's classes have, all told."""
    wanted = select(MistakeReport.bank, MistakeReport.item_id, func.count(MistakeReport.id))
    rows = db.session.execute(
        _of_classes(teacher, wanted)
        .where(MistakeReport.closed_at.is_(None), MistakeReport.item_id.in_(item_ids))
        .group_by(MistakeReport.bank, MistakeReport.item_id)
    )
    return {(bank, item_id): number for bank, item_id, number in rows}


def current_versions(bank_items: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """Return which version of each of these items is published now; retired ones are absent."""
    newest = select(func.max(BankRevision.id)).group_by(BankRevision.bank)
    rows = db.session.execute(
        select(ItemVersion.bank, ItemVersion.item_id, ItemVersion.id)
        .join(RevisionItem, RevisionItem.item_version_id == ItemVersion.id)
        .where(
            RevisionItem.revision_id.in_(newest),
            ItemVersion.item_id.in_({item_id for _, item_id in bank_items}),
        )
    )
    return {(bank, item_id): number for bank, item_id, number in rows}


_WITH_QUESTION = (
    joinedload(MistakeReport.version),
    joinedload(MistakeReport.student),
    joinedload(MistakeReport.attempt)
    .joinedload(Attempt.assignment)
    .options(joinedload(Assignment.classroom), selectinload(Assignment.sources)),
)


def _of_classes(teacher: User, wanted: Select) -> Select:  # type: ignore[type-arg]
    return (
        wanted.select_from(MistakeReport)
        .join(MistakeReport.attempt)
        .join(Attempt.assignment)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(may_be_seen_by(teacher))
    )
