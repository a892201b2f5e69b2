"""A round, the answers to read in it, and what was given out: what steps and pages both need."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager, joinedload

from quizapp.accounts.models import User
from quizapp.attempts.models import PAPER, Attempt, Response, State
from quizapp.classrooms.models import Enrolment
from quizapp.database import db
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.peers.rules import Script
from quizapp.quizzes.models import Assignment

UNREAD = (State.BLANK, State.UNREADABLE)


def find_round(assignment_id: int, position: int) -> PeerRound | None:
    """Return what the teacher set for one question; ask for the question first."""
    return db.session.scalar(
        select(PeerRound).filter_by(assignment_id=assignment_id, position=position)
    )


def wait_for_turn(round_: PeerRound) -> None:
    """Read the round anew, and let others who change something in it go on only afterwards."""
    db.session.refresh(round_, with_for_update=True)


def scripts_in(round_ids: Collection[int]) -> Mapping[int, Sequence[Script]]:
    """Return the answers that can be read, by round: the last one of each student of the class.

    What was taken out of the results is not among them, nor what is blank or on paper alone.
    """
    rows = db.session.execute(
        select(PeerRound.id, Response.id, Attempt.student_id, Response.revision, Response.state)
        .join(Attempt, Attempt.assignment_id == PeerRound.assignment_id)
        .join(
            Response,
            and_(Response.attempt_id == Attempt.id, Response.position == PeerRound.position),
        )
        .join(Assignment, Assignment.id == PeerRound.assignment_id)
        .join(
            Enrolment,
            and_(
                Enrolment.classroom_id == Assignment.classroom_id,
                Enrolment.student_id == Attempt.student_id,
            ),
        )
        .join(User, User.id == Attempt.student_id)
        .where(
            PeerRound.id.in_(round_ids),
            Attempt.submitted_at.is_not(None),
            Attempt.voided_at.is_(None),
            Response.client != PAPER,
            Enrolment.left_at.is_(None),
            User.archived_at.is_(None),
        )
        .order_by(Attempt.number)
    )
    last: dict[int, dict[int, Script | None]] = {each: {} for each in round_ids}
    for round_id, response_id, author_id, revision, state in rows:
        script = None if state in UNREAD else Script(response_id, author_id, revision)
        last[round_id][author_id] = script
    return {each: [s for s in found.values() if s] for each, found in last.items()}


def assessments_in(round_id: int) -> Sequence[PeerAssessment]:
    """Return everything that was given out or sent in a round, with who wrote what."""
    return db.session.scalars(
        select(PeerAssessment)
        .join(PeerAssessment.response)
        .join(Response.attempt)
        .where(PeerAssessment.round_id == round_id)
        .order_by(PeerAssessment.id)
        .options(
            joinedload(PeerAssessment.round),
            joinedload(PeerAssessment.reader),
            contains_eager(PeerAssessment.response)
            .contains_eager(Response.attempt)
            .joinedload(Attempt.student),
        )
        .execution_options(populate_existing=True)
    ).all()
