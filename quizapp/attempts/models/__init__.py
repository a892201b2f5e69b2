"""Attempts, the responses in them, every step that led there, and what teachers decide."""

from quizapp.attempts.models.attempt import (
    PAPER,
    AlreadySubmitted,
    Attempt,
    Ended,
    Response,
    ResponseStep,
    State,
    StepKind,
)
from quizapp.attempts.models.decisions import (
    Correction,
    Excuse,
    FixedMark,
    Remedy,
)

__all__ = [
    "PAPER",
    "AlreadySubmitted",
    "Attempt",
    "Correction",
    "Ended",
    "Excuse",
    "FixedMark",
    "Remedy",
    "Response",
    "ResponseStep",
    "State",
    "StepKind",
]
