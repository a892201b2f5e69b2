"""Questions as a teacher reads them: with key and feedback, and as they stand on paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizapp.bank.model import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Item
from quizapp.items.gap_fill.model import GAP
from quizapp.quizzes.published import PublishedQuiz
from quizapp.quizzes.versions import item_of

BLANK = "\\_" * 12
"""A gap on paper; the strokes are escaped for Markdown."""


def with_blanks(text: str) -> str:
    """Return the text of a gap-fill item as it stands on paper."""
    return GAP.sub(lambda _gap: BLANK, text)


@dataclass(frozen=True)
class ShownQuestion:
    """A question with everything its templates need."""

    number: int
    item: Item
    kind: AnyItemType
    max_mark: int
    sources: Mapping[str, Source]
    claim: int | None


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
