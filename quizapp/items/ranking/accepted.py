"""Reasons whose words have the same mark for everybody, and those that can have one; pure."""

from quizapp.items.base import Item
from quizapp.items.ranking.model import (
    LONGEST_ACCEPTED,
    AcceptedReason,
    RankingItem,
    can_be_accepted,
)


def decided_on(key: Item, text: str) -> AcceptedReason | None:
    """Return the mark that everybody has for this reason by now, if a key gives it one."""
    return key.reason.accepted(text) if isinstance(key, RankingItem) else None


def is_acceptable(item: Item, text: str) -> bool:
    """Return whether a text is a reason short enough to have one mark for everybody."""
    short = len(" ".join(text.split())) <= LONGEST_ACCEPTED
    return isinstance(item, RankingItem) and short and can_be_accepted(text)
