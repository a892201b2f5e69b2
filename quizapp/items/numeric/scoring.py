"""Reading and scoring: a number within bounds, and the choice that may follow it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from quizapp.items.base import Choosable, Fields, ItemType, Score, Unreadable, only_value
from quizapp.items.choices import ids_of, option_choosables, require_known
from quizapp.items.codes import letter_of, one_letter, span
from quizapp.items.numeric.model import NumericItem

PLAIN = re.compile(r"[+-]?\d{1,15}([.,]\d{1,9})?")
GROUPED = re.compile(r"[+-]?\d{1,3}([ ,'\u00a0\u202f]\d{3})+(\.\d{1,9})?")
WITH_LETTER = re.compile(r"([^a-z]*?)[\s;,]*([a-z]?)")


@dataclass(frozen=True)
class NumericResponse:
    """The number, if one was typed, and the option chosen in the follow-up, if any."""

    number: Fraction | None
    choice: str | None


def number_in(text: str) -> Fraction:
    """Return the number that is typed: ``60000``, ``60,000``, ``60 000``, ``89.6`` or ``89,6``.

    Raises `Unreadable`. A comma before exactly three digits separates thousands.
    """
    if GROUPED.fullmatch(text):
        return Fraction(re.sub(r"[ ,'\u00a0\u202f]", "", text))
    if PLAIN.fullmatch(text):
        return Fraction(text.replace(",", "."))
    raise Unreadable("Please type a number in digits, such as 60 or 89.5, without the unit.")


def _insisted(typed: str, expected: str) -> str:
    try:
        number_in(typed)
    except Unreadable as unreadable:
        raise Unreadable(f"Expected {expected}.") from unreadable
    return typed


def plain(number: Fraction) -> str:
    """Return a number in digits, as it would be typed: ``5880000``, ``89.5``."""
    return f"{number.numerator / Decimal(number.denominator):f}"


class Numeric(ItemType[NumericItem, NumericResponse]):
    name = "numeric"
    label = "Number"
    model = NumericItem

    def field_names(self, item: NumericItem) -> frozenset[str]:
        return frozenset({"number", "choice"} if item.follow_up else {"number"})

    def read(self, item: NumericItem, fields: Fields) -> NumericResponse | None:
        typed = only_value(fields, "number")
        choice = only_value(fields, "choice") if item.follow_up else ""
        if choice and item.follow_up:
            require_known([choice], (option.id for option in item.follow_up.options))
        if not typed and not choice:
            return None
        return NumericResponse(number_in(typed) if typed else None, choice or None)

    def score(self, item: NumericItem, response: NumericResponse) -> Score:
        parts = {}
        if response.number is not None:
            parts["number"] = Fraction(item.lowest <= response.number <= item.highest)
        if item.follow_up and response.choice:
            chosen = next(o for o in item.follow_up.options if o.id == response.choice)
            parts["choice"] = chosen.credit
        asked = 2 if item.follow_up else 1
        return Score(sum(parts.values(), Fraction()) / asked, parts=parts)

    def feedback(self, item: NumericItem, number: Fraction) -> str:
        """Return what to say to whoever typed this number."""
        if item.lowest <= number <= item.highest:
            return item.feedback.right
        near = [miss.feedback for miss in item.near_misses if miss.value == number]
        return near[0] if near else item.feedback.wrong

    def describe(self, item: NumericItem, response: NumericResponse) -> str:
        words = [] if response.number is None else [f"{plain(response.number)} {item.unit}"]
        if item.follow_up and response.choice:
            words += [o.text for o in item.follow_up.options if o.id == response.choice]
        return "; ".join(words)

    def choosables(self, item: NumericItem) -> Sequence[Choosable]:
        return option_choosables(item.follow_up.options) if item.follow_up else ()

    def chosen(self, item: NumericItem, response: NumericResponse) -> Sequence[str]:
        return (response.choice,) if response.choice else ()

    def code_hint(self, item: NumericItem) -> str:
        if item.follow_up is None:
            return "the number in digits"
        return f"the number, then a letter, {span(len(item.follow_up.options))}: 60 b"

    def from_code(self, item: NumericItem, code: str) -> Fields:
        if item.follow_up is None:
            return {"number": [_insisted(code.strip(), self.code_hint(item))]}
        parts = WITH_LETTER.fullmatch(code.strip().casefold())
        number, letter = parts.groups() if parts else (code, "")
        form = {"number": [_insisted(number, self.code_hint(item))]} if number else {}
        if letter:
            form["choice"] = [one_letter(letter, ids_of(item.follow_up.options))]
        return form

    def code_of(self, item: NumericItem, response: NumericResponse) -> str:
        parts = [] if response.number is None else [plain(response.number)]
        if item.follow_up and response.choice:
            parts.append(letter_of(response.choice, ids_of(item.follow_up.options)))
        return " ".join(parts)

    def samples(self, item: NumericItem) -> dict[str, Fields]:
        right = {"number": [plain(item.answer)]}
        wrong = {"number": [str(int(item.highest) + 1001)]}
        samples: dict[str, Fields] = {"unreadable": {"number": ["about ninety"]}, "blank": {}}
        if item.follow_up:
            by_credit = sorted(item.follow_up.options, key=lambda option: option.credit)
            samples["partly"] = {**right, "choice": [by_credit[0].id]}
            right["choice"], wrong["choice"] = [by_credit[-1].id], [by_credit[0].id]
        return {**samples, "right": right, "wrong": wrong}
