"""A published quiz as a student would meet it, for a teacher to try; nothing is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.attempts.question import Question, arranged, sources_of
from quizapp.bank.model import Entry, Quiz
from quizapp.database import db
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion
from quizapp.quizzes.versions import item_of, quiz_of

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
    revision = db.session.scalar(
        select(BankRevision)
        .filter_by(bank=bank)
        .order_by(BankRevision.published_at.desc(), BankRevision.id.desc())
        .limit(1)
        .options(selectinload(BankRevision.quizzes), selectinload(BankRevision.sources))
    )
    version = (
        next((q for q in revision.quizzes if q.quiz_id == quiz_id), None) if revision else None
    )
    if revision is None or version is None:
        return None
    return Trial(bank, quiz_of(version), list(_questions(revision, version)))


def _questions(revision: BankRevision, version: QuizVersion) -> Iterable[Question]:
    quiz = quiz_of(version)
    versions = _versions(revision, quiz.items)
    position = 0
    for entry in quiz.entries:
        for ident in entry.items:
            position += 1
            item = item_of(versions[ident])
            yield Question(
                position=position,
                item=arranged(item, SEED, position, shuffle=True),
                max_mark=entry.max_mark or item.max_mark,
                sources=sources_of(revision.sources, item),
                given={},
                asks_certainty=quiz.certainty and item.certainty,
                claim_position=position - 1 if _is_evidence(entry, ident) else None,
            )


def _versions(revision: BankRevision, item_ids: Sequence[str]) -> dict[str, ItemVersion]:
    return {each.item_id: each for each in revision.items if each.item_id in item_ids}


def _is_evidence(entry: Entry, ident: str) -> bool:
    return entry.evidence == ident
