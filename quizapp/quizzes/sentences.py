"""What students will see and when, in one sentence a teacher can check before setting a quiz."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from quizapp.quizzes.late_work import late_in_words
from quizapp.quizzes.models import Counts, Feedback
from quizapp.scoring.lateness import LateKind, LateRule
from quizapp.web.rendering import listed

MOST_NAMED = 5

Said = Callable[[datetime], str]


@dataclass(frozen=True)
class Conditions:
    """The conditions of an assignment, as a teacher chooses them; moments carry their zone."""

    title: str
    opens_at: datetime
    due_at: datetime | None
    closes_at: datetime
    time_limit_minutes: int | None
    attempts_allowed: int
    counts: Counts
    shuffle: bool
    feedback: Feedback
    certainty: bool
    note: str = ""
    reading: str = ""
    late_rule: LateKind = LateKind.NONE
    late_per_cent: int = 0
    late_floor: int = 0

    @property
    def late(self) -> LateRule:
        """What late work gets."""
        return LateRule(self.late_rule, self.late_per_cent, self.late_floor)


def in_words(conditions: Conditions, class_name: str, said: Said, named: Sequence[str] = ()) -> str:
    """Return who can work when, for how long and how often, and when they see what.

    ``said`` puts a moment into words; ``named`` are the students if it is not the whole class.
    """
    sure = " They also say how sure they are; it never costs marks." if conditions.certainty else ""
    feedback = seen(conditions.feedback, said(conditions.closes_at))
    return (
        f"{_who(class_name, named)} can work from {said(conditions.opens_at)} until "
        f"{said(conditions.closes_at)}, {_duration(conditions.time_limit_minutes)}, "
        f"{_attempts(conditions)}.{_due(conditions, said)} {feedback}{sure}"
    )


def seen(feedback: Feedback, closes: str) -> str:
    """Return when students see marks, feedback and explanations."""
    match feedback:
        case Feedback.PRACTICE:
            return "They see feedback on each question as soon as they have had it checked."
        case Feedback.SUBMISSION:
            return "They see marks and feedback as soon as they have handed in."
        case Feedback.CLOSE:
            return f"They see marks and feedback after it has closed for them ({closes})."
        case _:
            assert_never(feedback)


def _who(class_name: str, named: Sequence[str]) -> str:
    if not named:
        return f"Students of {class_name}"
    return (
        f"Only {listed(named)} of {class_name}"
        if len(named) <= MOST_NAMED
        else (f"Only {len(named)} students of {class_name}")
    )


def _due(conditions: Conditions, said: Said) -> str:
    if conditions.due_at is None:
        return ""
    late = late_in_words(conditions.late, "that")
    return f" It is due {said(conditions.due_at)}.{' ' if late else ''}{late}"


def _duration(minutes: int | None) -> str:
    if minutes is None:
        return "without a time limit"
    return "1 minute each" if minutes == 1 else f"{minutes} minutes each"


def _attempts(conditions: Conditions) -> str:
    if conditions.attempts_allowed == 1:
        return "one attempt"
    which = {Counts.BEST: "best", Counts.LATEST: "latest", Counts.FIRST: "first"}
    number = str(conditions.attempts_allowed or "any number of")
    return f"{number} attempts, of which the {which[conditions.counts]} counts"
