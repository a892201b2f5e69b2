"""What a bank consists of besides its items."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from quizapp.bank.house_style import StyleRule
from quizapp.bank.sources import DateText, Source
from quizapp.items.base import Flag, Frozen, Id, Item, Text


class Mode(StrEnum):
    """How a quiz is meant to be used; a hint to the teacher."""

    SELF = "self"
    LIVE = "live"
    HOME = "home"


class Entry(Frozen):
    """One place in a quiz.

    Either one ``item``, or ``claim`` and ``evidence``: then the evidence counts only if the claim
    is right. ``max_mark`` overrides the item's own.
    """

    item: Id | None = None
    claim: Id | None = None
    evidence: Id | None = None
    max_mark: Annotated[int, Field(ge=1, le=100)] | None = None

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.item, self.claim, self.evidence)))

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        pair = (self.claim is not None, self.evidence is not None)
        if (self.item is not None) == any(pair) or any(pair) != all(pair):
            raise ValueError("an entry is an item, or a claim with its evidence")
        if any(pair) and self.max_mark is not None:
            raise ValueError("max_mark belongs to an item; claim and evidence keep their own")
        return self


MOST_ENTRIES = 200


class Quiz(Frozen):
    """A quiz: which items, in which order; an entry may be just an item's id."""

    id: Id
    title: Text
    purpose: Text
    mode: Mode
    minutes: Annotated[int, Field(ge=1, le=600)]
    certainty: Flag = False
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=MOST_ENTRIES)]

    @field_validator("entries", mode="before")
    @classmethod
    def _short_entries(cls, value: object) -> object:
        if isinstance(value, list):
            return [{"item": each} if isinstance(each, str) else each for each in value]
        return value

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = self.items
        twice = {each for each in ids if ids.count(each) > 1}
        if twice:
            raise ValueError(f"{', '.join(sorted(twice))} stands in the quiz twice")
        return self

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(each for entry in self.entries for each in entry.items)


class Misconception(Frozen):
    """A false belief in a pupil's words, and what answers it."""

    id: Id
    belief: Text
    rebuttal: Text
    read: Text
    refs: Annotated[tuple[Text, ...], Field(min_length=1)]


class Term(Frozen):
    """A word worth explaining, with other spellings of it."""

    id: Id
    term: Text
    kind: Literal["person", "body", "event", "idea", "word"]
    meaning: Text
    variants: tuple[Text, ...] = ()


class Event(Frozen):
    """Something that happened, with the date the bank goes by."""

    id: Id
    date: DateText
    date_text: Text
    event: Text
    status: Literal["firm", "likely", "contested"]
    calendar: Literal["new", "old"] = "new"
    refs: Annotated[tuple[Text, ...], Field(min_length=1)]


class Fact(Frozen):
    """Something that keys rest on: where it stands, and how sure it is.

    ``claim`` is the version to key. ``checked`` says what the documents have instead, where they
    slip or differ. What only one side says is contested: a stem that rests on it has to name one
    of those in ``claimed_by``.
    """

    id: Id
    claim: Text
    status: Literal["firm", "likely", "contested"]
    claimed_by: tuple[Text, ...] = ()
    checked: Text | None = None
    refs: Annotated[tuple[Text, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _contested_has_a_voice(self) -> Self:
        if self.status == "contested" and not self.claimed_by:
            raise ValueError("a contested claim names who makes it under claimed_by")
        return self


class Lesson(Frozen):
    """One step of a path: the quizzes for it, and a word to the teacher."""

    title: Text
    quizzes: tuple[Id, ...] = ()
    note: Text | None = None


class LessonPath(Frozen):
    """A way through the quizzes, lesson by lesson."""

    id: Id
    title: Text
    purpose: Text
    lessons: Annotated[tuple[Lesson, ...], Field(min_length=1)]


class Retired(Frozen):
    """An id that was used once and is never used again."""

    id: Id
    reason: Text


Cells = Annotated[tuple[int, ...], Field(min_length=3, max_length=3)]
"""How many items are wanted at difficulty 1, 2 and 3."""


DocumentNumber = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]


class Objective(Frozen):
    """What an exam board assesses, in its own words, and the skills that show it."""

    title: Text
    skills: Annotated[tuple[Id, ...], Field(min_length=1)]


class BankSettings(Frozen):
    """The bank's own facts.

    ``objectives`` groups the skills as an exam board does, under the board's own labels; a skill
    belongs to one of them at most. ``names`` maps house spellings to variants that count as the
    same. ``blueprint`` says how many items each section is to have, by skill and difficulty. With
    ``four_eyes`` a question is published once a second person has confirmed its key and source.
    ``documents`` are those that references point into, by number; without it, those in ``seeds/``.
    """

    id: Id
    title: Text
    language: Text
    licence: Text
    authors: Annotated[tuple[Text, ...], Field(min_length=1)]
    skills: Annotated[dict[str, Text], Field(min_length=1)]
    objectives: dict[str, Objective] = {}
    sections: Annotated[dict[Id, Text], Field(min_length=1)]
    blueprint: dict[str, dict[str, Cells]] = {}
    names: dict[str, tuple[Text, ...]] = {}
    four_eyes: Flag = False
    documents: dict[DocumentNumber, Text] = {}

    @model_validator(mode="after")
    def _skills_once(self) -> Self:
        named = [skill for each in self.objectives.values() for skill in each.skills]
        unknown = sorted(set(named) - set(self.skills))
        if unknown:
            raise ValueError(f"objectives name unknown skills: {', '.join(unknown)}")
        twice = sorted({skill for skill in named if named.count(skill) > 1})
        if twice:
            raise ValueError(f"{', '.join(twice)} stands under two objectives")
        return self


LISTS: dict[str, type[Frozen]] = {
    "misconceptions": Misconception,
    "glossary": Term,
    "timeline": Event,
    "facts": Fact,
    "paths": LessonPath,
    "house_style": StyleRule,
    "retired": Retired,
}
"""What is kept as one list a file, ``<name>.yaml``; `Bank` has a field of each name."""


@dataclass(frozen=True)
class Bank:
    """A loaded bank: only what is whole. Mappings are by id and in the order of ids."""

    settings: BankSettings
    items: Mapping[str, Item]
    sections: Mapping[str, str]
    sources: Mapping[str, Source]
    quizzes: Mapping[str, Quiz]
    misconceptions: Mapping[str, Misconception]
    glossary: Mapping[str, Term]
    timeline: Mapping[str, Event]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    paths: Mapping[str, LessonPath] = field(default_factory=dict)
    house_style: Mapping[str, StyleRule] = field(default_factory=dict)
    retired: Mapping[str, Retired] = field(default_factory=dict)

    def items_of(self, section: str) -> Iterator[Item]:
        """Yield the items of a section in the order of their ids."""
        return (item for item in self.items.values() if self.sections[item.id] == section)
