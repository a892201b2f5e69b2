"""How long students stayed with each question; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from statistics import median


@dataclass(frozen=True)
class Showing:
    """When a question first came on a student's screen, and when its answer was saved last."""

    position: int
    shown_at: datetime | None
    saved_at: datetime | None


@dataclass(frozen=True)
class Pace:
    """How long the middle student stayed with a question, and of how many that is known."""

    seconds: int
    known: int

    @property
    def words(self) -> str:
        return duration(self.seconds)


def paces(attempts: Iterable[Sequence[Showing]]) -> Mapping[int, Pace]:
    """Return how long the middle student stayed with each question, where it is known."""
    found: dict[int, list[float]] = {}
    for shown in attempts:
        for position, seconds in stays(shown).items():
            found.setdefault(position, []).append(seconds)
    return {position: Pace(round(median(each)), len(each)) for position, each in found.items()}


def stays(shown: Sequence[Showing]) -> Mapping[int, float]:
    """Return the seconds one student stayed with each question, by position.

    A stay begins when a question is first shown and ends when the next one is first shown; the last
    one ends when its answer was saved last. Coming back later is not counted. What was shown at one
    moment with others, as on a page with all questions, has no stay of its own.
    """
    groups: dict[datetime, list[Showing]] = {}
    for each in shown:
        if each.shown_at is not None:
            groups.setdefault(each.shown_at, []).append(each)
    moments = sorted(groups)
    found = {}
    for moment, following in zip_longest(moments, moments[1:]):
        first, *others = groups[moment]
        end = following or first.saved_at
        if not others and end is not None and end > moment:
            found[first.position] = (end - moment).total_seconds()
    return found


def duration(seconds: int) -> str:
    """Return a time in words: ``0 s``, ``45 s``, ``2 min``, ``1 min 20 s``."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min" if minutes else "", f"{rest} s" if rest or not minutes else ""]
    return " ".join(filter(None, parts))
