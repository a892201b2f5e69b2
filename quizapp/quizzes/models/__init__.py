"""Published banks, and quizzes set to classes."""

from quizapp.quizzes.models.assigned import (
    AssignedItem,
    AssignedSource,
    Assignment,
    Counts,
    Feedback,
    Override,
)
from quizapp.quizzes.models.published import (
    BankImage,
    BankRevision,
    FileVersion,
    ItemVersion,
    QuizVersion,
    RevisionFile,
    RevisionItem,
    RevisionQuiz,
    RevisionSource,
    SourceVersion,
)

__all__ = [
    "AssignedItem",
    "AssignedSource",
    "Assignment",
    "BankImage",
    "BankRevision",
    "Counts",
    "Feedback",
    "FileVersion",
    "ItemVersion",
    "Override",
    "QuizVersion",
    "RevisionFile",
    "RevisionItem",
    "RevisionQuiz",
    "RevisionSource",
    "SourceVersion",
]
