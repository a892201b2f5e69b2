"""What every interaction type shares: the item, the fields of a response, its score."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from random import Random
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

Fields = Mapping[str, Sequence[str]]
"""What a form holds for one item: values by field name, the item's own prefix taken off."""

SAMPLES = ("right", "partly", "accepted reason", "near miss", "wrong", "unreadable", "blank")
"""What examples of answers are called, in the order to show them."""


_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
"""Numbers an author may write: short enough to be the same number as a JSON float."""


class Unreadable(ValueError):
    """A response that cannot be read as an answer to the item; the message is for the student."""


def _plain_flag(value: object) -> object:
    if isinstance(value, str) and value not in {"true", "false"}:
        raise ValueError("must be true or false")
    return value


def _exact(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("must be a number")
    if not _DECIMAL.fullmatch(str(value)):
        raise ValueError("must be a number, such as 0.5 or 90")
    return Fraction(str(value))


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _credit(value: Fraction) -> Fraction:
    if not 0 <= value <= 1:
        raise ValueError("credit lies between 0 and 1")
    return value


Id = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)?$", max_length=40)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Flag = Annotated[bool, BeforeValidator(_plain_flag)]
Number = Annotated[
    Fraction,
    BeforeValidator(_exact),
    PlainSerializer(_number, return_type=int | float),
    WithJsonSchema({"type": "number"}),
]
Credit = Annotated[
    Number,
    AfterValidator(_credit),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
MaxMark = Annotated[int, Field(ge=1, le=100)]


MOST_NAMED = 50
"""So many sources, facts or references an item may name."""

SHORT = 200
"""The most letters of a typed word or phrase."""


class Frozen(BaseModel):
    """A value of the bank: typed, unchangeable, and without room for misspelt keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Bloom(StrEnum):
    """What the task asks for (Bloom's revised taxonomy)."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class Solo(StrEnum):
    """How much the expected response joins up (SOLO taxonomy)."""

    UNISTRUCTURAL = "unistructural"
    MULTISTRUCTURAL = "multistructural"
    RELATIONAL = "relational"
    EXTENDED = "extended"


class Reviewed(Frozen):
    """What became of an item when somebody other than its author read it.

    ``blind``: answered without the key, the reader agreed with it, or a difference was settled with
    the documents. ``covered``: it cannot be answered without its source. ``changed``: what was
    mended for it.
    """

    blind: Literal["agreed", "settled"]
    covered: Literal["passed"] | None = None
    changed: Text | None = None


class Status(StrEnum):
    """How far an author is with a question; only what is ready is published."""

    DRAFT = "draft"
    REVIEW = "review"
    READY = "ready"


class Item(Frozen):
    """One scorable question, as its author wrote it.

    ``facts`` are the entries of the fact register that the key rests on. They, ``reviewed`` and
    ``status`` are the authors' own notes: they change nothing for students, so they make no new
    version.
    """

    NOTES: ClassVar = frozenset({"facts", "reviewed", "status"})

    id: Id
    type: str
    sources: Annotated[tuple[Id, ...], Field(max_length=MOST_NAMED)] = ()
    skill: Id
    difficulty: Annotated[int, Field(ge=1, le=3)]
    bloom: Bloom
    solo: Solo
    seconds: Annotated[int, Field(ge=5, le=7200)]
    max_mark: MaxMark = 1
    certainty: Flag = False
    twin: Id | None = None
    facts: Annotated[tuple[Id, ...], Field(max_length=MOST_NAMED)] = ()
    reviewed: Reviewed | None = None
    status: Status = Status.READY
    stem: Text
    explanation: Text
    refs: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MOST_NAMED)]

    @model_validator(mode="after")
    def _each_source_once(self) -> Self:
        if len(set(self.sources)) < len(self.sources):
            raise ValueError("a source is named twice")
        return self

    @property
    def asks_opinion(self) -> bool:
        """Whether there is nothing to earn: answers are shown as opinions, outside every score."""
        return self.max_mark == 0


@dataclass(frozen=True)
class Score:
    """What a response earned, as shares of the item's mark.

    ``fraction`` (0..1) is what the machine gives, ``waiting`` (0..1) what only a person can give;
    together they never exceed 1. ``parts`` holds the credit of each part that was answered
    (option, row, gap, target), by the part's id.
    """

    fraction: Fraction
    waiting: Fraction = Fraction()
    parts: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Choosable:
    """Something a student can choose; ``id`` is unique in the item, ``credit`` is its worth."""

    id: str
    text: str
    credit: Fraction
    misconception: str | None = None


ItemT = TypeVar("ItemT", bound=Item)
ResponseT = TypeVar("ResponseT")
T = TypeVar("T")


class ItemType(ABC, Generic[ItemT, ResponseT]):
    """How one kind of item is read, scored and described; it holds no state."""

    name: ClassVar[str]
    label: ClassVar[str]
    model: type[ItemT]

    keyed: ClassVar[bool] = True
    """Whether what is chosen is right or wrong; otherwise choices are counted, never judged."""

    @abstractmethod
    def field_names(self, item: ItemT) -> frozenset[str]:
        """Return the names of all form fields that belong to the item."""

    @abstractmethod
    def read(self, item: ItemT, fields: Fields) -> ResponseT | None:
        """Read a response; ``None`` when nothing was answered. Raises `Unreadable`."""

    @abstractmethod
    def score(self, item: ItemT, response: ResponseT) -> Score:
        """Score a response that `read` returned."""

    @abstractmethod
    def describe(self, item: ItemT, response: ResponseT) -> str:
        """Put a response into one line of words, for tables and exports."""

    @abstractmethod
    def samples(self, item: ItemT) -> dict[str, Fields]:
        """Return example forms by names of `SAMPLES`; right, unreadable and blank always exist.

        An item that no machine marks in full has no "right" beyond the machine's share; with an
        accepted reason the machine marks it in full all the same.
        """

    def arranged(self, item: ItemT, rng: Random, *, shuffle: bool) -> ItemT:
        """Return the item in the order to show it; the order never depends on the key."""
        return item

    def choosables(self, item: ItemT) -> Sequence[Choosable]:
        """Return everything a student can choose, in the author's order; empty for typed items."""
        return ()

    def chosen(self, item: ItemT, response: ResponseT) -> Sequence[str]:
        """Return the ids of the choosables that the response contains."""
        return ()

    written: ClassVar[str] = ""
    """The field with the words that a person marks, where there is one."""

    def on_paper(self, item: ItemT) -> ItemT:
        """Return the item in the order that everybody has on paper; it never depends on the key."""
        return item

    def code_hint(self, item: ItemT) -> str:
        """Say how an answer on paper is typed in short; empty where it is words for a person."""
        return ""

    def from_code(self, item: ItemT, code: str) -> Fields:
        """Return the form that a short code of an answer on paper stands for.

        The item is in the order of `on_paper`. Raises `Unreadable`, saying what was expected.
        """
        raise Unreadable("This is written in words, and a person marks it.")

    def code_of(self, item: ItemT, response: ResponseT) -> str:
        """Return the short code of a response; the other way round from `from_code`."""
        return ""

    def misconceptions(self, item: ItemT) -> Sequence[str]:
        """Return the ids of the misconceptions that wrong choices reveal, without repeats."""
        return tuple(
            dict.fromkeys(c.misconception for c in self.choosables(item) if c.misconception)
        )


AnyItemType = ItemType[Any, Any]


def only_value(fields: Fields, name: str, longest: int = SHORT) -> str:
    """Return the one value of a field, stripped; empty when absent. Raises `Unreadable`."""
    values = list(filter(None, (value.replace("\0", "").strip() for value in fields.get(name, ()))))
    if len(values) > 1:
        raise Unreadable("Only one answer can be given here; two arrived.")
    value = values[0] if values else ""
    if len(value) > longest:
        raise Unreadable(f"At most {longest:,} letters can be given here. Please shorten this.")
    return value


def shuffled(values: Sequence[T], rng: Random) -> tuple[T, ...]:
    """Return the values in a random order."""
    return tuple(rng.sample(values, k=len(values)))
