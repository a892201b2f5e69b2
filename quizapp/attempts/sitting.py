"""An attempt as its pages need it: questions with what was given, and what may be shown now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from quizapp.attempts import rules
from quizapp.attempts.models import Attempt, Response, State
from quizapp.attempts.rules import Stage
from quizapp.bank.model import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Fields, Item, Score, Unreadable
from quizapp.quizzes.models import Assignment, Feedback, SourceVersion
from quizapp.quizzes.timing import LESSON, Terms
from quizapp.quizzes.versions import item_of, source_of

LEVELS = {1: "Not sure", 2: "Fairly sure", 3: "Very sure"}
"""The words of the three levels of certainty."""


class Sign(StrEnum):
    """What the list of questions says about one of them; sign and word are for the page."""

    ANSWERED = "answered"
    UNREADABLE = "cannot be read yet"
    BLANK = "blank"
    CHECKED = "checked"


@dataclass(frozen=True)
class Question:
    """One question of a quiz with what was given to it; ``item`` is in the order to show.

    ``answer`` is what could be read, ``problem`` says why it could not. ``mark`` is what counts.
    """

    position: int
    item: Item
    max_mark: int
    sources: Mapping[str, Source]
    given: Fields
    asks_certainty: bool = False
    certainty: int | None = None
    flagged: bool = False
    checked: bool = False
    revision: int = 0
    saved_at: datetime | None = None
    mark: Fraction | None = None
    earned: Fraction | None = None
    claim_position: int | None = None

    @property
    def prefix(self) -> str:
        return f"q{self.position}-"

    @property
    def kind(self) -> AnyItemType:
        return ITEM_TYPES[self.item.type]

    @cached_property
    def _read(self) -> tuple[Any | None, str]:
        return read(self.item, self.given)

    @property
    def answer(self) -> Any | None:
        return self._read[0]

    @property
    def problem(self) -> str:
        return self._read[1]

    @property
    def score(self) -> Score | None:
        """What the answer earns by itself; ``None`` when there is none to score."""
        return None if self.answer is None else self.kind.score(self.item, self.answer)

    @property
    def sign(self) -> Sign:
        if self.checked:
            return Sign.CHECKED
        if self.problem:
            return Sign.UNREADABLE
        return Sign.BLANK if self.answer is None else Sign.ANSWERED

    @property
    def waits(self) -> bool:
        """Whether a part of the mark is for a person to give."""
        return self.score is not None and self.score.waiting > 0

    @property
    def wholly_right(self) -> bool:
        return self.score is not None and self.score.fraction == 1

    @property
    def held_back(self) -> bool:
        """Whether something was earned that does not count, because the claim is not right."""
        return bool(self.earned) and self.mark == 0

    @property
    def in_words(self) -> str:
        """The answer in one line; what cannot be read as it was typed."""
        return in_words(self.item, self.given)


def read(item: Item, given: Fields) -> tuple[Any | None, str]:
    """Return what a form says, or ``None`` and why it cannot be read (empty for a blank one)."""
    try:
        return ITEM_TYPES[item.type].read(item, given), ""
    except Unreadable as unreadable:
        return None, str(unreadable)


def in_words(item: Item, given: Fields) -> str:
    """Return an answer in one line; what cannot be read as it was typed."""
    answer, _ = read(item, given)
    if answer is not None:
        return ITEM_TYPES[item.type].describe(item, answer)
    return "; ".join(value for values in given.values() for value in values if value)


def arranged(item: Item, seed: int, position: int, *, shuffle: bool) -> Item:
    """Return the item in the order that one attempt shows, the same every time."""
    rng = Random(f"{seed}:{position}")  # noqa: S311  (an order, not a secret)
    shown: Item = ITEM_TYPES[item.type].arranged(item, rng, shuffle=shuffle)
    return shown


def sources_of(versions: Sequence[SourceVersion], item: Item) -> dict[str, Source]:
    """Return the sources of an item, in the item's order."""
    known = {version.source_id: version for version in versions}
    return {each: source_of(known[each]) for each in item.sources if each in known}


def question_of(response: Response, attempt: Attempt, claim_position: int | None) -> Question:
    """Return a response as a question to show."""
    assignment: Assignment = attempt.assignment
    item = item_of(response.version)
    return Question(
        position=response.position,
        item=arranged(item, attempt.seed, response.position, shuffle=assignment.shuffle),
        max_mark=response.max_mark,
        sources=sources_of(assignment.sources, item),
        given=response.fields,
        asks_certainty=assignment.certainty and item.certainty,
        certainty=response.certainty,
        flagged=response.flagged,
        checked=response.checked,
        revision=response.revision,
        saved_at=response.saved_at,
        mark=response.mark,
        earned=response.earned,
        claim_position=claim_position,
    )


@dataclass(frozen=True)
class Sitting:
    """An attempt at a moment, under the terms of its student."""

    attempt: Attempt
    terms: Terms
    now: datetime

    @cached_property
    def questions(self) -> Sequence[Question]:
        claims = {a.position: a.claim_position for a in self.attempt.assignment.items}
        return [
            question_of(response, self.attempt, claims.get(response.position))
            for response in self.attempt.responses
        ]

    @property
    def assignment(self) -> Assignment:
        return self.attempt.assignment

    @property
    def ends_at(self) -> datetime:
        return self.terms.ends_at(self.attempt.started_at)

    @property
    def stage(self) -> Stage:
        ended = self.attempt.submitted_at or self.attempt.voided_at
        return rules.stage_of(ended, self.ends_at, self.now)

    @property
    def seconds_left(self) -> int:
        return max(0, int((self.ends_at - self.now).total_seconds()))

    @property
    def has_clock(self) -> bool:
        """Whether the end is near enough to be told in minutes, and the student wants to know."""
        limited = self.terms.limit is not None or self.ends_at - self.attempt.started_at <= LESSON
        return limited and not self.terms.hide_clock

    @property
    def checks_answers(self) -> bool:
        """Whether each answer can be checked at once."""
        return self.assignment.feedback is Feedback.PRACTICE

    def shows_feedback(self, question: Question | None = None) -> bool:
        """Return whether the student may see how a question was judged; without one, the marks."""
        return rules.feedback_visible(
            self.assignment.feedback,
            self.terms,
            self.now,
            handed_in=self.attempt.submitted_at is not None,
            checked=question is not None and question.checked,
        )

    @property
    def first_open(self) -> int:
        """The first question without an answer, or the first of all."""
        return next((q.position for q in self.questions if q.sign is Sign.BLANK), 1)

    def question_at(self, position: int) -> Question | None:
        return next((q for q in self.questions if q.position == position), None)

    @property
    def score(self) -> Fraction:
        return rules.total(question.mark for question in self.questions)

    @property
    def max_score(self) -> int:
        return sum(question.max_mark for question in self.questions)

    @property
    def waits(self) -> bool:
        """Whether some of the marks are still to be given by a person."""
        return any(r.state is State.WAITING for r in self.attempt.responses)
