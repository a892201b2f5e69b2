"""What late work gets, in a sentence for students and teachers."""

from typing import assert_never

from quizapp.scoring.lateness import LateKind, LateRule

PER_CENT = "\u00a0%"
"""Stays on the line of its number."""


def late_in_words(rule: LateRule, due: str) -> str:
    """Return what happens after the due date, which ``due`` says in words; empty for nothing."""
    match rule.kind:
        case LateKind.NONE:
            return ""
        case LateKind.PER_DAY:
            floor = f", never below {rule.floor}{PER_CENT}" if rule.floor else ""
            return (
                f"Handed in after {due}: {rule.per_cent}{PER_CENT} of the marks off for each day "
                f"that has begun{floor}."
            )
        case LateKind.CAP:
            return f"Handed in after {due}: at most {rule.per_cent}{PER_CENT} of the marks."
        case _:
            assert_never(rule.kind)
