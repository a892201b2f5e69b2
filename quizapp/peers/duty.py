"""What one student has to look at in a round, and whether they may now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from quizapp.accounts.models import User
from quizapp.attempts.queries import find_task
from quizapp.attempts.tasks import Sat, Task
from quizapp.peers import line, queries
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.peers.rules import Script

NUMBERS = {1: "one", 2: "two", 3: "three"}


class Door(StrEnum):
    """Whether a student may look at answers now, and if not, what they wait for."""

    OPEN = "open"
    COMING = "coming"
    OVER = "over"
    ENDED = "ended"
    HAND_IN = "hand in"
    AGAIN = "again"
    FEEDBACK = "feedback"


@dataclass(frozen=True)
class Duty:
    """A round as one student meets it: what they were given, and what there is to read."""

    round: PeerRound
    task: Task
    given: Sequence[PeerAssessment]
    scripts: Sequence[Script]
    student_id: int

    @property
    def own(self) -> PeerAssessment | None:
        return next((each for each in self.given if each.own), None)

    @property
    def peers(self) -> Sequence[PeerAssessment]:
        return [each for each in self.given if not each.own]

    @property
    def has_script(self) -> bool:
        return any(each.author_id == self.student_id for each in self.scripts)

    @property
    def others(self) -> int:
        """How many classmates' answers there are to read."""
        return sum(each.author_id != self.student_id for each in self.scripts)

    @property
    def _last(self) -> Sat | None:
        """The attempt that was handed in last."""
        return next((sat for sat in reversed(self.task.attempts) if sat.counted), None)

    @property
    def _shows_marks(self) -> bool:
        return self._last is not None and self.task.shows_marks(self._last)

    @cached_property
    def door(self) -> Door:
        """What holds for everything in the round; classmates' answers may have to wait longer."""
        now = self.task.now
        if self.round.ended_at is not None:
            return Door.ENDED
        if now >= self.round.closes_at:
            return Door.OVER
        if self.task.running or (self._last is None and self.task.may_start):
            return Door.HAND_IN
        return Door.COMING if now < self.round.opens_at else Door.OPEN

    @property
    def own_door(self) -> Door:
        """Whether the student may look at their own answer."""
        if self.door is Door.OPEN and self.round.after_feedback and not self._shows_marks:
            return Door.FEEDBACK
        return self.door

    @property
    def peers_door(self) -> Door:
        """Whether the student may read classmates' answers.

        Whoever can still take the quiz again and has not been told what is right reads none.
        """
        if self.door is Door.OPEN and self.task.may_start and not self._shows_marks:
            return Door.AGAIN
        return self.door

    @property
    def owes_own(self) -> bool:
        """Whether the student's own answer is to be looked at now."""
        waits = self.own is None or not self.own.is_sent
        return self.round.of_self and self.own_door is Door.OPEN and self.has_script and waits

    @property
    def owed_peers(self) -> int:
        """How many classmates' answers are to be read now."""
        if not self.round.of_peers or self.peers_door is not Door.OPEN:
            return 0
        sent = sum(each.is_sent for each in self.peers)
        return max(0, min(self.round.readings, self.others) - sent)

    @property
    def waits(self) -> bool:
        """Whether there is something to do now."""
        return self.owes_own or self.owed_peers > 0

    @property
    def next_unsent(self) -> PeerAssessment | None:
        open_ones = [each for each in self.given if not each.is_sent]
        return next((each for each in open_ones if self.lets_send(each)), None)

    def lets_send(self, assessment: PeerAssessment) -> bool:
        """Return whether a judgement can be written or changed now."""
        door = self.own_door if assessment.own else self.peers_door
        return door is Door.OPEN and not assessment.is_released

    @property
    def title(self) -> str:
        """What is to be done, as a heading says it."""
        own = "your own answer" if self.owes_own else ""
        answers = "answer of a classmate" if self.owed_peers == 1 else "answers of classmates"
        peers = f"{NUMBERS[self.owed_peers]} {answers}" if self.owed_peers else ""
        if own:
            return f"Look at {own}" + (f", and read {peers}" if peers else "")
        return f"Read {peers}" if peers else "Look at answers"


def duty_of(student: User, round_: PeerRound, now: datetime) -> Duty | None:
    """Return a round as a student of the class meets it now; nobody else has it."""
    task = find_task(student, round_.assignment_id, now)
    if task is None or not task.is_set:
        return None
    return _duties(student, [round_], {round_.assignment_id: task})[0]


def duties_of(student: User, tasks: Collection[Task]) -> Sequence[Duty]:
    """Return the rounds in some of the student's quizzes, what closes first at the top."""
    by_id = {task.assignment.id: task for task in tasks if task.is_set}
    rounds = queries.rounds_in(by_id) if by_id else []
    found = _duties(student, rounds, by_id) if rounds else []
    return sorted(found, key=lambda duty: (duty.round.closes_at, duty.round.id))


def _duties(
    student: User, rounds: Sequence[PeerRound], tasks: Mapping[int, Task]
) -> Sequence[Duty]:
    ids = [each.id for each in rounds]
    scripts, given = line.scripts_in(ids), queries.assessments_by(student, ids)
    return [
        Duty(
            each,
            tasks[each.assignment_id],
            [row for row in given if row.round_id == each.id],
            scripts[each.id],
            student.id,
        )
        for each in rounds
    ]
