"""What a class answered to one item: choices counted, typed and written answers listed; pure."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from quizapp.bank.sources import Source
from quizapp.insights.saying import label
from quizapp.insights.sittings import Pupil
from quizapp.insights.typed import Answered, Typed, gap_name, typed_in
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from quizapp.items.contested.model import ContestedItem
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.ranking.model import RankingItem
from quizapp.items.rows import Placing

Sources = Mapping[str, Source]
Given = Sequence[tuple[Pupil, Fields]]
"""Who handed in which fields."""


@dataclass
class Choice:
    """Something that could be chosen, and who chose it; ``before`` is what it was worth then."""

    text: str
    credit: Fraction
    misconception: str | None = None
    before: Fraction | None = None
    choosers: list[Pupil] = field(default_factory=list)

    @property
    def right(self) -> bool:
        return self.credit == 1

    @property
    def corrected(self) -> bool:
        """Whether the question was put right at this choice."""
        return self.before is not None and self.before != self.credit


@dataclass(frozen=True)
class Group:
    """Choices that exclude each other, such as the headings for one row; often all there are.

    Without a key the choices are opinions: how many hold each, and nothing about right or wrong.
    """

    label: str
    choices: Sequence[Choice]
    keyed: bool = True

    @property
    def answers(self) -> int:
        return sum(len(choice.choosers) for choice in self.choices)

    @property
    def share_right(self) -> Fraction:
        """The share of answers in the group that are right; 1 while there are none."""
        right = sum(len(choice.choosers) for choice in self.choices if choice.right)
        return Fraction(right, self.answers) if self.answers else Fraction(1)

    @property
    def most_chosen(self) -> int:
        return max((len(choice.choosers) for choice in self.choices), default=0)


@dataclass(frozen=True)
class Written:
    """Writing that a person marks."""

    writer: Pupil
    text: str


@dataclass(frozen=True)
class Tally:
    """Everything that was answered to an item."""

    groups: Sequence[Group]
    typed: Sequence[Typed]
    written: Sequence[Written]

    @property
    def most_typed(self) -> int:
        return max((len(each.writers) for each in self.typed), default=0)


def tally(item: Item, given: Given, sources: Sources, key: Item | None = None) -> Tally:
    """Count what was chosen, and gather what was typed and written; unreadable fields are left.

    ``key`` is the item that says what is right, where that is another than the class had.
    """
    answered, key = _answered(item, given), key or item
    choices = _choices(item, answered, sources, key)
    typed = typed_in(item, answered, key)
    return Tally(_groups(item, choices, key), typed, list(_written(item, answered)))


def groups_of(
    item: Item, given: Given, sources: Sources, key: Item | None = None
) -> Sequence[Group]:
    """Count what was chosen, and nothing else; unreadable fields are left."""
    key = key or item
    return _groups(item, _choices(item, _answered(item, given), sources, key), key)


def _answered(item: Item, given: Given) -> Answered:
    read = [(pupil, _read(item, fields)) for pupil, fields in given]
    return [(pupil, response) for pupil, response in read if response is not None]


def _choices(item: Item, answered: Answered, sources: Sources, key: Item) -> Mapping[str, Choice]:
    kind = ITEM_TYPES[item.type]
    credits = {each.id: each.credit for each in kind.choosables(key)}
    choices = {
        each.id: Choice(
            label(each.id, each.text, item, sources),
            credits[each.id],
            each.misconception,
            each.credit,
        )
        for each in kind.choosables(item)
    }
    for pupil, response in answered:
        for each in kind.chosen(item, response):
            choices[each].choosers.append(pupil)
    return choices


def _read(item: Item, fields: Fields) -> Any:
    try:
        return ITEM_TYPES[item.type].read(item, fields)
    except Unreadable:
        return None


def _groups(item: Item, choices: Mapping[str, Choice], key: Item) -> Sequence[Group]:
    kind = ITEM_TYPES[item.type]
    if isinstance(kind, Placing):
        rows = {row.id: row.text for row in kind.rows(item)}
        headings = {heading.id: heading.text for heading in kind.headings(item)}
        disputed = rows.keys() - kind.answers(key).keys()
        return _parted(rows, choices, lambda _row, heading: headings[heading], disputed)
    if isinstance(item, GapFillItem):
        gaps = {gap.id: gap for gap in item.gaps if gap.options}
        texts = {(gap.id, o.id): o.text for gap in gaps.values() for o in gap.options}
        return _parted(
            {gap: gap_name(item, gap) for gap in gaps},
            choices,
            lambda gap, option: texts[gap, option],
        )
    if isinstance(item, RankingItem):
        return [Group("Put first", list(choices.values()))]
    return [Group("", list(choices.values()), kind.keyed)] if choices else []


def _parted(
    names: Mapping[str, str],
    choices: Mapping[str, Choice],
    text: Callable[[str, str], str],
    disputed: Collection[str] = (),
) -> Sequence[Group]:
    """Sort choices with ids like ``part=choice`` by their part; disputed parts have no key."""
    parts: dict[str, list[Choice]] = {name: [] for name in names}
    for ident, choice in choices.items():
        part, _, chosen = ident.partition("=")
        choice.text = text(part, chosen)
        choice.misconception = None if part in disputed else choice.misconception
        parts[part].append(choice)
    return [Group(names[part], found, part not in disputed) for part, found in parts.items()]


def _written(item: Item, answered: Answered) -> Iterable[Written]:
    for pupil, response in answered:
        if isinstance(item, ExtendedResponseItem):
            yield Written(pupil, response)
        elif isinstance(item, RankingItem | ContestedItem) and response.reason:
            yield Written(pupil, response.reason)


@dataclass(frozen=True)
class Belief:
    """What many of a class seem to believe, and what answers it."""

    misconception: str
    believers: int


def belief(groups: Sequence[Group]) -> Belief | None:
    """Return the misconception that most wrong choices reveal, if two students share it."""
    believers: dict[str, set[int]] = {}
    for choice in (choice for group in groups for choice in group.choices):
        if choice.misconception and not choice.right:
            ids = {pupil.id for pupil in choice.choosers}
            believers.setdefault(choice.misconception, set()).update(ids)
    if not believers:
        return None
    top = max(believers, key=lambda each: len(believers[each]))
    return Belief(top, len(believers[top])) if len(believers[top]) > 1 else None


def telling_group(groups: Sequence[Group]) -> Group | None:
    """Return the group that went worst: what to show of an item with many rows or gaps.

    Opinions cannot go badly, so that they are shown only where there is nothing else.
    """
    judged = [group for group in groups if group.keyed] or groups
    answered = [group for group in judged if group.answers]
    return min(answered, key=lambda group: group.share_right, default=None)
