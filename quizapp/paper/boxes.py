"""The boxes of an entry grid: what each is for, and what is typed into it; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizapp.attempts.models import State
from quizapp.attempts.question import read
from quizapp.attempts.worth import Rule, corrected
from quizapp.items import ITEM_TYPES
from quizapp.items.base import AnyItemType, Fields, Item, Unreadable
from quizapp.items.codes import ON_PAPER
from quizapp.web.rendering import mark

LONGEST = 200
NOTHING = "-"
"""Typed alone, it takes out what stands there; an empty box leaves it."""
WAITS = "w"
"""Typed for a mark: there is writing on paper, and nobody has marked it yet."""

_MARK = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?")


class Use(StrEnum):
    """What a box takes: an answer in short, or the mark that a person gives."""

    ANSWER = "a"
    MARK = "m"


@dataclass(frozen=True)
class Box:
    """A box for one question; ``item`` is in the order on paper.

    ``most`` is the highest mark a person can give, in a box for marks; ``rules`` is what a
    correction has settled of the question.
    """

    position: int
    use: Use
    item: Item
    most: Fraction = Fraction()
    rules: Sequence[Rule] = ()

    @property
    def kind(self) -> AnyItemType:
        return ITEM_TYPES[self.item.type]

    @property
    def hint(self) -> str:
        """What is expected here, in words."""
        if self.use is Use.ANSWER:
            return self.kind.code_hint(self.item)
        return f"a mark from 0 to {mark(self.most)}, or w if it waits"

    def name(self, student_id: int) -> str:
        return f"{self.use}-{student_id}-{self.position}"


@dataclass(frozen=True)
class Typed:
    """What a box says: a form for an answer, or a mark; neither where writing waits for one.

    ``takes_out`` says that what stands there is to go.
    """

    box: Box
    fields: Fields | None = None
    mark: Fraction | None = None
    takes_out: bool = False


def boxes_of(position: int, item: Item, max_mark: int, rules: Sequence[Rule] = ()) -> list[Box]:
    """Return the boxes of a question: for a code, and for what only a person can mark.

    There is no box for marks where a correction has settled the question for everybody.
    """
    kind = ITEM_TYPES[item.type]
    paper: Item = kind.on_paper(item)
    found = [Box(position, Use.ANSWER, paper)] if kind.code_hint(paper) else []
    if kind.written:
        written: Fields = {kind.written: [ON_PAPER]}
        share = kind.score(item, kind.read(item, written)).waiting
        if corrected(item, written, rules).state is State.WAITING:
            found.append(Box(position, Use.MARK, paper, share * max_mark, rules))
    return found


def typed_in(box: Box, text: str) -> Typed:
    """Return what a box says. Raises `Unreadable`, saying what was expected."""
    if len(text) > LONGEST:
        raise Unreadable(f"Expected {box.hint}: at most {LONGEST} letters.")
    if text == NOTHING:
        return Typed(box, takes_out=True)
    if box.use is Use.MARK:
        return Typed(box, mark=_mark_in(box, text))
    fields = box.kind.from_code(box.item, text)
    answer, problem = read(box.item, fields)
    if answer is None:
        raise Unreadable(problem or f"Expected {box.hint}.")
    return Typed(box, fields=fields)


def state_of(box: Box, fields: Fields) -> State:
    """Return how a form stands once it is handed in: only what waits can be marked by a person."""
    return corrected(box.item, fields, box.rules).state


def _mark_in(box: Box, text: str) -> Fraction | None:
    if text.casefold() == WAITS:
        return None
    found = _MARK.fullmatch(text)
    given = Fraction(f"{found[1]}.{found[2] or 0}") if found else None
    if given is None or given > box.most:
        raise Unreadable(f"Expected {box.hint}.")
    return given


def merged(present: Fields, typed: Iterable[Typed]) -> dict[str, list[str]]:
    """Return a response's form after what was typed for its question.

    Words that a student typed stay what they are; only what stands in for paper is ever added.
    """
    form = {name: list(values) for name, values in present.items()}
    for each in typed:
        written = each.box.kind.written
        if each.box.use is Use.ANSWER:
            form = {name: values for name, values in form.items() if name == written}
            form |= {name: list(values) for name, values in (each.fields or {}).items()}
        elif each.takes_out:
            form.pop(written, None)
        elif not form.get(written):
            form[written] = [ON_PAPER]
    return form


def code_in(box: Box, fields: Fields) -> str:
    """Return the code of the answer that a form holds, empty for none."""
    answer, _ = read(box.item, fields)
    return "" if answer is None else box.kind.code_of(box.item, answer)
