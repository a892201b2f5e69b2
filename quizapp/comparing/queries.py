"""Finding rounds, their decisions, and where a question was answered, scoped to a teacher."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response, ResponseStep, StepKind
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import WITH_TEACHERS, by_last_name, may_be_seen_by
from quizapp.comparing.models import ComparingRound, Decision, RoundAssignment, Verdict
from quizapp.comparing.papers import WRITTEN, in_class, written
from quizapp.comparing.table import Table, table_of
from quizapp.database import db
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.quizzes.models import Assignment, ItemVersion
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Place:
    """An assignment whose class answered a question, and how many scripts there are."""

    assignment: Assignment
    version: ItemVersion
    scripts: int

    @property
    def item(self) -> ExtendedResponseItem:
        return written(self.version)


def places_of(teacher: User, bank: str, item_id: str) -> Sequence[Place]:
    """Return where the teacher's classes answered a written question; empty for other questions.

    The newest version of the question comes first.
    """
    rows = db.session.execute(
        select(Assignment, ItemVersion, func.count(Response.id))
        .select_from(Response)
        .join(Response.version)
        .join(Response.attempt)
        .join(Attempt.assignment)
        .join(Assignment.classroom)
        .where(
            ItemVersion.bank == bank,
            ItemVersion.item_id == item_id,
            may_be_seen_by(teacher),
            Classroom.archived_at.is_(None),
            WRITTEN,
            in_class(),
        )
        .group_by(Assignment.id, ItemVersion.id)
        .order_by(ItemVersion.id.desc(), Assignment.id)
        .options(selectinload(Assignment.classroom).options(*WITH_TEACHERS))
    )
    return [
        Place(assignment, version, scripts)
        for assignment, version, scripts in rows
        if isinstance(item_of(version), ExtendedResponseItem)
    ]


def possible_judges(teacher: User, assignments: Collection[Assignment]) -> Sequence[User]:
    """Return who may judge these answers: oneself, and everybody who teaches all the classes."""
    everybody = [set(each.classroom.teachers) for each in assignments]
    shared = set.intersection(*everybody) if everybody else set()
    open_accounts = {each for each in shared if each.archived_at is None and each != teacher}
    return [teacher, *sorted(open_accounts, key=by_last_name)]


def teachers_of(teacher: User, assignments: Collection[Assignment]) -> Sequence[User]:
    """Return everybody who teaches one of the classes, oneself first."""
    everybody = {each for one in assignments for each in one.classroom.teachers} - {teacher}
    return [
        teacher,
        *sorted((each for each in everybody if not each.archived_at), key=by_last_name),
    ]


def find_round(teacher: User, round_id: int) -> ComparingRound | None:
    """Return a round if the teacher may see all classes whose answers it compares."""
    return db.session.scalar(
        select(ComparingRound)
        .where(ComparingRound.id == round_id, *_all_seen_by(teacher))
        .options(
            joinedload(ComparingRound.version),
            joinedload(ComparingRound.started_by),
            selectinload(ComparingRound.judges),
            selectinload(ComparingRound.assignments).options(
                selectinload(Assignment.sources),
                joinedload(Assignment.classroom).options(*WITH_TEACHERS),
            ),
        )
    )


def find_table(teacher: User, round_id: int) -> Table | None:
    """Return a round that the teacher may see, with its scripts and decisions."""
    one = find_round(teacher, round_id)
    return table_of(one) if one else None


def rounds_of(teacher: User, bank: str, item_id: str) -> Sequence[ComparingRound]:
    """Return the rounds of a question that the teacher may see, the newest first."""
    return db.session.scalars(
        select(ComparingRound)
        .join(ComparingRound.version)
        .where(ItemVersion.bank == bank, ItemVersion.item_id == item_id, *_all_seen_by(teacher))
        .order_by(ComparingRound.id.desc())
        .options(
            selectinload(ComparingRound.judges),
            selectinload(ComparingRound.assignments).joinedload(Assignment.classroom),
        )
    ).all()


def _all_seen_by(teacher: User) -> list[ColumnElement[bool]]:
    seen = (
        select(RoundAssignment.round_id)
        .join(Assignment, Assignment.id == RoundAssignment.assignment_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(RoundAssignment.round_id == ComparingRound.id)
        .correlate(ComparingRound)
    )
    return [seen.exists(), ~seen.where(~may_be_seen_by(teacher)).exists()]


def decided_in(rounds: Collection[ComparingRound]) -> Mapping[int, int]:
    """Return how many decisions each round has, without those that were skipped or taken back."""
    rows = db.session.execute(
        select(Decision.round_id, func.count())
        .where(
            Decision.round_id.in_([each.id for each in rounds]),
            Decision.undone_at.is_(None),
            Decision.verdict != Verdict.SKIPPED,
        )
        .group_by(Decision.round_id)
    )
    return dict(iter(rows))


def find_own_decision(one: ComparingRound, judge: User, decision_id: int) -> Decision | None:
    """Return what this judge decided in a round."""
    return db.session.scalar(
        select(Decision).filter_by(id=decision_id, round_id=one.id, judge_id=judge.id)
    )


@dataclass(frozen=True)
class Standing:
    """The last time that a person gave a response its mark."""

    by: str
    at: datetime


def marks_by_person(response_ids: Collection[int]) -> Mapping[int, Standing]:
    """Return who marked these responses last, by response; those nobody marked lack."""
    last = (
        select(func.max(ResponseStep.id))
        .where(ResponseStep.response_id.in_(response_ids), ResponseStep.kind == StepKind.MARKED)
        .group_by(ResponseStep.response_id)
    )
    rows = db.session.scalars(
        select(ResponseStep)
        .where(ResponseStep.id.in_(last))
        .options(joinedload(ResponseStep.actor))
    )
    return {
        row.response_id: Standing(row.actor.name if row.actor else "somebody who has left", row.at)
        for row in rows
    }
