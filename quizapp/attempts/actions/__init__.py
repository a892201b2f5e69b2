"""Steps of taking a quiz, and of what happens to its marks afterwards."""

from quizapp.attempts.actions.decisions import (
    CannotDecide,
    ChangedMeanwhile,
    OutsideMarks,
    excuse,
    override,
    take_back_excuse,
    take_back_override,
)
from quizapp.attempts.actions.ending import (
    NotForPractice,
    NotReadable,
    check,
    end_overdue_in,
    end_overdue_in_all,
    end_overdue_of_student,
    hand_in,
    hand_in_by_student,
)
from quizapp.attempts.actions.marks import NothingToMark, accept_late, mark_by_person
from quizapp.attempts.actions.starting import CannotStart, note_shown, start

__all__ = [
    "CannotDecide",
    "CannotStart",
    "ChangedMeanwhile",
    "NotForPractice",
    "NotReadable",
    "NothingToMark",
    "OutsideMarks",
    "accept_late",
    "check",
    "end_overdue_in",
    "end_overdue_in_all",
    "end_overdue_of_student",
    "excuse",
    "hand_in",
    "hand_in_by_student",
    "mark_by_person",
    "note_shown",
    "override",
    "start",
    "take_back_excuse",
    "take_back_override",
]
