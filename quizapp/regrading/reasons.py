"""Words of a ranking's reason that are worth the same for everybody; pure."""

import re
from fractions import Fraction

from quizapp.items.numeric.scoring import plain
from quizapp.items.ranking.model import (
    LONGEST_ACCEPTED,
    AcceptedReason,
    RankingItem,
    can_be_accepted,
)

REASON = "reason"
"""The part of a ranking that is written in words."""

_MARK = re.compile(r"[0-9]{1,3}(/[1-9][0-9]{0,5})?")


def mark_in(text: str) -> Fraction | None:
    """Return the mark that a form sends: 3, or 12/5; ``None`` for anything else."""
    return Fraction(text) if _MARK.fullmatch(text) else None


def why_not(item: RankingItem, text: str, mark: Fraction | None) -> str:
    """Say why a reason cannot be worth this mark for everybody; empty when it can."""
    if not can_be_accepted(text):
        return "There is no reason to accept."
    if len(text) > LONGEST_ACCEPTED:
        return f"Only a reason of at most {LONGEST_ACCEPTED} letters can be accepted for everyone."
    if mark not in item.reason_marks:
        *lower, top = map(plain, item.reason_marks)
        return f"Choose what the reason is worth: {', '.join(lower)} or {top}."
    return ""


def is_worth(item: RankingItem, text: str, mark: Fraction | None) -> bool:
    """Return whether whoever writes these words has this mark for them already."""
    known = item.reason.accepted(text)
    return known is not None and known.mark == mark


def with_reason(item: RankingItem, text: str, mark: Fraction) -> RankingItem:
    """Return the ranking in which these words are worth this mark, whatever they were before."""
    known = item.reason.accepted(text)
    if known:
        now = known.model_copy(update={"mark": mark})
        accept = tuple(now if each is known else each for each in item.reason.accept)
    else:
        accept = (*item.reason.accept, AcceptedReason(text=text, mark=mark))
    reason = item.reason.model_copy(update={"accept": accept})
    return item.model_copy(update={"reason": reason})


def undecided(item: RankingItem) -> RankingItem:
    """Return the ranking as if nobody had decided on any reason."""
    reason = item.reason.model_copy(update={"accept": ()})
    return item.model_copy(update={"reason": reason})
