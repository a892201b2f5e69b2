"""A published quiz as a student would meet it, for a teacher to try; nothing is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapp.attempts.question import Question, arranged, sources_of
from quizapp.bank.model import Quiz
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.queries import find_published_quiz
from quizapp.quizzes.versions import item_of

SEED = 1
"""The same order at every try, so that a teacher can compare."""


@dataclass(frozen=True)
class Trial:
    """A quiz with its questions, none of them answered."""

    bank: str
    quiz: Quiz
    questions: Sequence[Question]

    def question_at(self, position: int) -> Question | None:
        return next((q for q in self.questions if q.position == position), None)


def find_trial(bank: str, quiz_id: str) -> Trial | None:
    """Return a quiz of the bank as it was published last."""
    published = find_published_quiz(bank, quiz_id)
    return Trial(bank, published.quiz, list(_questions(published))) if published else None


def _questions(published: PublishedQuiz) -> Iterable[Question]:
    claims = {entry.evidence: entry.claim for entry in published.quiz.entries}
    places = {item_id: place for place, item_id in enumerate(published.quiz.items, start=1)}
    for position, version in enumerate(published.items, start=1):
        item = item_of(version)
        yield Question(
            position=position,
            item=arranged(item, SEED, position, shuffle=True),
            max_mark=published.max_marks[item.id],
            sources=sources_of(published.sources, item),
            given={},
            asks_certainty=published.quiz.certainty and item.certainty,
            claim_position=places.get(claims.get(item.id) or ""),
        )
