"""Reading what became of a follow-up, and how far the open ones are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.insights.beliefs import Asked, Stand, stands_on
from quizapp.insights.queries.beliefs import asked_in
from quizapp.insights.queries.grids import class_list, sittings_of
from quizapp.quizzes.models import Assignment
from quizapp.reteaching import queries
from quizapp.reteaching.models import Reteaching
from quizapp.reteaching.outcome import Line, Outcome, Sight, sight_of


@dataclass(frozen=True)
class _Stage:
    begun: bool
    handed_in: frozenset[int]
    stands: Mapping[int, Stand]

    def sight(self, student_id: int) -> Sight:
        done = student_id in self.handed_in
        return sight_of(self.stands.get(student_id), begun=self.begun, handed_in=done)


def outcome_of(reteaching: Reteaching, now: datetime) -> Outcome:
    """Return who changed their mind; the number of queries does not depend on the group."""
    held = {each.student_id: each.held for each in reteaching.students}
    salt = f"reteaching {reteaching.id}"
    pupils = class_list(reteaching.classroom_id, salt, seen=held.keys(), only=held.keys())
    parts = [reteaching.follow_up, reteaching.recheck]
    asked, sittings = asked_in(parts, pupils), sittings_of(parts)

    def stage(part: Assignment) -> _Stage:
        own: list[Asked] = [each for each in asked if each.assignment_id == part.id]
        done = {each.student_id for each in sittings[part.id] if each.handed_in}
        return _Stage(part.opens_at <= now, frozenset(done), stands_on(reteaching.belief_id, own))

    follow_up, recheck = stage(reteaching.follow_up), stage(reteaching.recheck)
    return Outcome(
        [
            Line(
                pupil,
                Sight.HELD if held[pupil.id] else Sight.OTHER,
                follow_up.sight(pupil.id),
                recheck.sight(pupil.id),
            )
            for pupil in pupils
        ],
        reteaching.recheck.opens_at,
        recheck.begun,
    )


def asked_again(reteaching: Reteaching) -> bool:
    """Return whether the recheck asks nothing but what the follow-up has asked."""
    before = {each.version.item_id for each in reteaching.follow_up.items}
    return all(each.version.item_id in before for each in reteaching.recheck.items)


@dataclass(frozen=True)
class Progress:
    """How far a follow-up is, for a list."""

    reteaching: Reteaching
    size: int
    followed_up: int
    rechecked: int
    state: str

    @property
    def over(self) -> bool:
        return self.state == "over"


def progress_of(
    teacher: User, now: datetime, classroom: Classroom | None = None
) -> Sequence[Progress]:
    """Return how far the teacher's follow-ups are, the next recheck first, those over last."""
    found = queries.reteachings_of(teacher, classroom)
    done = queries.handed_in([i for each in found for i in (each.follow_up_id, each.recheck_id)])
    lines = [
        Progress(
            each,
            len(each.students),
            done.get(each.follow_up_id, 0),
            done.get(each.recheck_id, 0),
            _state(each.recheck, now),
        )
        for each in found
    ]
    return sorted(lines, key=lambda line: line.over)


def _state(recheck: Assignment, now: datetime) -> str:
    if now < recheck.opens_at:
        return "coming"
    return "open" if now < recheck.closes_at else "over"
