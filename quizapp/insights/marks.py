"""Which attempts the statistics of a quiz rest on, and their marks as a table; pure."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from quizapp.insights.cells import Cell, Sight
from quizapp.insights.sittings import Question, Sitting, by_student, shown_of
from quizapp.quizzes.models import Counts
from quizapp.statistics.matrix import MarkTable, Row

SCORED = frozenset({Sight.RIGHT, Sight.PARTLY, Sight.WRONG})
EMPTY = frozenset({Sight.BLANK, Sight.UNREADABLE})

FEW = Fraction(1, 10)
"""Up to this share of the answers to a question may wait for a marker. Beyond it the others, blank
or short enough for the machine, would stand for all, and the question has no figures yet."""


class Which(StrEnum):
    """Which attempt of a student the statistics take."""

    FIRST = "first"
    COUNTING = "counting"


def chosen(pool: Iterable[tuple[Sequence[Sitting], Counts]], which: Which) -> Sequence[Sitting]:
    """Return one attempt a student out of those that were handed in, by the student's id.

    ``pool`` holds the attempts at each assignment, with its rule of which attempt counts. Somebody
    who had the quiz in several classes is taken once, with the attempt that began first.
    """
    found: dict[int, list[Sitting]] = {}
    for sittings, rule in pool:
        used = Counts.FIRST if which is Which.FIRST else rule
        for student_id, own in by_student(sittings).items():
            taken = shown_of([each for each in own if each.handed_in], used)
            if taken:
                found.setdefault(student_id, []).append(taken)
    return [
        min(attempts, key=lambda each: (each.started_at, each.id))
        for _, attempts in sorted(found.items())
    ]


def sights_at(question: Question, sittings: Sequence[Sitting]) -> Sequence[Sight | None]:
    """Return what became of a question in each attempt; ``None`` where it was not presented."""
    answers = (sitting.answers.get(question.position) for sitting in sittings)
    return [Cell(answer, handed_in=True).sight if answer else None for answer in answers]


def table_of(questions: Sequence[Question], sittings: Sequence[Sitting]) -> MarkTable:
    """Return what each response earned by itself: a row an attempt, a column a question.

    Left blank or unreadable is 0. Not presented, not reached, excused, still to be marked, and
    opinions are no marks, and a question of whose answers more than a few are still to be marked
    has none at all. A mark that a teacher set says nothing about the question, so the one before it
    counts.
    """
    columns = [_column(question, sittings) for question in questions]
    return MarkTable(
        items=tuple(str(question.position) for question in questions),
        max_marks=tuple(Fraction(question.max_mark) for question in questions),
        rows=tuple(zip(*columns, strict=True)),
    )


def _column(question: Question, sittings: Sequence[Sitting]) -> Row:
    sights = sights_at(question, sittings)
    if question.opinion or unsettled(counts(sights)):
        return (None,) * len(sittings)
    return tuple(
        _mark(sitting, question, sight) for sitting, sight in zip(sittings, sights, strict=True)
    )


def unsettled(counted: Mapping[Sight, int]) -> bool:
    """Return whether too many answers to a question are still to be marked."""
    answers = sum(counted[sight] for sight in (*SCORED, Sight.WAITING))
    return counted[Sight.WAITING] > FEW * answers


def _mark(sitting: Sitting, question: Question, sight: Sight | None) -> Fraction | None:
    if sight in SCORED:
        return (sitting.answers[question.position].fraction or Fraction()) * question.max_mark
    return Fraction() if sight in EMPTY else None


def counts(sights: Sequence[Sight | None]) -> Mapping[Sight, int]:
    """Return how often each sight occurs."""
    return {sight: sights.count(sight) for sight in Sight}
