"""What late work gets, in a sentence for students and teachers."""

from typing import assert_never

from quizapp.scoring.lateness import LateKind, LateRule


def late_in_words(rule: LateRule, due: str) -> str:
    """Return what happens after the due date, which ``due`` says in words; empty for nothing."""
    match rule.kind:
        case LateKind.NONE:
            return ""
        case LateKind.PER_DAY:
            floor = f", never below {rule.floor} %" if rule.floor else ""
            return (
                f"Handed in after {due}: {rule.per_cent} % of the marks off for each day "
                f"that has begun{floor}."
            )
        case LateKind.CAP:
            return f"Handed in after {due}: at most {rule.per_cent} % of the marks."
        case _:
            assert_never(rule.kind)
