"""Finding rounds, answers that can be read, and judgements, each through a person."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt, Response, ResponseStep, StepKind
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion
from quizapp.quizzes.queries import places_seen_by


def places_of(teacher: User, bank: str, item_id: str) -> Sequence[AssignedItem]:
    """Return where the teacher's classes are asked a question, the newest assignment first."""
    return db.session.scalars(
        places_seen_by(teacher)
        .join(AssignedItem.version)
        .where(
            ItemVersion.bank == bank,
            ItemVersion.item_id == item_id,
            Assignment.archived_at.is_(None),
            Classroom.archived_at.is_(None),
        )
        .order_by(Assignment.opens_at.desc(), AssignedItem.id)
    ).all()


def rounds_in(assignment_ids: Collection[int]) -> Sequence[PeerRound]:
    """Return what was set for the questions of some assignments, in the order of these."""
    return db.session.scalars(
        select(PeerRound)
        .where(PeerRound.assignment_id.in_(assignment_ids))
        .order_by(PeerRound.assignment_id, PeerRound.position)
    ).all()


def find_round_by_id(round_id: int) -> PeerRound | None:
    """Return a round; whether a student may open it, the assignment says."""
    return db.session.get(PeerRound, round_id)


def assessments_by(reader: User, round_ids: Collection[int]) -> Sequence[PeerAssessment]:
    """Return what a student was given to look at, in the order in which they got it."""
    return db.session.scalars(
        select(PeerAssessment)
        .where(PeerAssessment.reader_id == reader.id, PeerAssessment.round_id.in_(round_ids))
        .order_by(PeerAssessment.own.desc(), PeerAssessment.id)
        .options(
            joinedload(PeerAssessment.round),
            joinedload(PeerAssessment.response).joinedload(Response.attempt),
        )
    ).all()


def find_assessment(reader: User, assessment_id: int) -> PeerAssessment | None:
    """Return what a student was given to look at, with the answer and its question."""
    return db.session.scalar(
        select(PeerAssessment)
        .where(PeerAssessment.id == assessment_id, PeerAssessment.reader_id == reader.id)
        .options(
            joinedload(PeerAssessment.round),
            joinedload(PeerAssessment.response).options(
                joinedload(Response.version),
                joinedload(Response.attempt).options(
                    joinedload(Attempt.student),
                    joinedload(Attempt.assignment).selectinload(Assignment.sources),
                ),
            ),
        )
        .execution_options(populate_existing=True)
    )


def find_received(author: User, assessment_id: int) -> PeerAssessment | None:
    """Return what a classmate said to the student's answer, if the student sees it."""
    found = db.session.scalar(
        select(PeerAssessment)
        .join(PeerAssessment.response)
        .join(Response.attempt)
        .where(PeerAssessment.id == assessment_id, Attempt.student_id == author.id)
        .options(
            joinedload(PeerAssessment.round),
            contains_eager(PeerAssessment.response).contains_eager(Response.attempt),
        )
    )
    return found if found and found.is_shown else None


def about(response_ids: Collection[int]) -> Sequence[PeerAssessment]:
    """Return what was sent about some answers, the writers' own judgements first."""
    return db.session.scalars(
        select(PeerAssessment)
        .where(PeerAssessment.response_id.in_(response_ids), PeerAssessment.sent_at.is_not(None))
        .order_by(PeerAssessment.own.desc(), PeerAssessment.id)
        .options(joinedload(PeerAssessment.round), joinedload(PeerAssessment.reader))
    ).all()


def find_in_round(round_: PeerRound, assessment_id: int) -> PeerAssessment | None:
    """Return a judgement that was sent in a round."""
    return db.session.scalar(
        select(PeerAssessment).where(
            PeerAssessment.id == assessment_id,
            PeerAssessment.round_id == round_.id,
            PeerAssessment.sent_at.is_not(None),
        )
    )


def given_by_persons(response_ids: Collection[int]) -> Mapping[int, ResponseStep]:
    """Return the step with which a person marked an answer last, by response.

    A mark for an earlier state of the answer is left out.
    """
    last = (
        select(func.max(ResponseStep.id))
        .where(ResponseStep.response_id.in_(response_ids), ResponseStep.kind == StepKind.MARKED)
        .group_by(ResponseStep.response_id)
    )
    rows = db.session.scalars(
        select(ResponseStep)
        .join(ResponseStep.response)
        .where(ResponseStep.id.in_(last), ResponseStep.revision == Response.revision)
        .options(contains_eager(ResponseStep.response))
    )
    return {row.response_id: row for row in rows}


def share_of(step: ResponseStep) -> Fraction | None:
    """Return what part of the question's marks a step says, exactly; 1 is all of them."""
    whole = step.response.max_mark
    if not whole or step.mark_numerator is None or step.mark_denominator is None:
        return None
    return Fraction(step.mark_numerator, step.mark_denominator * whole)


def people(ids: Collection[int]) -> Mapping[int, User]:
    """Return persons by their numbers."""
    rows = db.session.scalars(select(User).where(User.id.in_(ids)))
    return {row.id: row for row in rows}


def readers_were_promised(round_: PeerRound | None) -> bool:
    """Return whether somebody has sent a classmate something and been told to stay unnamed."""
    if round_ is None or not round_.hides_readers:
        return False
    sent = select(PeerAssessment.id).where(
        PeerAssessment.round_id == round_.id,
        PeerAssessment.sent_at.is_not(None),
        PeerAssessment.own.is_(False),
    )
    return db.session.scalar(sent.limit(1)) is not None


def count_sent(round_: PeerRound) -> int:
    """Return how many judgements were sent in a round."""
    sent = select(func.count(PeerAssessment.id)).where(
        PeerAssessment.round_id == round_.id, PeerAssessment.sent_at.is_not(None)
    )
    return db.session.scalar(sent) or 0
