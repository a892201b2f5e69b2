"""What a response is worth: by the version it answers, and by what was corrected since."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, assert_never

from quizapp.attempts.models import Remedy, State
from quizapp.attempts.question import read
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of

UNREAD = frozenset({State.BLANK, State.UNREADABLE})


class Rule(Protocol):
    """What a correction says about scoring."""

    @property
    def remedy(self) -> Remedy: ...
    @property
    def version(self) -> ItemVersion | None: ...
    @property
    def never_lower(self) -> bool: ...


@dataclass(frozen=True)
class Worth:
    """The state of a response that is handed in, and the share of the mark a machine gives."""

    state: State
    share: Fraction = Fraction()


def worth_of(item: Item, fields: Fields) -> Worth:
    """Return what a response is worth by one version of its item."""
    answer, problem = read(item, fields)
    if problem:
        return Worth(State.UNREADABLE)
    if answer is None:
        return Worth(State.BLANK)
    score = ITEM_TYPES[item.type].score(item, answer)
    return Worth(State.WAITING if score.waiting else State.SCORED, score.fraction)


def corrected(item: Item, fields: Fields, rules: Iterable[Rule]) -> Worth:
    """Return what a response to ``item`` is worth, after the rules in their order."""
    own = worth = worth_of(item, fields)
    for rule in rules:
        worth = _after(rule, worth, own, fields)
    return worth


def _after(rule: Rule, before: Worth, own: Worth, fields: Fields) -> Worth:
    match rule.remedy:
        case Remedy.CREDIT:
            return Worth(State.SCORED, Fraction(1))
        case Remedy.DROP:
            return Worth(State.SCORED if before.state is State.WAITING else before.state)
        case Remedy.VERSION:
            return _by_version(rule, before, own, fields)
        case _:
            assert_never(rule.remedy)


def _by_version(rule: Rule, before: Worth, own: Worth, fields: Fields) -> Worth:
    """What the other version cannot read keeps its worth, if its own version could read it."""
    if rule.version is None or lost_by(rule.version, own, fields):
        return before
    found = worth_of(item_of(rule.version), fields)
    return before if rule.never_lower and before.share > found.share else found


def lost_by(version: ItemVersion, own: Worth, fields: Fields) -> bool:
    """Return whether a response that its own version reads says nothing to another one."""
    return own.state not in UNREAD and worth_of(item_of(version), fields).state in UNREAD
