"""What changed between two versions of something in a bank, in sentences a teacher understands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from quizapp.bank.difference_words import (
    LONGEST_QUOTED,
    PARTS,
    called,
    capital,
    listed,
    marks,
    quoted,
    shown,
)
from quizapp.bank.model import Entry
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Frozen, Item
from quizapp.items.grid.model import GridRow
from quizapp.items.ordering.model import PairFeedback
from quizapp.items.ranking.model import AcceptedReason

SCORED_PARTS = {*PARTS} - {"sentences", "entries", "pairs", "samples", "lessons"}

SCORING = {
    "credit",
    "answer",
    "order",
    "pick",
    "accept",
    "accept_words",
    "answers",
    "lowest",
    "highest",
    "max_mark",
    "open_pairs",
    "order_share",
    "names",
    "follow_up",
    "reason",
    "sources",
    "unit",
}
"""Keys by which answers may be worth something else; anything else is wording or a note."""

WHOLE_OR_NONE = {Fraction(), Fraction(1)}


@dataclass(frozen=True)
class Difference:
    """One change; ``scores`` says that answers may be worth something else by it."""

    words: str
    scores: bool = False


@dataclass(frozen=True)
class _Place:
    """Where in a value we are: ``ident`` names the value, ``part`` the part of it, if any."""

    ident: str
    part: str = ""

    @property
    def of(self) -> str:
        return f" of {self.part}" if self.part else ""

    def below(self, name: str) -> "_Place":
        return _Place(self.ident, f"{name}{self.of}")


def differences(
    before: Frozen | None, after: Frozen | None, *, named: bool = False
) -> Sequence[Difference]:
    """Return what changed from one version of a value to the next; empty where they are equal.

    With ``named`` each sentence says whose part it speaks of, as several of a file need it.
    """
    if before == after:
        return []
    if before is None or after is None:
        return [_come_or_gone(before, after)]
    ident = str(getattr(after, "id", ""))
    place = _Place(ident, ident if named else "")
    if isinstance(before, Item) and isinstance(after, Item) and before.type != after.type:
        kinds = _label(before), _label(after)
        return [Difference(f"{place.ident} is of type {kinds[1]} instead of {kinds[0]}.", True)]
    return list(_in_model(before, after, place))


def _come_or_gone(before: Frozen | None, after: Frozen | None) -> Difference:
    if isinstance(after, Item):
        return Difference(f"A new question of type {_label(after)}: {after.id}.")
    if after is not None:
        return Difference(f"New: {getattr(after, 'id', '')}.")
    return Difference(f"{getattr(before, 'id', '')} is taken away.")


def _label(item: Item) -> str:
    return ITEM_TYPES[item.type].label.lower()


def _in_model(before: BaseModel, after: BaseModel, place: _Place) -> Iterator[Difference]:
    said = set()
    if (
        isinstance(before, GridRow)
        and isinstance(after, GridRow)
        and before.contested != after.contested
    ):
        yield _disputed(after, place)
        said = {"contested", "answer"}
    for name in (each for each in type(after).model_fields if each not in said):
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield from _in_field(name, old, new, place)


def _disputed(row: GridRow, place: _Place) -> Difference:
    """Say that a row has no right column any more, or has one now."""
    if row.contested:
        words = "is disputed now: no column is right, and it is not scored"
    else:
        words = f"is no longer disputed: {row.answer} is right, and it is scored"
    return Difference(f"{capital(place.part)} {words}.", True)


def _in_field(name: str, old: Any, new: Any, place: _Place) -> Iterator[Difference]:
    if name == "credit" and {old, new} == WHOLE_OR_NONE:
        return  # said already: the key changes
    if name in PARTS and isinstance(new, tuple):
        yield from _in_parts(name, old, new, place)
    elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
        yield from _in_model(old, new, place.below(f"the {called(name)}"))
    elif name in {"accept", "accept_words"}:
        reasons = any(isinstance(each, AcceptedReason) for each in (*old, *new))
        yield from _decided(old, new) if reasons else _accepted(old, new, place)
    elif isinstance(old, Mapping) or (isinstance(new, tuple) and name not in {"order"}):
        yield _gathered(name, old, new, place)
    else:
        yield _plain(name, old, new, place)


def _in_parts(
    name: str, old: Sequence[Any], new: Sequence[Any], place: _Place
) -> Iterator[Difference]:
    """Say which parts came, went, changed and moved; parts are known by their ids."""
    noun, scores = PARTS[name], name in SCORED_PARTS
    was, now = _by_name(old), _by_name(new)
    yield from _moved_key(was, now, place)
    for each in was.keys() - now.keys():
        yield Difference(f"{capital(f'{noun} {each}')} is taken away{_from(place)}.", scores)
    for each in (each for each in now if each not in was):
        yield Difference(f"A new {noun}{place.of}: {each}.", scores)
    common = [each for each in now if each in was]
    if common != [each for each in was if each in now]:
        plural = name.replace("_", " ")
        yield Difference(f"The {plural}{place.of} stand in another order.")
    for each in common:
        if was[each] != now[each]:
            yield from _in_model(was[each], now[each], place.below(f"{noun} {each}"))


def _from(place: _Place) -> str:
    return f" from {place.part}" if place.part else ""


def _by_name(parts: Sequence[Any]) -> dict[str, Any]:
    """Return parts by what they are called; by their numbers where that is not clear."""
    names = [_name(each) for each in parts]
    if all(names) and len(set(names)) == len(names):
        return dict(zip(names, parts, strict=True))
    return {str(number): each for number, each in enumerate(parts, start=1)}


def _name(part: Any) -> str:
    if isinstance(part, Entry):
        return " with ".join(part.items)
    if isinstance(part, PairFeedback):
        return f"{part.first} before {part.second}"
    ident, source = str(getattr(part, "id", "")), getattr(part, "source", None)
    return f"{ident} in {source}" if source else ident


def _moved_key(
    was: Mapping[str, Any], now: Mapping[str, Any], place: _Place
) -> Iterator[Difference]:
    """Say that other parts than before are the right ones."""
    old, new = _right(was), _right(now)
    if old != new:
        whose = place.part or place.ident
        words = f"The key of {whose} changes from {listed(old)} to {listed(new)}."
        yield Difference(words, True)


def _right(parts: Mapping[str, Any]) -> list[str]:
    return sorted(each for each, part in parts.items() if getattr(part, "credit", None) == 1)


def _accepted(old: Sequence[Any], new: Sequence[Any], place: _Place) -> Iterator[Difference]:
    was, now = ([shown(each) for each in side] for side in (old, new))
    where = f" in {place.part}" if place.part else ""
    for each in (each for each in now if each not in was):
        yield Difference(f"“{each}” is accepted now{where}.", True)
    for each in (each for each in was if each not in now):
        yield Difference(f"“{each}” is no longer accepted{where}.", True)
    if set(was) == set(now):
        yield Difference(f"The accepted answers{place.of} stand in another order.")


def _decided(old: Sequence[AcceptedReason], new: Sequence[AcceptedReason]) -> Iterator[Difference]:
    """Say which reasons have a mark of their own now, or have none any more."""
    was, now = ({each.text: each.mark for each in side} for side in (old, new))
    for text, mark in now.items():
        if was.get(text) != mark:
            yield Difference(f"The reason “{text}” is worth {shown(mark)} {marks(mark)}.", True)
    for text in was.keys() - now.keys():
        yield Difference(f"The reason “{text}” is marked by a person again.", True)
    if was == now:
        yield Difference("The accepted reasons stand in another order.")


def _gathered(name: str, old: Any, new: Any, place: _Place) -> Difference:
    """Say what came to a list or table and what left it, where that is short enough to say."""
    said = []
    for verb, side, other in (("with", new, old), ("without", old, new)):
        gone = [shown(each) for each in side if each not in other]
        if gone and all(len(each) <= LONGEST_QUOTED for each in gone):
            said.append(f"{verb} {listed(gone)}")
    more = f": now {' and '.join(said)}" if said else ""
    verb = "changes" if name in {"names"} or not called(name).endswith("s") else "change"
    return Difference(f"The {called(name)}{place.of} {verb}{more}.", name in SCORING)


def _plain(name: str, old: Any, new: Any, place: _Place) -> Difference:
    scores = name in SCORING
    if name == "max_mark" and isinstance(old, int) and isinstance(new, int):
        subject = capital(f"{place.part} is worth") if place.part else "Worth"
        return Difference(f"{subject} {new} {marks(new)} instead of {old}.", scores)
    words = shown(old), shown(new)
    short = all(len(each) <= LONGEST_QUOTED for each in words)
    if name == "text" and place.part:
        reads = f"reads “{words[1]}” instead of “{words[0]}”" if short else "has another text"
        return Difference(f"{capital(place.part)} {reads}.", scores)
    values = f" from {quoted(words[0])} to {quoted(words[1])}" if short else ""
    return Difference(f"The {called(name)}{place.of} changes{values}.", scores)
