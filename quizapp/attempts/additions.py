"""What other features add to a student's review; they are not known here, they add themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from quizapp.attempts.question import Question
from quizapp.attempts.sitting import Sitting


@dataclass(frozen=True)
class Addition:
    """A template that shows ``content`` below a question.

    ``retells`` says that it shows the student's words itself, so that the question need not;
    ``judged`` is the question by whose key the answer is judged, where that is another one now.
    """

    template: str
    content: Any
    retells: bool = False
    judged: Question | None = None


ADDERS: list[Callable[[Sitting], Mapping[int, Addition]]] = []
"""Each returns what it adds to an attempt that is handed in, by question.

Whoever adds has to ask the sitting whether feedback may be shown.
"""


def additions_to(sitting: Sitting) -> Mapping[int, list[Addition]]:
    """Return what is added to the review of an attempt, by question."""
    found: dict[int, list[Addition]] = {q.position: [] for q in sitting.questions}
    for adder in ADDERS:
        for position, addition in adder(sitting).items():
            found[position].append(addition)
    return found
