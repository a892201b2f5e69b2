"""A published quiz with all that is in it."""

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
