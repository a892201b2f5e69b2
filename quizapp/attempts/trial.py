"""A quiz as a student would meet it, for a teacher or an author to try; nothing is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizapp.attempts.question import Question, arranged
from quizapp.attempts.rules import counting_marks, final_score
from quizapp.attempts.saving import Save
from quizapp.bank.model import Quiz
from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.quizzes.published import claims_in
from quizapp.quizzes.queries import find_published_quiz
from quizapp.quizzes.versions import item_of, source_of
from quizapp.scoring.lateness import FinalScore

SEED = 1
"""The same order at every try, so that a teacher can compare."""


@dataclass(frozen=True)
class Trial:
    """A quiz with its questions, and what was tried as an answer to them."""

    bank: str
    quiz: Quiz
    questions: Sequence[Question]

    def question_at(self, position: int) -> Question | None:
        return next((q for q in self.questions if q.position == position), None)

    def with_answers(self, saves: Mapping[int, Save]) -> "Trial":
        """Return the quiz answered like this, by position."""
        answered = [
            each.with_given(saves[each.position].fields, saves[each.position].certainty)
            if each.position in saves
            else each
            for each in self.questions
        ]
        return replace(self, questions=answered)

    def handed_in(self) -> "Trial":
        """Return the quiz with the marks that count: evidence only with its claim."""
        earned = {each.position: each.mark or Fraction() for each in self.questions}
        counting = counting_marks(
            earned,
            {each.position: each.max_mark for each in self.questions},
            {each.position: each.claim_position for each in self.questions},
        )
        done = [
            replace(each, earned=earned[each.position], mark=counting[each.position], checked=True)
            for each in self.questions
        ]
        return replace(self, questions=done)

    @property
    def final(self) -> FinalScore:
        """What the answers come to."""
        return final_score(
            (each.mark for each in self.questions), (each.max_mark for each in self.questions)
        )


def find_trial(bank: str, quiz_id: str) -> Trial | None:
    """Return a quiz of the bank as it was published last."""
    published = find_published_quiz(bank, quiz_id)
    if published is None:
        return None
    items = {version.item_id: item_of(version) for version in published.items}
    sources = {version.source_id: source_of(version) for version in published.sources}
    return trial_of(bank, published.quiz, items, sources)


def trial_of(
    bank: str, quiz: Quiz, items: Mapping[str, Item], sources: Mapping[str, Source]
) -> Trial:
    """Return a quiz with those of its questions that are among ``items``."""
    return Trial(bank, quiz, list(_questions(quiz, items, sources)))


def _questions(
    quiz: Quiz, items: Mapping[str, Item], sources: Mapping[str, Source]
) -> Iterable[Question]:
    claims = claims_in([quiz])
    own = {entry.item: entry.max_mark for entry in quiz.entries if entry.item and entry.max_mark}
    present = [ident for ident in quiz.items if ident in items]
    places = {ident: place for place, ident in enumerate(present, start=1)}
    for ident, position in places.items():
        item = items[ident]
        yield Question(
            position=position,
            item=arranged(item, SEED, position, shuffle=True),
            max_mark=own.get(ident) or item.max_mark,
            sources={each: sources[each] for each in item.sources if each in sources},
            given={},
            asks_certainty=quiz.certainty and item.certainty,
            claim_position=places.get(claims.get(ident) or ""),
        )
