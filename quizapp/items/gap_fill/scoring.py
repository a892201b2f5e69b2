"""Reading and scoring: the share of gaps filled rightly."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from quizapp.items.base import Choosable, Fields, ItemType, Score, Unreadable, only_value, shuffled
from quizapp.items.choices import ids_of, require_known
from quizapp.items.codes import NONE, letter_of, one_letter, rows_code, rows_hint, rows_under
from quizapp.items.gap_fill.model import GAP, Gap, GapFillItem
from quizapp.items.wording import Typed, judge

Fillings = dict[str, str]
"""What stands in each answered gap: an option's id, or the words typed, by gap id."""


class GapFill(ItemType[GapFillItem, Fillings]):
    name = "gap_fill"
    label = "Fill the gaps"
    model = GapFillItem

    def field_names(self, item: GapFillItem) -> frozenset[str]:
        return frozenset(f"gap.{gap.id}" for gap in item.gaps)

    def read(self, item: GapFillItem, fields: Fields) -> Fillings | None:
        given = {gap.id: only_value(fields, f"gap.{gap.id}") for gap in item.gaps}
        for gap in item.gaps:
            if given[gap.id] and not gap.typed:
                require_known([given[gap.id]], (option.id for option in gap.options))
        return {gap: filling for gap, filling in given.items() if filling} or None

    def score(self, item: GapFillItem, response: Fillings) -> Score:
        parts = {
            gap.id: self.credit(item, gap, response[gap.id])
            for gap in item.gaps
            if gap.id in response
        }
        return Score(sum(parts.values(), Fraction()) / len(item.gaps), parts=parts)

    def credit(self, item: GapFillItem, gap: Gap, filling: str) -> Fraction:
        """Return what a filling of this gap is worth, 0 or 1."""
        if gap.typed:
            return Fraction(self.judged(item, gap, filling).right)
        return next(option.credit for option in gap.options if option.id == filling)

    def feedback(self, item: GapFillItem, gap: Gap, filling: str) -> str:
        """Return what to say to whoever filled the gap like this."""
        if gap.typed:
            return self.judged(item, gap, filling).feedback
        return next(option.feedback for option in gap.options if option.id == filling)

    def judged(self, item: GapFillItem, gap: Gap, typed: str) -> Typed:
        assert gap.feedback is not None  # noqa: S101  (the model requires it of typed gaps)
        return judge(typed, gap.accept, (), gap.near_misses, gap.feedback, item.names)

    def pieces(self, item: GapFillItem) -> Sequence[str | Gap]:
        """Return the text cut at its gaps: words and gaps in turn."""
        gaps = {gap.id: gap for gap in item.gaps}
        return [gaps[p] if i % 2 else p for i, p in enumerate(GAP.split(item.text))]

    def describe(self, item: GapFillItem, response: Fillings) -> str:
        words = {
            gap.id: next((o.text for o in gap.options if o.id == response.get(gap.id)), None)
            or response.get(gap.id, "...")
            for gap in item.gaps
        }
        return GAP.sub(lambda match: f"[{words[match[1]]}]", item.text)

    def arranged(self, item: GapFillItem, rng: Random, *, shuffle: bool) -> GapFillItem:
        if not shuffle:
            return item
        gaps = tuple(
            gap.model_copy(update={"options": shuffled(gap.options, rng)}) for gap in item.gaps
        )
        return item.model_copy(update={"gaps": gaps})

    def on_paper(self, item: GapFillItem) -> GapFillItem:
        return item.model_copy(update={"gaps": tuple(map(_by_words, _in_text(item)))})

    def code_hint(self, item: GapFillItem) -> str:
        letters = [len(gap.options) for gap in item.gaps if not gap.typed]
        if len(letters) == len(item.gaps):
            return rows_hint(len(letters), max(letters))
        if len(item.gaps) == 1:
            return "the words as they stand"
        return f"the {len(item.gaps)} gaps with semicolons between them: words, or a letter"

    def from_code(self, item: GapFillItem, code: str) -> Fields:
        if any(gap.typed for gap in item.gaps):
            filled = self._typed_parts(item, code)
        else:
            filled = rows_under(code, [ids_of(gap.options) for gap in item.gaps])
        pairs = zip(item.gaps, filled, strict=True)
        return {f"gap.{gap.id}": [each] for gap, each in pairs if each}

    def _typed_parts(self, item: GapFillItem, code: str) -> list[str]:
        parts = code.split(";") if len(item.gaps) > 1 else [code]
        if len(parts) != len(item.gaps):
            raise Unreadable(f"Expected {self.code_hint(item)}.")
        return [
            part if gap.typed or not part else one_letter(part, ids_of(gap.options))
            for gap, part in zip(item.gaps, map(_without_dash, parts), strict=True)
        ]

    def code_of(self, item: GapFillItem, response: Fillings) -> str:
        given = [response.get(gap.id) for gap in item.gaps]
        if not any(gap.typed for gap in item.gaps):
            return rows_code(given, [ids_of(gap.options) for gap in item.gaps])
        return "; ".join(
            each if gap.typed and each else letter_of(each, ids_of(gap.options)) if each else NONE
            for gap, each in zip(item.gaps, given, strict=True)
        )

    def choosables(self, item: GapFillItem) -> Sequence[Choosable]:
        return [
            Choosable(f"{gap.id}={o.id}", f"{gap.id}: {o.text}", o.credit, o.misconception)
            for gap in item.gaps
            for o in gap.options
        ]

    def chosen(self, item: GapFillItem, response: Fillings) -> Sequence[str]:
        choice_gaps = {gap.id for gap in item.gaps if not gap.typed}
        return [f"{gap}={filling}" for gap, filling in response.items() if gap in choice_gaps]

    def samples(self, item: GapFillItem) -> dict[str, Fields]:
        right, wrong = {}, {}
        for gap in item.gaps:
            by_credit = sorted(gap.options, key=lambda option: option.credit)
            right[f"gap.{gap.id}"] = [gap.accept[0] if gap.typed else by_credit[-1].id]
            wrong[f"gap.{gap.id}"] = ["zzz" if gap.typed else by_credit[0].id]
        first = f"gap.{item.gaps[0].id}"
        samples: dict[str, Fields] = {"right": right, "wrong": wrong, "blank": {}}
        if len(item.gaps) > 1:
            samples["partly"] = {**wrong, first: right[first]}
        choice_gap = next((gap for gap in item.gaps if not gap.typed), None)
        forged = {f"gap.{choice_gap.id}": ["no-such-option"]} if choice_gap else {first: ["a", "b"]}
        samples["unreadable"] = forged
        return samples


def _in_text(item: GapFillItem) -> list[Gap]:
    """Return the gaps in the order in which the text has them."""
    by_id = {gap.id: gap for gap in item.gaps}
    return [by_id[ident] for ident in GAP.findall(item.text)]


def _by_words(gap: Gap) -> Gap:
    options = tuple(sorted(gap.options, key=lambda option: option.text.casefold()))
    return gap.model_copy(update={"options": options})


def _without_dash(part: str) -> str:
    return "" if part.strip() == NONE else part.strip()
