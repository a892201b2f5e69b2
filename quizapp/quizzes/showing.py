"""Questions as a teacher reads them: with key and feedback, and as they stand on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Item
from quizapp.items.gap_fill.model import GAP
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.versions import item_of

BLANK = "\\_" * 12
"""A gap on paper; the strokes are escaped for Markdown."""

WORDS_ON_A_LINE = 9


def with_blanks(text: str) -> str:
    """Return the text of a gap-fill item as it stands on paper, its gaps numbered from 1."""
    numbers = count(1)
    return GAP.sub(lambda _gap: f"({next(numbers)}) {BLANK}", text)


def lines_for(words: int) -> int:
    """Return how many ruled lines so many words take."""
    return -(-words // WORDS_ON_A_LINE)


@dataclass(frozen=True)
class ShownQuestion:
    """A question with everything its templates need."""

    number: int
    item: Item
    kind: AnyItemType
    max_mark: int
    sources: Mapping[str, Source]
    claim: int | None
    note: str = ""

    @property
    def paper(self) -> Item:
        """The item in the order that everybody has on paper."""
        shown: Item = self.kind.on_paper(self.item)
        return shown

    @property
    def code(self) -> str:
        """How the right answer, or one of them, stands in an answer grid; empty for words."""
        response = self.kind.read(self.item, self.kind.samples(self.item)["right"])
        return str(self.kind.code_of(self.paper, response))


@dataclass(frozen=True)
class Layout:
    """How a question paper is printed: in large letters, without the sources."""

    large: bool = False
    sources: bool = True


def layout_from(options: Mapping[str, str]) -> Layout:
    """Return the layout that an address asks for: ``size=large``, ``sources=off``."""
    return Layout(options.get("size") == "large", options.get("sources") != "off")


def shown_questions(published: PublishedQuiz, sources: Mapping[str, Source]) -> list[ShownQuestion]:
    """Return the questions of a quiz in their order; evidence names the number of its claim."""
    marks = published.max_marks
    numbers = {version.item_id: n for n, version in enumerate(published.items, start=1)}
    claims = {e.evidence: e.claim for e in published.quiz.entries if e.evidence}
    return [
        ShownQuestion(
            numbers[item.id],
            item,
            ITEM_TYPES[item.type],
            marks[item.id],
            {each: sources[each] for each in item.sources},
            numbers.get(claims.get(item.id) or ""),
        )
        for item in map(item_of, published.items)
    ]


def assigned_questions(
    assignment: Assignment, sources: Mapping[str, Source]
) -> list[ShownQuestion]:
    """Return the questions of an assignment as it was set, in its order."""
    return [
        ShownQuestion(
            each.position,
            item_of(each.version),
            ITEM_TYPES[item_of(each.version).type],
            each.max_mark,
            {source: sources[source] for source in item_of(each.version).sources},
            each.claim_position,
        )
        for each in assignment.items
    ]
