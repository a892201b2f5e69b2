"""Who reads whose answer, and how close judgements lie: pure rules, no clock and no database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from hashlib import blake2b

from quizapp.items.base import Item
from quizapp.items.extended_response.model import ExtendedResponseItem, Level

KEPT_FOR = timedelta(days=1)
"""How long an answer that somebody was given counts as read, although nothing was sent."""

BELOW = "Not yet level 1"


@dataclass(frozen=True)
class Script:
    """An answer that can be read, and who wrote it."""

    response_id: int
    author_id: int
    revision: int


def next_script(
    round_id: int,
    reader_id: int,
    scripts: Iterable[Script],
    taken: Mapping[int, int],
    known: Collection[int],
    begun: Collection[int],
) -> Script | None:
    """Return the answer that a reader gets next; ``None`` when there is none left for them.

    It is one that the fewest read (``taken``, by response). Of these it is rather one whose author
    is not among the readers yet (``begun``): those who come last cannot read their own, so it must
    not be theirs that is left over. Then it is the next one behind the reader in a ring of all
    authors, whose order says nothing about them. ``known`` are the authors already read.
    """

    def place(person_id: int) -> bytes:
        return blake2b(f"{round_id}/{person_id}".encode(), digest_size=8).digest()

    here = place(reader_id)
    offered = [s for s in scripts if s.author_id != reader_id and s.author_id not in known]
    return min(
        offered,
        key=lambda s: (
            taken.get(s.response_id, 0),
            s.author_id in begun,
            place(s.author_id) < here,
            place(s.author_id),
        ),
        default=None,
    )


def judged_by_levels(item: Item) -> ExtendedResponseItem | None:
    """Return the item if it has what students judge by: a checklist, and levels."""
    return item if isinstance(item, ExtendedResponseItem) else None


def level_of(item: ExtendedResponseItem, mark: Fraction) -> int:
    """Return the level that a mark lies in; 0 below the lowest."""
    reached = [each.level for each in item.levels if mark >= each.lowest]
    return max(reached, default=0)


def named_levels(item: ExtendedResponseItem) -> Sequence[tuple[int, Level | None]]:
    """Return the levels to choose from, the lowest first; 0 has no words of the scheme."""
    return [(0, None), *((each.level, each) for each in item.levels)]


def level_name(level: int | None) -> str:
    """Return what a level is called in a table."""
    return "–" if level is None else (f"Level {level}" if level else BELOW)  # noqa: RUF001


@dataclass(frozen=True)
class Agreement:
    """How far judgements lie from the teacher's: pairs of their level and the teacher's."""

    pairs: Sequence[tuple[int, int]]

    @property
    def same(self) -> int:
        return sum(judged == by_teacher for judged, by_teacher in self.pairs)

    @property
    def near(self) -> int:
        """How many lie at most one level apart, the same ones among them."""
        return sum(abs(judged - by_teacher) <= 1 for judged, by_teacher in self.pairs)

    @property
    def leaning(self) -> str:
        """Whether the judgements lie above or below the teacher's on the whole."""
        above = sum(judged > by_teacher for judged, by_teacher in self.pairs)
        below = sum(judged < by_teacher for judged, by_teacher in self.pairs)
        if above > 2 * below and above > 1:
            return "mostly higher than yours"
        if below > 2 * above and below > 1:
            return "mostly lower than yours"
        return ""


def distance(judged: int, by_teacher: int) -> str:
    """Return in words how a student's judgement lies to the teacher's level."""
    apart = abs(judged - by_teacher)
    if not apart:
        return "the same level as your teacher"
    levels = "one level" if apart == 1 else f"{apart} levels"
    return f"{levels} {'higher' if judged > by_teacher else 'lower'} than your teacher"
