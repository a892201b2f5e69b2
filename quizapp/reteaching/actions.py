"""Setting a follow-up and its recheck at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import students_of, wait_for_turn
from quizapp.database import db
from quizapp.quizzes.actions import ClassIsArchived, assign
from quizapp.quizzes.models import Counts, Feedback
from quizapp.quizzes.queries import find_chosen
from quizapp.quizzes.sentences import Conditions
from quizapp.reteaching.earlier import find_pressed, on_belief
from quizapp.reteaching.models import Reteaching, ReteachingStudent
from quizapp.reteaching.plan import Plan, for_recheck

RECHECK_OPEN_FOR = timedelta(days=7, hours=10)
"""How long a recheck stays open: a week, until the evening of the last day."""

LATER = "A short look back at something from earlier lessons."
"""The word to students about a recheck."""


class SetMeanwhile(Exception):
    """Somebody else has set a follow-up on the belief since the page was opened."""

    def __init__(self, reteaching: Reteaching) -> None:
        self.reteaching = reteaching


class NothingToAsk(Exception):
    """No student or no question is left of those that were chosen."""


@dataclass(frozen=True)
class Wish:
    """What a teacher asks for; ``newest`` is the id of the last follow-up they were told of."""

    title: str
    note: str
    student_ids: Collection[int]
    item_ids: Collection[str]
    due_at: datetime
    recheck_at: datetime
    with_reading: bool
    press: str
    newest: str


def set_follow_up(
    plan: Plan, classroom: Classroom, teacher: User, wish: Wish, now: datetime
) -> Reteaching:
    """Set a follow-up now and a recheck for later, for a group; the same page sets it once.

    Raises `ClassIsArchived`, `SetMeanwhile`, `NothingToAsk`.
    """
    wait_for_turn(classroom)
    before = find_pressed(_press(classroom, wish))
    if before:
        return before
    if classroom.archived_at:
        raise ClassIsArchived
    others = on_belief(classroom, plan.bank, plan.misconception.id)
    if others and str(others[0].id) != wish.newest:
        raise SetMeanwhile(others[0])
    here = {each.id for each in students_of(classroom)}
    reteaching = _reteaching(plan, classroom, teacher, wish, now, here & set(wish.student_ids))
    db.session.add(reteaching)
    db.session.flush()
    return reteaching


def _reteaching(
    plan: Plan,
    classroom: Classroom,
    teacher: User,
    wish: Wish,
    now: datetime,
    group: Collection[int],
) -> Reteaching:
    asked = find_chosen(plan.bank, wish.item_ids)
    later = find_chosen(plan.bank, for_recheck(plan.candidates, wish.item_ids))
    if not (group and asked and later):
        raise NothingToAsk
    holding = {each.pupil.id for each in plan.holders}
    return Reteaching(
        classroom=classroom,
        teacher=teacher,
        bank=plan.bank,
        belief_id=plan.misconception.id,
        belief=plan.misconception.belief,
        press=_press(classroom, wish),
        created_at=now,
        follow_up=assign(asked, classroom, teacher, _at_once(plan, wish, now), now, group),
        recheck=assign(later, classroom, teacher, _afterwards(wish), now, group),
        students=_students(group, holding),
    )


def _press(classroom: Classroom, wish: Wish) -> str:
    return f"{classroom.id}-{wish.press}"


def _students(group: Collection[int], holding: Collection[int]) -> Sequence[ReteachingStudent]:
    return [ReteachingStudent(student_id=each, held=each in holding) for each in sorted(group)]


def _at_once(plan: Plan, wish: Wish, now: datetime) -> Conditions:
    """Return the conditions of the follow-up: practice, of which the first attempt counts."""
    answer = f"{plan.misconception.rebuttal}\n\nLook again at: {plan.misconception.read}"
    return Conditions(
        title=wish.title,
        opens_at=now,
        due_at=wish.due_at,
        closes_at=wish.recheck_at,
        time_limit_minutes=None,
        attempts_allowed=0,
        counts=Counts.FIRST,
        shuffle=True,
        feedback=Feedback.PRACTICE,
        certainty=False,
        note=wish.note,
        reading=answer if wish.with_reading else "",
    )


def _afterwards(wish: Wish) -> Conditions:
    """Return the conditions of the recheck: one attempt, without anything to read before."""
    return Conditions(
        title=f"{wish.title} (later)",
        opens_at=wish.recheck_at,
        due_at=None,
        closes_at=wish.recheck_at + RECHECK_OPEN_FOR,
        time_limit_minutes=None,
        attempts_allowed=1,
        counts=Counts.FIRST,
        shuffle=True,
        feedback=Feedback.SUBMISSION,
        certainty=False,
        note=LATER,
    )
