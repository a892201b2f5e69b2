"""Scripts that are no student's own: they lie under the addresses of scripts and look like any."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from flask.typing import ResponseReturnValue

View = Callable[[int], ResponseReturnValue]


@dataclass(frozen=True)
class Apart:
    """What answers for the numbers of a range, which count from its start."""

    numbers: range
    show: View
    mark: View
    skip: View
    hold: View


APART: list[Apart] = []


def unless_apart(step: str) -> Callable[[View], View]:
    """Let a step be answered elsewhere where the number is not that of a response."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answered(response_id: int) -> ResponseReturnValue:
            for apart in APART:
                if response_id in apart.numbers:
                    other: View = getattr(apart, step)
                    return other(response_id - apart.numbers.start)
            return view(response_id)

        return answered

    return decorate
