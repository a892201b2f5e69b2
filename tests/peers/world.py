"""A class that has written an essay, and a round in which its students look at answers."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.attempts import actions as attempts
from quizapp.attempts.models import Response
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.peers import actions
from quizapp.peers.actions import Said, Terms
from quizapp.peers.models import Kind, PeerAssessment, PeerRound, Tick
from quizapp.quizzes.models import Assignment
from tests.make import Make, real_bank

ESSAY = "S1-16"
ITEM = real_bank().items[ESSAY]
LATER = Make().later(days=1)
AFTER = Make().later(days=2)
STRENGTH = "Points to sentence 4 and says what follows."
NEXT = "Say what the writers leave out, and why."


def quiz(make: Make, classroom: Classroom | None = None, **given: object) -> Assignment:
    return make.assignment(classroom or make.classroom(), items=[ESSAY], **given)


def essay(
    make: Make, assignment: Assignment, text: str = "", student: User | None = None, number: int = 1
) -> Response:
    """Hand in an essay; returns the response."""
    student = student or make.enrolment(assignment.classroom).student
    words = text or f"The source shows how officials filled meetings, says {student.username}."
    attempt = make.attempt(assignment, student, {1: {"text": [words]}}, number=number)
    return attempt.responses[0]


def terms(**given: object) -> Terms:
    values = {
        "kind": Kind.BOTH,
        "readings": 2,
        "opens_at": Make().later(hours=1),
        "closes_at": Make().later(days=3650),
        "after_feedback": False,
        "hides_authors": True,
        "hides_readers": True,
    }
    return Terms(**{**values, **given})


def switched_on(assignment: Assignment, **given: object) -> PeerRound:
    [place] = assignment.items
    return actions.switch_on(place, assignment.teacher, terms(**given), LATER)


def said(level: int = 2, tick: Tick = Tick.YES, strength: str = STRENGTH) -> Said:
    ticks = dict.fromkeys(range(1, len(ITEM.checklist) + 1), tick)
    return Said(ticks, level, strength, NEXT)


def given(
    round_: PeerRound, reader: User, now: datetime = LATER, own: bool = False
) -> list[PeerAssessment]:
    """Return what a reader is given of classmates, or of their own."""
    found = actions.give_out(round_, reader, now, own=own, peers=not own)
    return [each for each in found if each.own == own]


def sent(
    round_: PeerRound, reader: User, now: datetime = LATER, own: bool = False, level: int = 2
) -> list[PeerAssessment]:
    """Let a student send everything they are given."""
    found = given(round_, reader, now, own)
    for each in found:
        actions.send(each, said(level), now)
    return found


def marked(response: Response, level: int, now: datetime = AFTER) -> None:
    """Let the teacher give the lowest mark of a level."""
    lowest = ITEM.levels[level - 1].lowest if level else 0
    teacher = response.attempt.assignment.teacher
    attempts.mark_by_person(response, Fraction(lowest), teacher, now)


def fields(**given: str) -> dict[str, str]:
    """Return a form that is complete, but for what is given."""
    lines = {f"line_{number}": "yes" for number in range(1, len(ITEM.checklist) + 1)}
    return {**lines, "level": "2", "strength": STRENGTH, "next_step": NEXT, **given}


def all_of(round_: PeerRound) -> list[PeerAssessment]:
    rows = select(PeerAssessment).filter_by(round_id=round_.id).order_by(PeerAssessment.id)
    return list(db.session.scalars(rows))
