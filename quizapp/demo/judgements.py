"""What students of the demo school say to their own and classmates' essays, after a quiz closed."""

from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.attempts.models import Attempt
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.demo.replies import dice
from quizapp.demo.simulate import SEED
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.peers import actions
from quizapp.peers.actions import Said, Terms
from quizapp.peers.models import Kind, PeerAssessment, Tick
from quizapp.peers.reading import reading_of
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.quizzes.versions import item_of

DONE = 0.6
"""Which share of the class has looked at answers so far."""
DAYS_LEFT = timedelta(days=7)
STRENGTHS = (
    "It points to single sentences of the source and says what they show.",
    "The first lines answer the question at once.",
    "It tells who wrote the source and for whom.",
)
NEXT_STEPS = (
    "Say what the source does not tell us, and where one could look for it.",
    "Bring in one more fact from your own knowledge.",
    "Come back to the question in the last sentence.",
)


def look_at_answers(classroom: Classroom, now: datetime) -> None:
    """Open the essay of the quiz that closed last to the class, and let most of it look."""
    place = _essay(classroom, now)
    if place is None:
        return
    opens = place.assignment.closes_at
    terms = Terms(Kind.BOTH, 2, opens, now + DAYS_LEFT, False, True, True)
    round_ = actions.switch_on(place, classroom.teacher, terms, opens)
    students = db.session.scalars(
        select(Attempt)
        .filter_by(assignment_id=place.assignment_id)
        .where(Attempt.submitted_at.is_not(None))
        .order_by(Attempt.id)
    ).all()
    for number, attempt in enumerate(students[: round(DONE * len(students))], start=1):
        at = opens + (now - opens) * number / (len(students) + 1)
        for each in actions.give_out(round_, attempt.student, at, own=True, peers=True):
            actions.send(each, _said(each), at)


def _essay(classroom: Classroom, now: datetime) -> AssignedItem | None:
    """Return the first essay that the class has behind it."""
    places = db.session.scalars(
        select(AssignedItem)
        .join(AssignedItem.assignment)
        .where(Assignment.classroom_id == classroom.id, Assignment.closes_at < now)
        .order_by(Assignment.id, AssignedItem.position)
    )
    essays = (each for each in places if isinstance(item_of(each.version), ExtendedResponseItem))
    return next(essays, None)


def _said(assessment: PeerAssessment) -> Said:
    """Judge by the length of the text, now and then one level off."""
    db.session.flush()
    reading = reading_of(assessment)
    if reading is None:
        raise LookupError("There is nothing to judge this answer by.")
    item = reading.item
    rng = dice(SEED, "judges", assessment.reader.name, str(assessment.own), reading.text[:40])
    share = len(reading.text.split()) / item.words.highest
    level = 1 + int(min(0.99, share) * len(item.levels)) + rng.choice((-1, 0, 0, 0, 1))
    level = max(1, min(len(item.levels), level))
    usual = Tick.YES if level > 2 else Tick.PARTLY
    ticks = {
        line: rng.choice((usual, usual, Tick.NO)) for line in range(1, len(item.checklist) + 1)
    }
    return Said(ticks, level, rng.choice(STRENGTHS), rng.choice(NEXT_STEPS))
