"""A class in which a belief has shown, with more questions on it in the published bank."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from quizapp.accounts.models import User
from quizapp.items.base import Item
from quizapp.quizzes.models import Assignment
from quizapp.reteaching import actions
from quizapp.reteaching.actions import Wish
from quizapp.reteaching.desk import find_plan
from quizapp.reteaching.models import Reteaching
from quizapp.reteaching.plan import Plan
from tests.insights.plain import BELIEF, CHOICE, OTHER, THIRD
from tests.make import Make

FOURTH = CHOICE.model_copy(update={"id": "T-04", "stem": "And what of the fourth one?"})


class World:
    """Three students: the first two chose what shows the belief, the third was right."""

    def __init__(self, make: Make, bank: Sequence[Item] = (CHOICE, OTHER, THIRD, FOURTH)) -> None:
        self.make = make
        self.classroom = make.classroom(name="10B")
        self.teacher = self.classroom.teacher
        self.students = [
            make.enrolment(self.classroom, make.student(name=name)).student
            for name in ("Ada Archer", "Ben Baker", "Cy Cole")
        ]
        self.quiz = make.assignment(self.classroom, [CHOICE], title="First quiz")
        for student, option in zip(self.students, "aab", strict=True):
            make.attempt(self.quiz, student, {1: {"choice": [option]}})
        self.publish(bank)

    def publish(self, bank: Sequence[Item]) -> None:
        revision = self.make.revision()
        revision.items = [self.make.item_version(each) for each in bank]
        sources = {source for item in bank for source in item.sources}
        revision.sources = [self.make.source_version(each) for each in sorted(sources)]

    def plan(self, now: datetime | None = None) -> Plan:
        found = find_plan(self.classroom, None, "test", BELIEF.id, now or self.make.later(days=1))
        assert found is not None
        return found

    def wish(self, plan: Plan, **given: Any) -> Wish:
        values = {
            "title": "A second look",
            "note": "These come back.",
            "student_ids": [int(each) for each in plan.proposed_students],
            "item_ids": plan.proposed_items,
            "due_at": self.make.later(days=8),
            "recheck_at": self.make.later(days=15),
            "with_reading": False,
            "press": "once",
            "newest": str(plan.newest.id) if plan.newest else "",
        }
        return Wish(**{**values, **given})

    def set(
        self, teacher: User | None = None, now: datetime | None = None, **given: Any
    ) -> Reteaching:
        plan = self.plan(now)
        wish = self.wish(plan, **given)
        moment = now or self.make.later(days=1)
        return actions.set_follow_up(plan, self.classroom, teacher or self.teacher, wish, moment)

    def answer(self, part: Assignment, student: User, option: str) -> None:
        """Let a student choose the same option in every question of a part, a day after."""
        fields = {each.position: {"choice": [option]} for each in part.items}
        self.make.attempt(part, student, fields, submitted_at=self.make.later(days=20))
