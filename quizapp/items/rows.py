"""Items whose response puts each row under one of several headings: the parts three types share."""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction

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


class Heading(Frozen):
    """One place to put rows: a column, a category, or the other half of a match."""

    id: Id
    text: Text
    feedback: Text | None = None


def require_known_answers(rows: tuple[Row, ...], headings: tuple[Heading, ...]) -> None:
    """Raise ``ValueError`` when ids repeat or a row's answer is no heading."""
    require_distinct(row.id for row in rows)
    require_distinct(heading.id for heading in headings)
    known = {heading.id for heading in headings}
    for row in rows:
        if row.answer not in known:
            raise ValueError(
                f"the answer {row.answer!r} of {row.id!r} is not one of: {', '.join(sorted(known))}"
            )


Placement = dict[str, str]
"""Which heading each answered row was put under, by row id."""


class Placing(ItemType[ItemT, Placement]):
    """Reading and scoring of rows put under headings; the fields are ``row.<row id>``."""

    @abstractmethod
    def rows(self, item: ItemT) -> Sequence[Row]:
        """Return the things to place."""

    @abstractmethod
    def headings(self, item: ItemT) -> Sequence[Heading]:
        """Return the places they can go."""

    def field_names(self, item: ItemT) -> frozenset[str]:
        return frozenset(f"row.{row.id}" for row in self.rows(item))

    def read(self, item: ItemT, fields: Fields) -> Placement | None:
        given = {row.id: only_value(fields, f"row.{row.id}") for row in self.rows(item)}
        answered = {row: heading for row, heading in given.items() if heading}
        require_known(list(answered.values()), (heading.id for heading in self.headings(item)))
        return answered or None

    def score(self, item: ItemT, response: Placement) -> Score:
        parts = {
            row.id: Fraction(response[row.id] == row.answer)
            for row in self.rows(item)
            if row.id in response
        }
        return Score(sum(parts.values(), Fraction()) / len(self.rows(item)), parts=parts)

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
        rows, headings = self.rows(item), self.headings(item)
        wrong = {r.id: next(h.id for h in headings if h.id != r.answer) for r in rows}
        right = {row.id: row.answer for row in rows}
        return {
            "right": _form(right),
            "partly": _form({**wrong, rows[0].id: rows[0].answer}),
            "wrong": _form(wrong),
            "unreadable": {f"row.{rows[0].id}": ["no-such-heading"]},
            "blank": {},
        }


def _form(placement: Placement) -> Fields:
    return {f"row.{row}": [heading] for row, heading in placement.items()}
