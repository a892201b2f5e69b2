"""Typed words that are to count: the question that accepts them, and their line of YAML."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quizapp.bank.versions import item_content, item_from_content
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Fields, Item, Unreadable
from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.numeric.model import NumericItem
from quizapp.items.numeric.scoring import number_in, plain
from quizapp.items.ranking.model import AcceptedReason, RankingItem
from quizapp.items.short_answer.model import ShortAnswerItem
from quizapp.items.wording import Names, folded
from quizapp.regrading.reasons import REASON, is_worth, why_not, with_reason


class NotAcceptable(Exception):
    """The answer cannot be added; the message says why."""


class AcceptedAlready(NotAcceptable):
    """The question counts the answer as right as it stands."""


@dataclass(frozen=True)
class Variant:
    """What was typed; ``part`` is the id of the gap it stands in, empty where there is none.

    Only the reason of a ranking has a ``mark``: all other words are right or they are not.
    """

    part: str
    text: str
    mark: Fraction | None = None

    @classmethod
    def typed(cls, part: str, text: str, mark: Fraction | None = None) -> "Variant":
        """Return what was typed, on one line and without what cannot be seen."""
        spaced = " ".join(text.split())
        return cls(part, "".join(each for each in spaced if each.isprintable()), mark)

    @property
    def is_reason(self) -> bool:
        return self.mark is not None

    @property
    def verdict(self) -> str:
        """What becomes of it, as the rest of a sentence."""
        if self.mark is None:
            return "counts as right"
        return f"is worth {plain(self.mark)} {'mark' if self.mark == 1 else 'marks'}"


@dataclass(frozen=True)
class Line:
    """What to write into an item's file, and where; ``replaces`` is what stands there now."""

    place: str
    text: str
    replaces: str = ""


def accepting(item: Item, variant: Variant, names: Names) -> Item:
    """Return the question with one more right answer. Raises `NotAcceptable`.

    What counts as the same answer is for the question's type to say; ``names`` are those of its
    bank, so that the question is the same as when the line is in its file.
    """
    if _is_right(item, variant):
        raise AcceptedAlready(f"“{variant.text}” {variant.verdict} already.")
    try:
        made = item_from_content(item_content(_named(_with(item, variant), variant, names)))
    except ValueError:
        made = item
    if not _is_right(made, variant):
        raise NotAcceptable(_near_miss(item, variant))
    return made


def added(old: Item, new: Item) -> Variant | None:
    """Return the one answer that a later version accepts as well; ``None`` if more is different."""
    for variant in _candidates(old, new):
        names = getattr(new, "names", {})
        if _named(_with(old, variant), variant, names) == new:
            return variant
    return None


def _candidates(old: Item, new: Item) -> Iterator[Variant]:
    match old, new:
        case ShortAnswerItem(), ShortAnswerItem():
            yield Variant("", new.accept[-1])
        case NumericItem(), NumericItem():
            yield from (Variant("", plain(each)) for each in (new.lowest, new.highest))
        case GapFillItem(), GapFillItem():
            yield from (Variant(gap.id, gap.accept[-1]) for gap in new.gaps if gap.typed)
        case RankingItem(), RankingItem():
            fresh = (each for each in new.reason.accept if each not in old.reason.accept)
            yield from (Variant(REASON, each.text, each.mark) for each in fresh)


def _near_miss(item: Item, variant: Variant) -> str:
    mend = "Change the near misses in the bank first, and publish the bank."
    if isinstance(item, NumericItem):
        return f"A range that reaches to {variant.text} would take in a near miss. {mend}"
    return f"“{variant.text}” is a near miss, with words of its own for whoever gives it. {mend}"


def accepts(item: Item, variant: Variant) -> bool:
    """Return whether a question counts the answer as right; one it cannot read it does not."""
    try:
        return _is_right(item, variant)
    except NotAcceptable:
        return False


def _is_right(item: Item, variant: Variant) -> bool:
    if isinstance(item, RankingItem) and variant.part == REASON:
        return _is_decided(item, variant)
    kind = ITEM_TYPES[item.type]
    fields, part = _typed_in(item, variant)
    try:
        response: Any = kind.read(item, fields)
    except Unreadable as why:
        raise NotAcceptable(f"This cannot be a right answer here. {why}") from why
    if response is None:
        raise NotAcceptable("There is no answer to accept.")
    return kind.score(item, response).parts[part] == 1


def _is_decided(item: RankingItem, variant: Variant) -> bool:
    problem = why_not(item, variant.text, variant.mark)
    if problem:
        raise NotAcceptable(problem)
    return is_worth(item, variant.text, variant.mark)


def _typed_in(item: Item, variant: Variant) -> tuple[Fields, str]:
    """Return the fields as they would be typed, and the part of the score that judges them."""
    match item:
        case ShortAnswerItem():
            return {"text": [variant.text]}, "text"
        case NumericItem():
            return {"number": [variant.text]}, "number"
        case GapFillItem() if any(gap.typed and gap.id == variant.part for gap in item.gaps):
            return {f"gap.{variant.part}": [variant.text]}, variant.part
        case _:
            raise NotAcceptable("Nothing is typed at this place of the question.")


def _with(item: Item, variant: Variant) -> Item:
    match item:
        case ShortAnswerItem():
            return item.model_copy(update={"accept": (*item.accept, variant.text)})
        case NumericItem():
            name, number = _bound(item, variant)
            return item.model_copy(update={name: number})
        case GapFillItem():
            wider = {
                gap.id: gap.model_copy(update={"accept": (*gap.accept, variant.text)})
                for gap in item.gaps
                if gap.id == variant.part
            }
            gaps = tuple(wider.get(gap.id, gap) for gap in item.gaps)
            return item.model_copy(update={"gaps": gaps})
        case RankingItem() if variant.mark is not None:
            return with_reason(item, variant.text, variant.mark)
        case _:
            return item


def _named(item: Item, variant: Variant, names: Names) -> Item:
    """Give the question the spellings of the names that the new answer holds, as loading does."""
    words = f" {folded(variant.text)} "
    held = {name: spelt for name, spelt in names.items() if f" {folded(name)} " in words}
    if not held or not isinstance(item, ShortAnswerItem | GapFillItem):
        return item
    return item.model_copy(update={"names": {**item.names, **held}})


def _bound(item: NumericItem, variant: Variant) -> tuple[str, Fraction]:
    """Return which end of the range has to move, and where to."""
    number = number_in(variant.text)
    return ("lowest" if number < item.lowest else "highest"), number


def line_for(item: Item, variant: Variant) -> Line:
    """Return what an author writes into the file of a question that does not accept this yet."""
    if isinstance(item, RankingItem):
        return _line_for_reason(item, variant)
    if isinstance(item, NumericItem):
        name, number = _bound(item, variant)
        before = plain(item.lowest if name == "lowest" else item.highest)
        return Line(name, f"{name}: {plain(number)}", f"{name}: {before}")
    if isinstance(item, GapFillItem):
        place = f"gaps, in the one with id: {variant.part}, at the end of its list accept"
        return Line(place, f"      - {quoted(variant.text)}")
    return Line("at the end of the list accept", f"  - {quoted(variant.text)}")


def _line_for_reason(item: RankingItem, variant: Variant) -> Line:
    known = item.reason.accepted(variant.text)
    if known:
        now = known.model_copy(update={"mark": variant.mark})
        place = "in reason, in its list accept"
        return Line(place, f"    - {_entry(now)}", f"- {_entry(known)}")
    entry = f"    - {_entry(AcceptedReason(text=variant.text, mark=variant.mark or Fraction()))}"
    if item.reason.accept:
        return Line("in reason, at the end of its list accept", entry)
    return Line("in reason, below its checklist", f"  accept:\n{entry}")


def _entry(reason: AcceptedReason) -> str:
    return f"{{text: {quoted(reason.text)}, mark: {plain(reason.mark)}}}"


def quoted(text: str) -> str:
    """Return a variant's text in double quotes, as YAML reads it back."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
