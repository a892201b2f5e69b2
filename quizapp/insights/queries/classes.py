"""How far a class is with each of its quizzes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.accounts.models import User
from quizapp.attempts.models import Attempt
from quizapp.attempts.rules import total
from quizapp.classrooms.models import Classroom, Enrolment
from quizapp.database import db
from quizapp.insights.finding import Standing
from quizapp.insights.queries.grids import sittings_of
from quizapp.insights.sittings import Sitting, by_student, shown_of
from quizapp.quizzes.groups import groups_of
from quizapp.quizzes.models import Assignment


def assignments_of(classroom: Classroom) -> Sequence[Assignment]:
    """Return the quizzes set to a class that are not put away, the newest first."""
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.classroom_id == classroom.id, Assignment.archived_at.is_(None))
        .order_by(Assignment.opens_at.desc(), Assignment.id.desc())
        .options(selectinload(Assignment.items))
    ).all()


def with_attempts_under_way(classroom_id: int) -> Sequence[int]:
    """Return the ids of the assignments of a class in which somebody is working, or seems to."""
    return db.session.scalars(
        select(Attempt.assignment_id)
        .join(Attempt.assignment)
        .where(
            Assignment.classroom_id == classroom_id,
            Attempt.submitted_at.is_(None),
            Attempt.voided_at.is_(None),
        )
        .distinct()
    ).all()


def member_ids(classroom: Classroom) -> frozenset[int]:
    """Return the ids of the students who are in the class now."""
    return frozenset(
        db.session.scalars(
            select(Enrolment.student_id)
            .join(Enrolment.student)
            .where(
                Enrolment.classroom_id == classroom.id,
                Enrolment.left_at.is_(None),
                User.archived_at.is_(None),
            )
        )
    )


def standings_of(
    assignments: Sequence[Assignment], members: frozenset[int], now: datetime
) -> Sequence[Standing]:
    """Return how far the class is with each assignment, in the order given."""
    if not assignments:
        return []
    sittings, groups = sittings_of(assignments), groups_of(each.id for each in assignments)
    found = []
    for each in assignments:
        own = [sitting for sitting in sittings[each.id] if sitting.student_id in members]
        group = members & (groups.get(each.id, members) | {sitting.student_id for sitting in own})
        found.append(_standing(each, own, group, now))
    return found


def _standing(
    assignment: Assignment, sittings: Sequence[Sitting], members: frozenset[int], now: datetime
) -> Standing:
    shown = [shown_of(each, assignment.counts) for each in by_student(sittings).values()]
    done = [each for each in shown if each and each.handed_in]
    return Standing(
        assignment_id=assignment.id,
        title=assignment.title,
        state=state_of(assignment, now),
        members=len(members),
        handed_in=len(done),
        working=len({each.student_id for each in sittings if not each.handed_in}),
        started=len(shown),
        waiting=sum(each.waiting for each in done),
        mean=total(each.score for each in done) / len(done) if done else None,
        out_of=sum(each.max_mark for each in assignment.items),
    )


def state_of(assignment: Assignment, now: datetime) -> str:
    """Return ``opens``, ``running`` or ``closed``, by the dates that hold for the whole class."""
    if now < assignment.opens_at:
        return "opens"
    return "running" if now < assignment.closes_at else "closed"
