"""What two students of the demo school report as mistakes; one has been answered."""

from datetime import datetime, timedelta

from sqlalchemy import select

from quizapp.attempts.models import Attempt
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.mistakes import actions
from quizapp.mistakes.models import Outcome
from quizapp.quizzes.models import Assignment

POSITION = 2
"""The question that both report; in the quiz of this class it is one with options."""
ANSWERED = "The two sources complain in different ways. What counts as having it in common?"
NOTE = (
    "Different words do not matter, only whether both make the point. "
    "We go through it in the next lesson."
)
WAITING = "Two of the answers seem to say the same. How can only one of them be right?"


def raise_and_answer(classroom: Classroom, now: datetime) -> None:
    """Let two students who have handed in a quiz of the class report one of its questions."""
    attempts = db.session.scalars(
        select(Attempt)
        .join(Attempt.assignment)
        .where(Assignment.classroom_id == classroom.id, Attempt.submitted_at.is_not(None))
        .order_by(Attempt.id)
        .limit(2)
    ).all()
    for attempt, words in zip(attempts, (ANSWERED, WAITING), strict=False):
        handed_in = attempt.submitted_at or now
        response = attempt.responses[POSITION - 1]
        report = actions.report(attempt.student, response, words, handed_in + timedelta(minutes=5))
        if words == ANSWERED:
            teacher = classroom.teacher
            actions.answer(
                [report], teacher, Outcome.NO_MISTAKE, NOTE, handed_in + timedelta(hours=4)
            )
