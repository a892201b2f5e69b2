"""What students will see and when, as the teacher who sets it reads it."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from quizapp.peers.models import Kind

NUMBERS = {
    1: "one classmate's answer",
    2: "two classmates' answers",
    3: "three classmates' answers",
}


class Terms(Protocol):
    """What a sentence speaks of: a round, or what a form says about one."""

    @property
    def kind(self) -> Kind: ...
    @property
    def readings(self) -> int: ...
    @property
    def opens_at(self) -> datetime: ...
    @property
    def closes_at(self) -> datetime: ...
    @property
    def after_feedback(self) -> bool: ...
    @property
    def hides_authors(self) -> bool: ...
    @property
    def hides_readers(self) -> bool: ...


def in_words(terms: Terms, class_name: str, said: Callable[[datetime], str]) -> str:
    """Return in a sentence or two what students do when; ``said`` puts a moment into words."""
    return (
        f"From {said(terms.opens_at)} until {said(terms.closes_at)}, students of {class_name} who "
        f"have handed in {_what(terms)}, with the checklist and the levels beside the answer."
        f"{_afterwards(terms)}"
    )


def _what(terms: Terms) -> str:
    marks = " once their marks are shown" if terms.after_feedback else ""
    own = f"look at their own answer{marks}"
    names = "without its name" if terms.readings == 1 else "without names"
    hidden = f" ({names})" if terms.hides_authors else " (with the writer's name)"
    peers = f"read {NUMBERS[terms.readings]}{hidden}"
    return {Kind.SELF: own, Kind.PEER: peers, Kind.BOTH: f"{own}, and {peers}"}[terms.kind]


def _afterwards(terms: Terms) -> str:
    if terms.kind is Kind.SELF:
        return " Only you and the writer see it."
    reader = "without saying who it was" if terms.hides_readers else "with the reader's name"
    return f" Writers read what was said to them, {reader}, once you release it."


def in_small_class(size: int, readings: int) -> str:
    """Return what a teacher of a very small class should know; empty for the others."""
    if size < 2:
        return "Nobody else is in this class, so there is no classmate's answer to read."
    if size == 2:
        return (
            "Two students are in this class: each reads the other's answer and knows whose it is."
        )
    if size <= readings:
        return f"With {size} students, each can read at most {size - 1} other answers."
    return ""
