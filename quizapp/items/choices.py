"""Items whose response is a pick from options: the parts three interaction types share."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from random import Random
from typing import Annotated, Self, TypeVar

from pydantic import Field, model_validator

from quizapp.items.base import (
    Choosable,
    Credit,
    Fields,
    Flag,
    Frozen,
    Id,
    Item,
    ItemType,
    Score,
    Text,
    Unreadable,
    only_value,
    shuffled,
)
from quizapp.items.codes import letter_of, one_letter, span


class Option(Frozen):
    """One option: its words, what it is worth, and what to say to whoever chose it."""

    id: Id
    text: Text
    credit: Credit = Fraction()
    feedback: Text
    misconception: Id | None = None


class OptionsItem(Item):
    """An item with a list of options; ``fixed_order`` keeps options in their own logical order."""

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    fixed_order: Flag = False

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        require_distinct(option.id for option in self.options)
        return self


OptionsT = TypeVar("OptionsT", bound=OptionsItem)


def require_distinct(ids: Iterable[str]) -> None:
    """Raise ``ValueError`` naming the first id that is given twice."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise ValueError(f"the id {each!r} is given twice")
        seen.add(each)


def options_arranged(item: OptionsT, rng: Random, *, shuffle: bool) -> OptionsT:
    """Return the item with its options shuffled, unless their order is fixed."""
    if item.fixed_order or not shuffle:
        return item
    return item.model_copy(update={"options": shuffled(item.options, rng)})


def option_choosables(options: Sequence[Option]) -> Sequence[Choosable]:
    """Return the options as things a student can choose."""
    return [Choosable(o.id, o.text, o.credit, o.misconception) for o in options]


def require_known(ids: Sequence[str], known: Iterable[str]) -> None:
    """Raise `Unreadable` when one of the ids is not among those offered."""
    if not set(ids) <= set(known):
        raise Unreadable("This answer is not one of those offered. Please choose again.")


def ids_of(options: Iterable[Option]) -> list[str]:
    """Return the ids of options, in their order."""
    return [option.id for option in options]


class OneOption(ItemType[OptionsT, str]):
    """Reading and scoring where one option is chosen; the field is ``choice``."""

    def field_names(self, item: OptionsT) -> frozenset[str]:
        return frozenset({"choice"})

    def read(self, item: OptionsT, fields: Fields) -> str | None:
        chosen = only_value(fields, "choice")
        if not chosen:
            return None
        require_known([chosen], (option.id for option in item.options))
        return chosen

    def score(self, item: OptionsT, response: str) -> Score:
        credit = next(option.credit for option in item.options if option.id == response)
        return Score(fraction=credit, parts={response: credit})

    def describe(self, item: OptionsT, response: str) -> str:
        return next(option.text for option in item.options if option.id == response)

    def arranged(self, item: OptionsT, rng: Random, *, shuffle: bool) -> OptionsT:
        return options_arranged(item, rng, shuffle=shuffle)

    def choosables(self, item: OptionsT) -> Sequence[Choosable]:
        return option_choosables(item.options)

    def chosen(self, item: OptionsT, response: str) -> Sequence[str]:
        return (response,)

    def code_hint(self, item: OptionsT) -> str:
        return f"a letter, {span(len(item.options))}"

    def from_code(self, item: OptionsT, code: str) -> Fields:
        return {"choice": [one_letter(code, ids_of(item.options))]}

    def code_of(self, item: OptionsT, response: str) -> str:
        return letter_of(response, ids_of(item.options))

    def samples(self, item: OptionsT) -> dict[str, Fields]:
        by_credit = sorted(item.options, key=lambda option: option.credit)
        samples = {
            "right": {"choice": [by_credit[-1].id]},
            "wrong": {"choice": [by_credit[0].id]},
            "unreadable": {"choice": ["no-such-option"]},
            "blank": {},
        }
        partly = [option for option in item.options if 0 < option.credit < 1]
        if partly:
            samples["partly"] = {"choice": [partly[0].id]}
        return dict(samples)
