"""A quiz on the desk: what stands in its form while it is assembled, before anything is saved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from pydantic import ValidationError

from quizapp.bank.assembling import Plan, unit_of
from quizapp.bank.model import MOST_ENTRIES, Bank, Entry, Quiz

KeyT = TypeVar("KeyT", int, str)

MOST_QUESTIONS = 60
"""So many questions a plan may ask for."""
JOINT = "+"
"""Stands between claim and evidence where both are one value; no id holds it."""


class Typed(Protocol):
    """What a form holds, by the names of its fields."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True)
class Row:
    """A place in the quiz: its items, the mark as it was typed, and whether a plan drew it."""

    items: tuple[str, ...]
    mark: str = ""
    drawn: bool = False

    @property
    def key(self) -> str:
        """The one value that names the row in a form."""
        return JOINT.join(self.items)

    @property
    def entry(self) -> Entry | None:
        """The entry that the row stands for; ``None`` while its mark is none."""
        mark = self.mark if len(self.items) == 1 else ""
        names = ("claim", "evidence") if len(self.items) > 1 else ("item",)
        value = {**dict(zip(names, self.items, strict=True)), "max_mark": mark or None}
        try:
            return Entry.model_validate(value)
        except ValidationError:
            return None

    @classmethod
    def of(cls, entry: Entry, *, drawn: bool = False) -> "Row":
        return cls(entry.items, str(entry.max_mark or ""), drawn)


def rows_of(quiz: Quiz) -> list[Row]:
    """Return the rows of a quiz as its file has it."""
    return [Row.of(entry) for entry in quiz.entries]


def rows_from(typed: Typed) -> list[Row]:
    """Return the rows that a form holds, in the order of its fields, each item once."""
    drawn, rows, seen = set(typed.getlist("drawn")), list[Row](), set[str]()
    for key in typed.getlist("entry")[:MOST_ENTRIES]:
        row = Row(tuple(key.split(JOINT)), typed.get(f"mark-{key}", "").strip(), key in drawn)
        known = len(row.items) <= 2 and replace(row, mark="").entry is not None
        if known and not seen & set(row.items) and len(set(row.items)) == len(row.items):
            rows.append(row)
            seen |= set(row.items)
    return rows


def acted(rows: Sequence[Row], act: str, bank: Bank) -> list[Row]:
    """Return the rows after a button was pressed: ``up:``, ``down:``, ``remove:`` or ``add:``."""
    name, _, key = act.partition(":")
    place = next((index for index, row in enumerate(rows) if row.key == key), None)
    if name == "add":
        return _added(rows, key, bank)
    if place is None or name not in {"up", "down", "remove"}:
        return list(rows)
    rest = [*rows[:place], *rows[place + 1 :]]
    if name == "remove":
        return rest
    to = max(0, place + (1 if name == "down" else -1))
    return [*rest[:to], rows[place], *rest[to:]]


def _added(rows: Sequence[Row], ident: str, bank: Bank) -> list[Row]:
    """Add an item at the end, with its claim or evidence if there is one."""
    unit = unit_of(bank, ident)
    taken = {each for row in rows for each in row.items}
    if ident not in bank.items or ident in taken or len(rows) >= MOST_ENTRIES:
        return list(rows)
    alone = taken & set(unit.items)
    return [*rows, Row((ident,)) if alone else Row.of(unit)]


def entries_of(rows: Iterable[Row]) -> list[Entry]:
    """Return the entries of rows; a mark that is none counts as not given."""
    whole = (row.entry or replace(row, mark="").entry for row in rows)
    return [entry for entry in whole if entry]


@dataclass(frozen=True)
class PlanRead:
    """A plan as it was typed, and what is wrong with it, by the names of its fields."""

    plan: Plan
    problems: Mapping[str, str]


def plan_from(typed: Typed, bank: Bank, seed: int) -> PlanRead:
    """Read a plan from a form. Shares over 100 in all, and numbers that are none, are problems."""
    problems: dict[str, str] = {}
    number = _number(typed.get("number", "").strip(), 1, MOST_QUESTIONS)
    if number is None:
        problems["number"] = f"How many questions? Give a number from 1 to {MOST_QUESTIONS}."
    difficulties = {each: typed.get(f"difficulty-{each}", "").strip() for each in (1, 2, 3)}
    skills = {each: typed.get(f"skill-{each}", "").strip() for each in bank.settings.skills}
    plan = Plan(
        number or 1,
        tuple(each for each in typed.getlist("section") if each in bank.settings.sections),
        _shares(difficulties, "difficulties", problems),
        _shares(skills, "skills", problems),
        seed,
    )
    return PlanRead(plan, problems)


def _shares(typed: Mapping[KeyT, str], name: str, problems: dict[str, str]) -> dict[KeyT, int]:
    found = {
        key: _number(text.removesuffix("%").strip(), 0, 100) for key, text in typed.items() if text
    }
    if None in found.values() or sum(each or 0 for each in found.values()) > 100:
        problems[name] = (
            f"Shares are whole numbers from 0 to 100, and all {name} together 100 at most."
        )
    return {key: each for key, each in found.items() if each}


def _number(text: str, lowest: int, highest: int) -> int | None:
    """Return a whole number within bounds; ``None`` for anything else."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else lowest - 1
    return number if lowest <= number <= highest else None
