"""Plain values for tests of the pure modules."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from quizapp.attempts.models import State
from quizapp.bank.versions import item_content
from quizapp.insights.cells import Answer
from quizapp.insights.grid import Grid, build
from quizapp.insights.sittings import Pupil, Question, Sitting
from quizapp.items.single_choice.model import SingleChoiceItem
from quizapp.quizzes.models import Counts
from tests.make import NOON, Make, real_bank

later = Make().later


def pupil(number: int, **given: object) -> Pupil:
    values = {"name": f"Student {number}", "username": f"s{number}", "rank": number}
    return Pupil(id=number, alias=100 - number, **{**values, **given})  # type: ignore[arg-type]


def question(position: int, max_mark: int = 1) -> Question:
    return Question(position, f"I-{position}", f"Stem {position}?", max_mark)


def sitting(
    student_id: int,
    marks: Sequence[Fraction | int | None],
    *,
    number: int = 1,
    handed_in: bool = True,
    minutes: int = 20,
    max_marks: Mapping[int, int] | None = None,
) -> Sitting:
    """An attempt with these marks by position; ``None`` is an answer that waits for a marker."""
    answers = {
        position: Answer(
            position,
            State.WAITING if mark is None else State.SCORED,
            (max_marks or {}).get(position, 1),
            Fraction(mark or 0),
            Fraction(mark or 0) / (max_marks or {}).get(position, 1),
            seen=True,
        )
        for position, mark in enumerate(marks, start=1)
    }
    submitted_at = later(minutes=minutes) if handed_in else None
    return Sitting(student_id * 10 + number, student_id, number, NOON, submitted_at, answers)


def grid(
    sittings: Sequence[Sitting], members: int, questions: int = 1, rule: Counts = Counts.BEST
) -> Grid:
    pupils = [pupil(number) for number in range(1, members + 1)]
    return build(pupils, [question(n) for n in range(1, questions + 1)], sittings, rule)


BELIEF = next(iter(real_bank().misconceptions.values()))

CHOICE = SingleChoiceItem.model_validate(
    {
        **item_content(real_bank().items["S1-03"]),
        "id": "T-01",
        "type": "single_choice",
        "options": [
            {"id": "a", "text": "Alpha", "feedback": "Not so.", "misconception": BELIEF.id},
            {"id": "b", "text": "Beta", "feedback": "Just so.", "credit": 1},
            {"id": "c", "text": "Gamma", "feedback": "Nor so."},
        ],
    }
)
"""A single choice whose right answer is b, and whose a reveals a belief."""

OTHER = CHOICE.model_copy(update={"id": "T-02", "stem": "And what of the other one?"})
THIRD = CHOICE.model_copy(update={"id": "T-03", "stem": "And what of the third one?"})
"""More questions like it, on the same belief."""
