"""A person's mark that was not given script by script, and who keeps what belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from quizapp.accounts.models import User
from quizapp.attempts.actions import mark_by_person
from quizapp.attempts.models import Response


@dataclass(frozen=True)
class Verdict:
    """A mark of ``out_of``, as the mark scheme of the item counts.

    ``origin`` says how it came about: it is the reason in the history of the response.
    """

    response: Response
    mark: Fraction
    out_of: int
    marker: User
    origin: str
    at: datetime


KEEPERS: list[Callable[[Verdict], None]] = []
"""Features that keep more of a person's mark than attempts do; they add themselves."""

FOLLOWERS: list[Callable[[Response], None]] = []
"""Features that let what they keep stand for a response whose machine's part alone has changed."""


def give(verdict: Verdict) -> None:
    """Give a response a person's mark, and let those know who keep such marks.

    Raises `NothingToMark`.
    """
    response = verdict.response
    worth = verdict.mark * response.max_mark / verdict.out_of
    mark_by_person(response, worth, verdict.marker, verdict.at, verdict.origin)
    for keep in KEEPERS:
        keep(verdict)


def give_again(
    response: Response, worth: Fraction, marker: User, reason: str, now: datetime
) -> None:
    """Let a person's mark stand for a response that has changed beside the words they read.

    Raises `NothingToMark`.
    """
    mark_by_person(response, worth, marker, now, reason)
    for follow in FOLLOWERS:
        follow(response)
