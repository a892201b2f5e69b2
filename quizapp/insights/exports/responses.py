"""The table of responses: a row an answer, in every attempt; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.attempts.models import State
from quizapp.insights.exports.table import (
    Heading,
    Table,
    Value,
    person,
    person_headings,
    place,
    yes,
)
from quizapp.insights.grid import Grid
from quizapp.insights.saying import Sources, said
from quizapp.insights.sittings import Pupil
from quizapp.items.base import Fields, Item
from quizapp.web.times import local

ABOUT = "One row for each question of each attempt, those that do not count too."

COLUMNS = (
    Heading("attempt", "Which attempt of the student this is: 1 for the first."),
    Heading("counts", "yes for the attempt whose score counts."),
    Heading("voided", "yes for an attempt that a teacher took out of all results."),
    Heading("started", "When the attempt began."),
    Heading("handed_in", "When it ended. Empty while the student is working."),
    Heading("question", "The place of the question in the quiz."),
    Heading("item_id", "The id of the question in the question bank."),
    Heading("type", "How it is answered, such as single_choice."),
    Heading("stem", "What was asked."),
    Heading("seen", "no if the student never got as far as this question."),
    Heading(
        "state",
        "blank: no answer; unreadable: it could not be understood; read: not scored yet; "
        "waiting: a person has still to mark it; scored.",
    ),
    Heading(
        "response",
        "The answer in words, several choices with semicolons between them. Students may have "
        "written names into it.",
    ),
    Heading("certainty", "How sure the student was: 1 not, 2 fairly, 3 very. Empty if unsaid."),
    Heading("flagged", "yes if the student flagged the question to come back to it."),
    Heading(
        "mark",
        "The mark that counts towards the score. Empty while there is none, or while a person has "
        "still to mark the answer.",
    ),
    Heading(
        "earned",
        "The mark for the answer by itself. It differs from mark where evidence does not count "
        "because the claim it supports is wrong, where a teacher has overridden the mark, and "
        "where the student is excused.",
    ),
    Heading(
        "max_mark",
        "The highest mark there is for the question, 0 once it is dropped or the student excused.",
    ),
    Heading("overridden", "yes if a teacher set the mark in place of what the answer earned."),
    Heading("override_reason", "Why the teacher did so. Empty if nobody did."),
    Heading("excused", "yes if the question does not count for this student, by a teacher."),
    Heading("excuse_reason", "Why the student is excused. Empty if they are not."),
    Heading("last_saved", "When the answer was last saved. Empty if it never was."),
)


@dataclass(frozen=True)
class Entry:
    """One response with the attempt it stands in, as plain values."""

    student_id: int
    username: str
    name: str
    attempt_id: int
    number: int
    started_at: datetime
    submitted_at: datetime | None
    voided: bool
    position: int
    state: State
    fields: Fields
    certainty: int | None
    flagged: bool
    mark_numerator: int | None
    mark_denominator: int | None
    earned_numerator: int | None
    earned_denominator: int | None
    max_mark: int
    seen: bool
    saved_at: datetime | None
    override_reason: str | None = None
    excuse_reason: str | None = None

    @property
    def mark(self) -> Fraction | None:
        """The mark that counts, once a person has marked what waits, or set it."""
        if self.override_reason is not None:
            return _fraction(self.mark_numerator, self.mark_denominator)
        return self._settled(self.mark_numerator, self.mark_denominator)

    @property
    def earned(self) -> Fraction | None:
        """The same for the response by itself."""
        return self._settled(self.earned_numerator, self.earned_denominator)

    def _settled(self, top: int | None, bottom: int | None) -> Fraction | None:
        return None if self.state is State.WAITING else _fraction(top, bottom)


def _fraction(top: int | None, bottom: int | None) -> Fraction | None:
    return None if top is None or bottom is None else Fraction(top, bottom)


def responses_table(
    entries: Iterable[Entry],
    grid: Grid,
    items: Mapping[int, Item],
    sources: Sources,
    *,
    names: bool,
) -> Table:
    """Return the table of responses, by student, attempt and question."""
    given = list(entries)
    people = _people(given, grid)
    given.sort(
        key=lambda e: (place(people[e.student_id], names=names), e.number, e.attempt_id, e.position)
    )
    counting = {row.sitting.id for row in grid.rows if row.sitting and row.handed_in}
    rows = [
        [
            *person(people[entry.student_id], names=names),
            *_attempt(entry, counts=entry.attempt_id in counting),
            *_response(entry, items[entry.position], sources),
        ]
        for entry in given
    ]
    return Table("Responses", ABOUT, [*person_headings(names=names), *COLUMNS], rows)


def _people(entries: Iterable[Entry], grid: Grid) -> Mapping[int, Pupil]:
    """Return everybody by id; who left the class and has only voided attempts comes last."""
    people = {row.pupil.id: row.pupil for row in grid.rows}
    for entry in sorted(entries, key=lambda each: each.student_id):
        if entry.student_id not in people:
            last = len(people) + 1
            gone = Pupil(entry.student_id, entry.name, entry.username, last, last, left=True)
            people[entry.student_id] = gone
    return people


def _attempt(entry: Entry, *, counts: bool) -> Sequence[Value]:
    return (
        entry.number,
        yes(counts),
        yes(entry.voided),
        local(entry.started_at),
        local(entry.submitted_at) if entry.submitted_at else None,
    )


def _response(entry: Entry, item: Item, sources: Sources) -> Sequence[Value]:
    return (
        entry.position,
        item.id,
        item.type,
        item.stem,
        yes(entry.seen),
        entry.state.value,
        said(item, entry.fields, sources),
        entry.certainty,
        yes(entry.flagged),
        entry.mark,
        entry.earned,
        entry.max_mark,
        yes(entry.override_reason is not None),
        entry.override_reason,
        yes(entry.excuse_reason is not None),
        entry.excuse_reason,
        local(entry.saved_at) if entry.saved_at else None,
    )
