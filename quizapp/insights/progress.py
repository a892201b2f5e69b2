"""How somebody gets on over time, by skill and by what an exam assesses; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from quizapp.bank.places import Place

Skill = tuple[str, str]
"""The id of a bank and that of a skill in it."""

STEP = Fraction(1, 10)
"""A share of the marks has to change by this much before the pages call it up or down."""
ENOUGH = 4
"""So many marks have to stand on either side of a comparison; a single question proves nothing."""


class Trend(StrEnum):
    """How the newest quiz with a skill compares with all earlier ones."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Earned:
    """Marks that questions earned by themselves, of how many."""

    marks: Fraction = Fraction()
    out_of: int = 0

    def __add__(self, other: "Earned") -> "Earned":
        return Earned(self.marks + other.marks, self.out_of + other.out_of)

    @property
    def share(self) -> Fraction | None:
        """The share of the marks; ``None`` where nothing was asked."""
        return self.marks / self.out_of if self.out_of else None


@dataclass(frozen=True)
class Answered:
    """A scored answer: to which item, of which skill, and where in the sources it is answered."""

    item: str
    skill: Skill
    earned: Earned
    places: Sequence[Place] = ()


@dataclass(frozen=True)
class Taken:
    """A quiz that somebody handed in, with all its answers that are scored."""

    assignment_id: int
    title: str
    at: datetime
    answers: Sequence[Answered]

    @property
    def earned(self) -> Earned:
        return summed(each.earned for each in self.answers)


def summed(parts: Iterable[Earned]) -> Earned:
    """Return the marks of several parts together."""
    return sum(parts, Earned())


@dataclass(frozen=True)
class Strand:
    """A skill, or several, over somebody's quizzes: ``by_quiz`` is in the order of the quizzes."""

    by_quiz: Sequence[Earned]

    @property
    def whole(self) -> Earned:
        return summed(self.by_quiz)

    @property
    def trend(self) -> Trend:
        """Compare the newest quiz in which it was asked with all before it."""
        asked = [each for each in self.by_quiz if each.out_of]
        if not asked:
            return Trend.UNKNOWN
        before, now = summed(asked[:-1]), asked[-1]
        if min(before.out_of, now.out_of) < ENOUGH or before.share is None or now.share is None:
            return Trend.UNKNOWN
        change = now.share - before.share
        if abs(change) < STEP:
            return Trend.LEVEL
        return Trend.UP if change > 0 else Trend.DOWN


def strand(quizzes: Sequence[Taken], skills: Iterable[Skill]) -> Strand:
    """Return how these skills went together, quiz by quiz."""
    wanted = set(skills)
    return Strand([summed(a.earned for a in quiz.answers if a.skill in wanted) for quiz in quizzes])


@dataclass
class ToRead:
    """Sentences of one source that missed questions speak of, and how many questions those are."""

    source: str
    sentences: list[str] = field(default_factory=list)
    items: set[str] = field(default_factory=set)


def to_read(quizzes: Sequence[Taken], order: Mapping[str, Sequence[str]]) -> Sequence[ToRead]:
    """Return what to read again, the source with most missed questions first.

    A question that was answered rightly later is no longer missed. ``order`` holds the sentences
    of each source as they stand in it.
    """
    last = {answer.item: answer for quiz in quizzes for answer in quiz.answers}
    found: dict[str, ToRead] = {}
    for answer in last.values():
        if answer.earned.share != 1:
            for source, sentence in answer.places:
                entry = found.setdefault(source, ToRead(source))
                entry.items.add(answer.item)
                if sentence not in entry.sentences:
                    entry.sentences.append(sentence)
    for entry in found.values():
        known = list(order.get(entry.source, ()))
        entry.sentences.sort(key=lambda each: known.index(each) if each in known else len(known))
    return sorted(found.values(), key=lambda each: (-len(each.items), each.source))
