"""Everything one student did in an assignment, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from quizapp.attempts.lateness import days_late
from quizapp.attempts.models import Attempt, Excuse, Response, ResponseStep, StepKind
from quizapp.attempts.rules import final_score
from quizapp.insights.cells import Answer, Sight, shown, sight
from quizapp.insights.queries.students import devices
from quizapp.insights.rows import Row
from quizapp.insights.saying import Sources, parts_said, said
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Item, Score, Unreadable
from quizapp.quizzes.versions import item_of
from quizapp.scoring.lateness import FinalScore

KINDS = {
    StepKind.SAVED: "Saved",
    StepKind.CONFLICT: "Kept from another device",
    StepKind.LATE: "Came after the end",
    StepKind.ACCEPTED: "Late answer accepted",
    StepKind.SUBMITTED: "Handed in",
    StepKind.SCORED: "Scored",
    StepKind.MARKED: "Marked",
    StepKind.REGRADED: "Put right",
    StepKind.OVERRIDDEN: "Mark overridden",
    StepKind.REINSTATED: "Override taken back",
    StepKind.EXCUSED: "Excused",
    StepKind.UNEXCUSED: "Counts again",
}


@dataclass(frozen=True)
class Line:
    """One step of the history: ``device`` counts the devices of the attempt from 1."""

    step: ResponseStep
    kind: str
    text: str
    device: int | None
    may_be_accepted: bool

    @property
    def mark(self) -> Fraction | None:
        top, bottom = self.step.mark_numerator, self.step.mark_denominator
        return None if top is None or bottom is None else Fraction(top, bottom)


@dataclass(frozen=True)
class Entry:
    """One response: the item, what was answered in words, and how it came about.

    ``sight`` is what the response is by itself, ``excuse`` why it does not count.
    """

    response: Response
    item: Item
    parts: Sequence[str]
    sight: Sight
    lines: Sequence[Line]
    excuse: Excuse | None = None

    @property
    def shown(self) -> Sight:
        """What counts of it, which may be a mark that a teacher set."""
        return shown(_answer(self.response), self.sight)

    @property
    def last_step(self) -> int:
        """What a teacher who decides on the mark has seen of its history."""
        return self.lines[-1].step.id if self.lines else 0

    @property
    def may_be_overridden(self) -> bool:
        attempt = self.response.attempt
        ended = attempt.submitted_at is not None and attempt.voided_at is None
        return ended and self.response.max_mark > 0

    @property
    def may_be_excused(self) -> bool:
        return self.excuse is None and self.response.max_mark > 0

    @property
    def kind(self) -> AnyItemType:
        return ITEM_TYPES[self.item.type]

    @property
    def read(self) -> Any:
        """What the item type read; ``None`` when blank or unreadable."""
        try:
            return self.kind.read(self.item, self.response.fields)
        except Unreadable:
            return None

    @property
    def problem(self) -> str:
        """Why the response cannot be read; empty when it can."""
        try:
            self.kind.read(self.item, self.response.fields)
        except Unreadable as problem:
            return str(problem)
        return ""

    @property
    def score(self) -> Score | None:
        read = self.read
        return None if read is None else self.kind.score(self.item, read)

    @property
    def late(self) -> Sequence[Line]:
        """What came after the end and is not accepted."""
        return [line for line in self.lines if line.may_be_accepted]


@dataclass(frozen=True)
class Sheet:
    """One attempt with all its responses; ``main`` is the one that links into the page mean.

    Where no attempt counts, they mean the questions ahead of the student.
    """

    attempt: Attempt
    counts: bool
    main: bool
    entries: Sequence[Entry]
    days_late: int

    @property
    def final(self) -> FinalScore:
        """The marks added up, and what counts of them."""
        return final_score(
            (entry.response.mark for entry in self.entries),
            (entry.response.max_mark for entry in self.entries),
            self.attempt.assignment.late,
            self.days_late,
        )

    @property
    def out_of(self) -> int:
        return self.final.out_of

    @property
    def late(self) -> int:
        return sum(len(entry.late) for entry in self.entries)

    @property
    def waiting(self) -> int:
        return sum(entry.sight is Sight.WAITING for entry in self.entries)

    @property
    def minutes(self) -> int | None:
        """How long it took, in whole minutes and at least 1."""
        ended: datetime | None = self.attempt.submitted_at
        if ended is None:
            return None
        return max(1, round((ended - self.attempt.started_at).total_seconds() / 60))


def sheets(
    attempts: Sequence[Attempt], row: Row, sources: Sources, due_at: datetime | None = None
) -> Sequence[Sheet]:
    """Put attempts into words; ``row`` is the student's row in the grid, ``due_at`` their date."""
    shown = row.sitting.id if row.sitting else None
    return [
        Sheet(
            each,
            counts=each.id == shown and row.handed_in,
            main=each.id == shown,
            entries=_entries(each, sources),
            days_late=days_late(each, due_at),
        )
        for each in attempts
    ]


def _entries(attempt: Attempt, sources: Sources) -> Sequence[Entry]:
    numbers = devices(attempt)
    return [_entry(each, attempt, numbers, sources) for each in attempt.responses]


def _entry(
    response: Response, attempt: Attempt, numbers: Mapping[str, int], sources: Sources
) -> Entry:
    item = item_of(response.version)
    lines = [
        Line(
            step,
            KINDS[step.kind],
            said(item, step.fields, sources),
            numbers.get(step.client),
            _may_be_accepted(step, response),
        )
        for step in response.steps
    ]
    parts = parts_said(item, response.fields, sources)
    excuse = next((e for e in attempt.excuses if e.position == response.position), None)
    itself = sight(_answer(response), handed_in=attempt.submitted_at is not None)
    return Entry(response, item, parts, itself, lines, excuse)


def _may_be_accepted(step: ResponseStep, response: Response) -> bool:
    """Return whether a step is a late answer that can count still, in an attempt that does."""
    counts = response.attempt.voided_at is None
    return counts and step.kind is StepKind.LATE and not _accepted(step, response)


def _accepted(late: ResponseStep, response: Response) -> bool:
    """Return whether a late answer is what the response holds, by a teacher's decision."""
    decided = any(
        step.kind is StepKind.ACCEPTED and step.id > late.id and step.client == late.client
        for step in response.steps
    )
    return decided and response.fields == late.fields


def _answer(response: Response) -> Answer:
    earned = response.earned
    excuses = response.attempt.excuses
    return Answer(
        response.position,
        response.state,
        response.max_mark,
        response.mark,
        earned / response.max_mark if earned is not None and response.max_mark else None,
        seen=response.shown_at is not None,
        overridden=response.fixed is not None,
        excused=any(each.position == response.position for each in excuses),
        opinion=item_of(response.version).asks_opinion,
    )
