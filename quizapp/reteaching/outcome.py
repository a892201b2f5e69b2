"""Who changed their mind after a follow-up: per student, in one sentence, as bars; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quizapp.insights.beliefs import Stand
from quizapp.insights.finding import Finding
from quizapp.insights.sittings import Pupil
from quizapp.web.rendering import listed


class Sight(StrEnum):
    """How a student stands to the belief at one stage; ``COMING`` before the stage has begun."""

    HELD = "held"
    OTHER = "other"
    AGAINST = "against"
    ABSENT = "absent"
    COMING = "coming"


SIGNS = {
    Sight.HELD: "✗",
    Sight.OTHER: "~",
    Sight.AGAINST: "✓",
    Sight.ABSENT: "–",  # noqa: RUF001
    Sight.COMING: "◷",
}
WORDS = {
    Sight.HELD: "shows it",
    Sight.OTHER: "not shown",
    Sight.AGAINST: "no longer",
    Sight.ABSENT: "absent",
    Sight.COMING: "still to come",
}

NOT_DONE = frozenset({Sight.ABSENT, Sight.COMING})


@dataclass(frozen=True)
class Line:
    """One student before, in the follow-up, and in the recheck."""

    pupil: Pupil
    before: Sight
    follow_up: Sight
    recheck: Sight

    @property
    def changed(self) -> bool:
        """Whether the belief was held before, and a right answer in the recheck spoke against it"""
        return self.before is Sight.HELD and self.recheck is Sight.AGAINST


@dataclass(frozen=True)
class Part:
    """A piece of a bar: how many stand so, and where it begins."""

    sight: Sight
    count: int
    start: int


@dataclass(frozen=True)
class Bar:
    """How the group stood at one stage."""

    name: str
    parts: Sequence[Part]


def sight_of(stand: Stand | None, *, begun: bool, handed_in: bool) -> Sight:
    """Return how a student stands at a stage, from what their answers say about the belief."""
    if not handed_in:
        return Sight.ABSENT if begun else Sight.COMING
    match stand:
        case Stand.HELD:
            return Sight.HELD
        case Stand.AGAINST:
            return Sight.AGAINST
        case _:
            return Sight.OTHER


@dataclass(frozen=True)
class Outcome:
    """What became of a group; who has left the class is listed and not counted."""

    lines: Sequence[Line]
    recheck_opens: datetime
    recheck_begun: bool

    @property
    def counted(self) -> Sequence[Line]:
        """The students whose minds could change: who held it before; all if nobody did."""
        here = [line for line in self.lines if not line.pupil.left]
        return [line for line in here if line.before is Sight.HELD] or here

    @property
    def bars(self) -> Sequence[Bar]:
        here = [line for line in self.lines if not line.pupil.left]
        stages: dict[str, Callable[[Line], Sight]] = {
            "Before": lambda line: line.before,
            "Follow-up": lambda line: line.follow_up,
            "Recheck": lambda line: line.recheck,
        }
        return [Bar(name, _parts([stage(line) for line in here])) for name, stage in stages.items()]

    @property
    def size(self) -> int:
        return sum(not line.pupil.left for line in self.lines)

    def finding(self, said: Callable[[datetime], str]) -> Finding:
        """Say first what a teacher wants to know; ``said`` puts a moment into words."""
        if not self.size:
            return Finding("Nobody of this group is in the class any more.")
        if not self.recheck_begun:
            return self._so_far(said(self.recheck_opens))
        rechecked = [line.recheck for line in self.counted]
        held_before = self.counted[0].before is Sight.HELD
        first = "changed their mind" if held_before else "answered against it"
        point = f"{rechecked.count(Sight.AGAINST)} of {len(rechecked)} {first}"
        rest = [
            _said(rechecked.count(Sight.HELD), "still holds it", "still hold it"),
            _said(rechecked.count(Sight.OTHER), "answered otherwise", "answered otherwise"),
            _said(
                rechecked.count(Sight.ABSENT),
                "has not done the recheck",
                "have not done the recheck",
            ),
        ]
        more = [words for words in rest if words]
        return Finding("", point, f", {listed(more)}." if more else ".")

    def _so_far(self, opens: str) -> Finding:
        stands = [line.follow_up for line in self.counted]
        done = [each for each in stands if each not in NOT_DONE]
        lead = f"The recheck opens {opens}."
        if not done:
            return Finding(f"{lead} Nobody has done the follow-up yet.")
        have = "has" if len(done) == 1 else "have"
        point = f"{len(done)} of {len(stands)} {have} done the follow-up"
        rest = [
            _said(done.count(Sight.AGAINST), "answered against the belief", ""),
            _said(done.count(Sight.HELD), "still shows it", "still show it"),
            _said(done.count(Sight.OTHER), "answered otherwise", ""),
        ]
        return Finding(lead, point, f": {listed([words for words in rest if words])}.")


def _parts(sights: Sequence[Sight]) -> Sequence[Part]:
    parts: list[Part] = []
    start = 0
    for sight in Sight:
        count = sights.count(sight)
        if count:
            parts.append(Part(sight, count, start))
            start += count
    return parts


def _said(count: int, one: str, several: str) -> str:
    """Return a count in words; empty for none."""
    return f"{count} {one if count == 1 or not several else several}" if count else ""
