"""What one square of the grid says about one response; pure."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizapp.attempts.models import State


class Sight(StrEnum):
    """What a teacher sees of a response."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    ANSWERED = "answered"
    AHEAD = "ahead"
    UNREACHED = "unreached"
    DROPPED = "dropped"
    EXCUSED = "excused"
    OPINION = "opinion"
    OVERRIDDEN = "overridden"


SIGNS = {
    Sight.RIGHT: "✓",
    Sight.PARTLY: "½",
    Sight.WRONG: "×",  # noqa: RUF001
    Sight.BLANK: "–",  # noqa: RUF001
    Sight.UNREADABLE: "?",
    Sight.WAITING: "✎",
    Sight.ANSWERED: "•",
    Sight.AHEAD: "",
    Sight.UNREACHED: "",
    Sight.DROPPED: "∅",
    Sight.EXCUSED: "E",
    Sight.OPINION: "◇",
    Sight.OVERRIDDEN: "*",
}

WORDS = {
    Sight.RIGHT: "right",
    Sight.PARTLY: "partly right",
    Sight.WRONG: "wrong",
    Sight.BLANK: "left blank",
    Sight.UNREADABLE: "could not be read",
    Sight.WAITING: "still to be marked",
    Sight.ANSWERED: "answered, not handed in",
    Sight.AHEAD: "no answer yet",
    Sight.UNREACHED: "not reached",
    Sight.DROPPED: "dropped, does not count",
    Sight.EXCUSED: "excused, does not count",
    Sight.OPINION: "an opinion, does not count",
    Sight.OVERRIDDEN: "overridden: a teacher set the mark",
}


@dataclass(frozen=True)
class Answer:
    """One response as plain values.

    ``mark`` is what counts towards the score. ``fraction`` is the share of the item's own mark
    that the response earned by itself: it differs from the mark where evidence does not count
    because its claim is wrong, or where a teacher has overridden it. Both are absent until a
    response is scored. ``max_mark`` is 0 when the question was dropped, or the student excused,
    and for every ``opinion``, which is never right or wrong.
    """

    position: int
    state: State
    max_mark: int
    mark: Fraction | None = None
    fraction: Fraction | None = None
    seen: bool = False
    overridden: bool = False
    excused: bool = False
    opinion: bool = False

    @property
    def held_back(self) -> bool:
        """Whether something right does not count, because its claim is wrong."""
        return bool(self.fraction) and self.mark == 0 and not self.overridden

    @property
    def waits(self) -> bool:
        """Whether a person has still to mark it: not what does not count, or is decided."""
        return self.state is State.WAITING and self.max_mark > 0 and not self.overridden


@dataclass(frozen=True)
class Cell:
    """One square: the answer, and what it looks like; ``handed_in`` is the attempt's state."""

    answer: Answer
    handed_in: bool

    @property
    def sight(self) -> Sight:
        """What the response is by itself."""
        return sight(self.answer, handed_in=self.handed_in)

    @property
    def shown(self) -> Sight:
        """What counts of it: a mark that a teacher set stands before what it earned by itself."""
        return shown(self.answer, self.sight)

    @property
    def fraction(self) -> Fraction | None:
        """What the item's statistics take: what the response earned by itself.

        There is nothing while working, unread by a marker, unseen, dropped or excused, and nothing
        for an opinion, given or not.
        """
        if self.answer.opinion:
            return None
        match self.sight:
            case Sight.RIGHT | Sight.PARTLY | Sight.WRONG:
                return self.answer.fraction
            case Sight.BLANK | Sight.UNREADABLE:
                return Fraction() if self.handed_in else None
            case _:
                return None


def sight(answer: Answer, *, handed_in: bool) -> Sight:
    """Return what an answer is by itself, in an attempt that is handed in or still under way."""
    if handed_in and not answer.max_mark and not answer.opinion:
        return Sight.EXCUSED if answer.excused else Sight.DROPPED
    match answer.state:
        case State.BLANK:
            if not handed_in:
                return Sight.AHEAD
            return Sight.BLANK if answer.seen else Sight.UNREACHED
        case State.UNREADABLE:
            return Sight.UNREADABLE
        case State.READ:
            return Sight.ANSWERED
        case State.WAITING:
            return _unmarked(answer) if handed_in else Sight.ANSWERED
        case State.SCORED:
            return Sight.OPINION if answer.opinion else _scored(answer.fraction or Fraction())


def shown(answer: Answer, itself: Sight) -> Sight:
    """Return what to show of an answer that is this by itself."""
    return Sight.OVERRIDDEN if answer.overridden and answer.max_mark else itself


def _unmarked(answer: Answer) -> Sight:
    return Sight.WAITING if answer.waits else Sight.OVERRIDDEN


def _scored(fraction: Fraction) -> Sight:
    if fraction == 1:
        return Sight.RIGHT
    return Sight.PARTLY if fraction else Sight.WRONG
