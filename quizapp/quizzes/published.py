"""What can be set: a published quiz with all that is in it, or questions chosen one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.bank.model import Quiz
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion, SourceVersion
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class PublishedQuiz:
    """A quiz of the newest revision with all that is in it, in the quiz's order."""

    revision: BankRevision
    version: QuizVersion
    quiz: Quiz
    items: tuple[ItemVersion, ...]
    sources: tuple[SourceVersion, ...]

    @property
    def bank(self) -> str:
        return self.revision.bank

    @property
    def quiz_id(self) -> str:
        return self.quiz.id

    @property
    def claims(self) -> Mapping[str, str]:
        """The claim of each piece of evidence, by the ids of the items."""
        return claims_in([self.quiz])

    @property
    def max_mark(self) -> int:
        return sum(self.max_marks.values())

    @property
    def max_marks(self) -> dict[str, int]:
        """The marks of each item in this quiz, by item id: the quiz's own where it sets them."""
        given = {e.item: e.max_mark for e in self.quiz.entries if e.item and e.max_mark}
        return {
            version.item_id: given.get(version.item_id) or item_of(version).max_mark
            for version in self.items
        }


@dataclass(frozen=True)
class Chosen:
    """Questions of the newest revision that were chosen one by one, in the order of asking."""

    bank: str
    items: tuple[ItemVersion, ...]
    sources: tuple[SourceVersion, ...]
    claims: Mapping[str, str]

    quiz_id = ""

    @property
    def max_marks(self) -> dict[str, int]:
        """The marks of each question by item id: its own."""
        return {version.item_id: item_of(version).max_mark for version in self.items}


def claims_in(quizzes: Iterable[Quiz]) -> Mapping[str, str]:
    """Return the claim of each piece of evidence in some quizzes, by the ids of the items."""
    entries = (entry for quiz in quizzes for entry in quiz.entries)
    return {each.evidence: each.claim for each in entries if each.evidence and each.claim}


def in_order(versions: Iterable[ItemVersion], claims: Mapping[str, str]) -> list[ItemVersion]:
    """Return items as they are asked: by section and sources, easy ones first.

    Evidence follows its claim at once.
    """
    by_id = {version.item_id: version for version in versions}

    def place(version: ItemVersion) -> tuple[object, ...]:
        first = by_id.get(claims.get(version.item_id, ""), version)
        item = item_of(first)
        is_evidence = first is not version
        return first.section, item.sources, item.difficulty, item.id, is_evidence, version.item_id

    return sorted(by_id.values(), key=place)
