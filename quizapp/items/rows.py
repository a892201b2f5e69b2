"""Items whose response puts each row under one of several headings: the parts three types share."""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol

from quizapp.items.base import (
    Choosable,
    Fields,
    Frozen,
    Id,
    ItemT,
    ItemType,
    Score,
    Text,
    only_value,
)
from quizapp.items.choices import require_distinct, require_known
from quizapp.items.codes import rows_code, rows_hint, rows_under


class Row(Frozen):
    """One thing to place; ``answer`` is the id of the heading it belongs to."""

    id: Id
    text: Text
    answer: Id
    feedback: Text
    misconception: Id | None = None


class Placeable(Protocol):
    """What `Placing` asks of a row; without an ``answer`` no heading is the right one for it."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def answer(self) -> str | None: ...
    @property
    def misconception(self) -> str | None: ...


class Heading(Frozen):
    """One place to put rows: a column, a category, or the other half of a match."""

    id: Id
    text: Text
    feedback: Text | None = None


def require_known_answers(rows: Sequence[Placeable], headings: Sequence[Heading]) -> None:
    """Raise ``ValueError`` when ids repeat or a row's answer is no heading."""
    require_distinct(row.id for row in rows)
    require_distinct(heading.id for heading in headings)
    known = {heading.id for heading in headings}
    for row in rows:
        if row.answer is not None and row.answer not in known:
            raise ValueError(
                f"the answer {row.answer!r} of {row.id!r} is not one of: {', '.join(sorted(known))}"
            )


Placement = dict[str, str]
"""Which heading each answered row was put under, by row id."""


class Placing(ItemType[ItemT, Placement]):
    """Reading and scoring of rows put under headings; the fields are ``row.<row id>``.

    Rows without an answer are read and counted as opinions: they stand outside the score.
    """

    @abstractmethod
    def rows(self, item: ItemT) -> Sequence[Placeable]:
        """Return the things to place."""

    @abstractmethod
    def headings(self, item: ItemT) -> Sequence[Heading]:
        """Return the places they can go."""

    def answers(self, item: ItemT) -> Placement:
        """Return the right heading of every row that has one, by row id."""
        return {row.id: row.answer for row in self.rows(item) if row.answer is not None}

    def field_names(self, item: ItemT) -> frozenset[str]:
        return frozenset(f"row.{row.id}" for row in self.rows(item))

    def read(self, item: ItemT, fields: Fields) -> Placement | None:
        given = {row.id: only_value(fields, f"row.{row.id}") for row in self.rows(item)}
        answered = {row: heading for row, heading in given.items() if heading}
        require_known(list(answered.values()), (heading.id for heading in self.headings(item)))
        return answered or None

    def score(self, item: ItemT, response: Placement) -> Score:
        answers = self.answers(item)
        parts = {
            row: Fraction(response[row] == right)
            for row, right in answers.items()
            if row in response
        }
        return Score(sum(parts.values(), Fraction()) / len(answers), parts=parts)

    def describe(self, item: ItemT, response: Placement) -> str:
        texts = {heading.id: heading.text for heading in self.headings(item)}
        return "; ".join(
            f"{row.text}: {texts[response[row.id]]}"
            for row in self.rows(item)
            if row.id in response
        )

    def code_hint(self, item: ItemT) -> str:
        return rows_hint(len(self.rows(item)), len(self.headings(item)))

    def from_code(self, item: ItemT, code: str) -> Fields:
        rows = self.rows(item)
        chosen = rows_under(code, [self._ids(item)] * len(rows))
        return {f"row.{row.id}": [each] for row, each in zip(rows, chosen, strict=True) if each}

    def code_of(self, item: ItemT, response: Placement) -> str:
        rows = self.rows(item)
        return rows_code([response.get(row.id) for row in rows], [self._ids(item)] * len(rows))

    def _ids(self, item: ItemT) -> list[str]:
        return [heading.id for heading in self.headings(item)]

    def choosables(self, item: ItemT) -> Sequence[Choosable]:
        return [
            Choosable(
                f"{row.id}={heading.id}",
                f"{row.text}: {heading.text}",
                Fraction(heading.id == row.answer),
                None if heading.id == row.answer else row.misconception,
            )
            for row in self.rows(item)
            for heading in self.headings(item)
        ]

    def chosen(self, item: ItemT, response: Placement) -> Sequence[str]:
        return [f"{row}={heading}" for row, heading in response.items()]

    def samples(self, item: ItemT) -> dict[str, Fields]:
        rows, headings, right = self.rows(item), self.headings(item), self.answers(item)
        wrong = {r.id: next(h.id for h in headings if h.id != r.answer) for r in rows}
        first = next(iter(right))
        return {
            "right": _form(right),
            "partly": _form({**wrong, first: right[first]}),
            "wrong": _form(wrong),
            "unreadable": {f"row.{rows[0].id}": ["no-such-heading"]},
            "blank": {},
        }


def _form(placement: Placement) -> Fields:
    return {f"row.{row}": [heading] for row, heading in placement.items()}
