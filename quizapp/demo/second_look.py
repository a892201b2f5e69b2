"""A belief that a class of the demo school has been asked about again, with a recheck that runs."""

from datetime import datetime, timedelta

from quizapp.classrooms.models import Classroom
from quizapp.demo import lessons
from quizapp.insights import belief_pages
from quizapp.reteaching import actions
from quizapp.reteaching.actions import Wish
from quizapp.reteaching.desk import find_plan
from quizapp.reteaching.forms import NOTE
from quizapp.reteaching.plan import Plan

SET, DUE, RECHECKED = timedelta(days=6), timedelta(days=3), timedelta(days=2)
"""How long ago it was set, was due, and was rechecked."""

FOLLOWED_UP, LATER = 1.0, 1.8
"""What the group has learnt by then."""


def ask_again(classroom: Classroom, now: datetime) -> None:
    """Ask those who hold the most common belief of a class again; one misses the recheck."""
    page = belief_pages.of_class(classroom)
    common = [each for each in page.beliefs if len(page.new_on(each)) > 1]
    if not common:
        return
    first = max(common, key=lambda each: len(each.holders))
    moment = now - SET
    plan = find_plan(classroom, None, first.bank, first.misconception.id, moment)
    if plan is None or not plan.proposed_students:
        return
    made = actions.set_follow_up(plan, classroom, classroom.teacher, _wish(plan, now), moment)
    lessons.in_class(made.follow_up, absent=0, learnt=FOLLOWED_UP)
    lessons.in_class(made.recheck, absent=1, learnt=LATER)


def _wish(plan: Plan, now: datetime) -> Wish:
    return Wish(
        title=f"A second look: {plan.topic}" if plan.topic else "A second look",
        note=NOTE,
        student_ids=[int(each) for each in plan.proposed_students],
        item_ids=plan.proposed_items,
        due_at=now - DUE,
        recheck_at=now - RECHECKED,
        with_reading=True,
        press="demo",
        newest="",
    )
