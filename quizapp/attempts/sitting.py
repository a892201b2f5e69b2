"""An attempt as its pages need it: its questions, and what may be shown now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from quizapp.attempts import rules
from quizapp.attempts.lateness import days_late
from quizapp.attempts.models import Attempt, Response, State
from quizapp.attempts.question import Question, Sign, arranged, sources_of
from quizapp.attempts.rules import Stage
from quizapp.bank.sources import Source
from quizapp.quizzes.models import Assignment, Feedback
from quizapp.quizzes.timing import LESSON, Terms
from quizapp.quizzes.versions import item_of
from quizapp.scoring.grades import grade_of
from quizapp.scoring.lateness import FinalScore


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
        complete=response.state is State.SCORED,
        override=response.fixed.reason if response.fixed else "",
        excused=any(each.position == response.position for each in attempt.excuses),
    )


@dataclass(frozen=True)
class Group:
    """Questions that follow each other and share their sources, for one page with all of them."""

    questions: Sequence[Question]

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.questions[0].sources

    @property
    def answers_in_source(self) -> bool:
        return self.questions[0].item.type == "hot_text"


def _stand_together(one: Question, other: Question) -> bool:
    """Return whether two questions can share a source panel.

    A question that is answered in its source, or lights it up, needs one of its own.
    """
    alone = any(each.item.type == "hot_text" or each.checked for each in (one, other))
    return not alone and one.sources.keys() == other.sources.keys()


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
        return self.assignment.feedback == Feedback.PRACTICE

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
    def unseen(self) -> set[int]:
        """The questions that have not been on the screen yet."""
        return {r.position for r in self.attempt.responses if r.shown_at is None}

    @property
    def first_open(self) -> int:
        """The first question without an answer, or the first of all."""
        return next((q.position for q in self.questions if q.sign is Sign.BLANK), 1)

    def question_at(self, position: int) -> Question | None:
        return next((q for q in self.questions if q.position == position), None)

    @property
    def groups(self) -> Sequence[Group]:
        """The questions in their order, those with the same sources together."""
        groups: list[list[Question]] = []
        for question in self.questions:
            if groups and _stand_together(groups[-1][-1], question):
                groups[-1].append(question)
            else:
                groups.append([question])
        return [Group(group) for group in groups]

    @property
    def calibration(self) -> Sequence[tuple[int, int, int]]:
        """How sure the student was: level, how many of these were right, and how many there are."""
        rated = [q for q in self.questions if q.certainty and q.answer is not None and not q.waits]
        rows = [(level, [q for q in rated if q.certainty == level]) for level in (3, 2, 1)]
        return [(level, sum(q.wholly_right for q in row), len(row)) for level, row in rows if row]

    @cached_property
    def final(self) -> FinalScore:
        """The marks of all questions, and what counts of them."""
        return rules.final_score(
            (question.mark for question in self.questions),
            (question.max_mark for question in self.questions),
            self.assignment.late,
            days_late(self.attempt, self.terms.due_at),
        )

    @property
    def grade(self) -> str | None:
        """The grade, once everything is marked."""
        if self.waits:
            return None
        return grade_of(self.final.value, self.final.out_of, self.assignment.scale)

    @property
    def waits(self) -> bool:
        """Whether some of the marks are still to be given by a person."""
        return any(response.waits for response in self.attempt.responses)
