"""A question of the working copy as a student meets it, and what the scorer makes of answers.

Nothing of it is stored; the text need not even be saved.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from quizapp.attempts.models import State
from quizapp.attempts.question import Question, arranged
from quizapp.attempts.trial import SEED, Trial, trial_of
from quizapp.attempts.worth import worth_of
from quizapp.bank.problems import Problem, Severity
from quizapp.bank.sources import Source
from quizapp.editor.working import Working
from quizapp.items import ITEM_TYPES
from quizapp.items.base import SAMPLES, Fields, Item
from quizapp.items.hot_text.model import HotTextItem
from quizapp.quizzes.showing import ShownQuestion

MAIN_FILE = "bank.yaml"


class Side(StrEnum):
    """How a question is looked at."""

    PLAYER = "player"
    REVIEW = "review"
    PRINT = "print"
    PHONE = "phone"


@dataclass(frozen=True)
class Judged:
    """An answer and what the scorer makes of it; ``name`` is that of a sample, or empty."""

    name: str
    question: Question
    state: State

    @property
    def fraction(self) -> Fraction:
        """The share of the mark that the machine gives."""
        score = self.question.score
        return score.fraction if score else Fraction()

    @property
    def waiting(self) -> Fraction:
        """The share of the mark that only a person can give."""
        score = self.question.score
        return score.waiting if score else Fraction()

    @property
    def read_as(self) -> str:
        """What the machine read; what it cannot read stands here as it was typed."""
        return self.question.in_words

    @property
    def parts(self) -> Sequence[tuple[str, Fraction]]:
        """The credit of each part that was answered, by its words."""
        score, names = self.question.score, _names(self.question.item)
        parts = score.parts if score else {}
        return [(names.get(ident, ident), credit) for ident, credit in parts.items()]


@dataclass(frozen=True)
class Look:
    """A file of a question: the question if it can be asked, else the problems that forbid it."""

    path: str
    problems: Sequence[Problem]
    question: Question | None

    @property
    def samples(self) -> Sequence[Judged]:
        """The examples that every question brings for its own test, judged."""
        if self.question is None:
            return []
        given = self.question.kind.samples(self.question.item)
        return [judged(self.question, given[name], name) for name in SAMPLES if name in given]

    @property
    def on_paper(self) -> Sequence[ShownQuestion]:
        """The question as a paper prints it."""
        if self.question is None:
            return []
        each = self.question
        return [ShownQuestion(1, each.item, each.kind, each.max_mark, each.sources, None)]

    def answered(self, sample: str, fields: Fields, certainty: int | None) -> Judged | None:
        """Return the question with one of its samples as the answer, else with these fields."""
        if self.question is None:
            return None
        samples = {each.name: each for each in self.samples}
        if sample in samples:
            return samples[sample]
        return judged(self.question, fields, certainty=certainty)


def judged(
    question: Question, fields: Fields, name: str = "", certainty: int | None = None
) -> Judged:
    """Return what an answer to a question is worth, and why."""
    answered = question.with_given(fields, certainty)
    return Judged(name, answered, worth_of(answered.item, answered.given).state)


def look_of(working: Working, path: str) -> Look:
    """Return the question in a file of the working copy."""
    problems = list(working.problems_in(path))
    if working.content is None and path != MAIN_FILE:
        problems += [e for e in working.problems_in(MAIN_FILE) if e.severity is Severity.ERROR]
    item = _item_in(working, path)
    sources = working.content.sources if working.content else {}
    if item is None or not askable(item, sources):
        return Look(path, problems, None)
    question = Question(
        position=1,
        item=arranged(item, SEED, 1, shuffle=True),
        max_mark=item.max_mark,
        sources={each: sources[each] for each in item.sources},
        given={},
        asks_certainty=item.certainty,
    )
    return Look(path, problems, question)


def _item_in(working: Working, path: str) -> Item | None:
    where = f"{working.bank}/{path}"
    idents = (
        ident
        for (kind, ident), origin in working.loaded.origins.items()
        if kind == "item" and origin.path == where
    )
    ident = next(idents, None)
    return working.content.items.get(ident) if working.content and ident else None


def askable(item: Item, sources: Mapping[str, Source]) -> bool:
    """Return whether everything is there that the question points to."""
    if not set(item.sources) <= set(sources):
        return False
    if not isinstance(item, HotTextItem):
        return True
    places = {(s, sentence.id) for s in item.sources for sentence in sources[s].sentences}
    return all((t.source or item.sources[0], t.sentence) in places for t in item.targets)


def _names(item: Item) -> dict[str, str]:
    """Return the words of the parts of an item by their ids."""
    return {**dict(_parts(item)), **{c.id: c.text for c in ITEM_TYPES[item.type].choosables(item)}}


def _parts(item: Item) -> Iterator[tuple[str, str]]:
    for name in type(item).model_fields:
        value = getattr(item, name)
        for part in value if isinstance(value, tuple) else ():
            if hasattr(part, "id") and hasattr(part, "text"):
                yield part.id, part.text or part.id


@dataclass(frozen=True)
class Play:
    """A quiz of the working copy to be played; ``missing`` are questions that cannot be asked."""

    trial: Trial
    missing: Sequence[str]


def play_of(working: Working, quiz_id: str) -> Play | None:
    """Return a quiz as it stands in the working copy."""
    bank = working.content
    quiz = bank.quizzes.get(quiz_id) if bank else None
    if bank is None or quiz is None:
        return None
    items = {
        ident: bank.items[ident]
        for ident in quiz.items
        if ident in bank.items and askable(bank.items[ident], bank.sources)
    }
    missing = [ident for ident in quiz.items if ident not in items]
    return Play(trial_of(working.bank, quiz, items, bank.sources), missing)


def as_reviewed(judged: Judged) -> Question:
    """Return the question as it stands in the review of an attempt that is handed in."""
    return replace(judged.question, checked=True, earned=judged.question.mark)
