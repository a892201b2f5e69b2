"""What a teacher of the demo school decided: a mark overridden, and questions excused."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import select

from quizapp.attempts import actions
from quizapp.attempts.models import Attempt, Response, State
from quizapp.database import db
from quizapp.quizzes.groups import students_given
from quizapp.quizzes.models import Assignment


def decide(assignment: Assignment, now: datetime) -> None:
    """Give half a mark to the first answer that earned none, and excuse the next student."""
    teacher = assignment.teacher
    wrong = db.session.scalars(
        select(Response)
        .join(Response.attempt)
        .where(
            Attempt.assignment_id == assignment.id,
            Attempt.submitted_at.is_not(None),
            Response.state == State.SCORED,
            Response.earned_numerator == 0,
            Response.max_mark > 0,
        )
        .order_by(Response.attempt_id, Response.position)
    ).all()
    if not wrong:
        return
    first = wrong[0]
    why = "Explained the right sentence aloud in the lesson; half of a mark."
    actions.override(first, Fraction(1, 2), teacher, why, now, first.steps[-1].id)
    other = next((each for each in wrong if each.attempt_id != first.attempt_id), None)
    if other:
        place = next(each for each in assignment.items if each.position == other.position)
        why = "Was at the dentist when this source was read."
        actions.excuse(place, other.attempt.student, teacher, why, now)


def excuse_ahead(assignment: Assignment, name: str, now: datetime) -> None:
    """Excuse a student from the first question that counts, before they have begun."""
    student = next((each for each in students_given(assignment) if each.name == name), None)
    place = next((each for each in assignment.items if each.max_mark), None)
    if student and place:
        why = "Was at a school concert when this was read; asked for it on the day."
        actions.excuse(place, student, assignment.teacher, why, now)
