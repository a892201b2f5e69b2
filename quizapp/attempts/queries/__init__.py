"""Selects for a student's own quizzes, attempts and results; nothing here changes anything."""

from quizapp.attempts.queries.sittings import (
    find_other_version,
    find_position,
    find_sitting,
    find_step,
    last_position,
)
from quizapp.attempts.queries.tasks import (
    find_picture,
    find_task,
    results_of,
    tasks_of,
)

__all__ = [
    "find_other_version",
    "find_picture",
    "find_position",
    "find_sitting",
    "find_step",
    "find_task",
    "last_position",
    "results_of",
    "tasks_of",
]
