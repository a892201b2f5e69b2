"""What an item counts as right, in words; pure."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from quizapp.attempts.question import in_words
from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.choices import Option, OptionsItem
from quizapp.items.contested.model import ContestedItem
from quizapp.items.extended_response.model import ExtendedResponseItem, Level
from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.grid.model import GridItem
from quizapp.items.hot_text.model import HotTextItem, Target
from quizapp.items.numeric.model import NumericItem
from quizapp.items.numeric.scoring import plain
from quizapp.items.ranking.model import RankingItem
from quizapp.items.short_answer.model import ShortAnswerItem
from quizapp.regrading.reasons import undecided

Sources = Mapping[str, Source]

DISPUTED = "disputed, so that no column is right and none earns marks"
"""What stands for the key of a row that has none."""


def key_of(item: Item, sources: Sources) -> Sequence[str]:
    """Return what earns marks, a line for each: every accepted answer, not one example."""
    match item:
        case OptionsItem():
            return _options(item.options)
        case HotTextItem():
            return [_place(each, item, sources) for each in item.targets if each.credit]
        case ShortAnswerItem():
            return [*item.accept, *(" + ".join(group) for group in item.accept_words)]
        case NumericItem():
            return _number(item)
        case GapFillItem():
            return _gaps(item)
        case ExtendedResponseItem():
            return _levels(item)
        case ContestedItem():
            marked = f"A person marks the reason, out of {item.max_mark}" if item.max_mark else ""
            return list(filter(None, ["No position is the right one", marked]))
        case RankingItem():
            return _ranked(item)
        case GridItem():
            return _judged(item)
        case _:
            return in_words(item, ITEM_TYPES[item.type].samples(item)["right"]).split("; ")


def key_for_students(item: Item, sources: Sources) -> Sequence[str]:
    """Return what earns marks without reasons that were marked: they are words of others."""
    return key_of(undecided(item) if isinstance(item, RankingItem) else item, sources)


def _options(options: Sequence[Option]) -> Sequence[str]:
    ranked = sorted((each for each in options if each.credit), key=lambda each: -each.credit)
    return [f"{each.text}{_part(each.credit)}" for each in ranked]


def _part(credit: Fraction) -> str:
    return "" if credit == 1 else f" ({round(100 * credit)} % of the mark)"


def _place(target: Target, item: HotTextItem, sources: Sources) -> str:
    """Return words inside a sentence, or the number of a sentence and how it reads."""
    source = sources.get(target.source or item.sources[0])
    name = f"{source.short_title}, sentence" if source and len(item.sources) > 1 else "Sentence"
    number = f"{name} {target.sentence.removeprefix('s')}"
    sentences = {each.id: each.text for each in source.sentences} if source else {}
    words = target.text or sentences.get(target.sentence, "")
    return f"{number}: {words}" if words else number


def _number(item: NumericItem) -> Sequence[str]:
    low, high = plain(item.lowest), plain(item.highest)
    span = "" if low == high else f" ({low} to {high} count)"
    follow_up = _options(item.follow_up.options) if item.follow_up else []
    return [f"{plain(item.answer)} {item.unit}{span}", *follow_up]


def _gaps(item: GapFillItem) -> Sequence[str]:
    return [
        f"Gap {number}: {' / '.join(_options(gap.options) or gap.accept)}"
        for number, gap in enumerate(item.gaps, start=1)
    ]


def _judged(item: GridItem) -> Sequence[str]:
    columns = {each.id: each.text for each in item.columns}
    return [f"{row.text}: {columns.get(row.answer or '', DISPUTED)}" for row in item.rows]


def _levels(item: ExtendedResponseItem) -> Sequence[str]:
    """Return the levels by which a person marks, the highest first."""
    ranked = sorted(item.levels, key=lambda each: -each.level)
    levels = [f"{each.label}, {_span(each)}: {each.descriptor}" for each in ranked]
    return [f"A person marks it, out of {item.max_mark}", *levels]


def _span(level: Level) -> str:
    low, high = level.lowest, level.highest
    return f"{low}" if low == high else f"{low} to {high}"


def _ranked(item: RankingItem) -> Sequence[str]:
    texts = {each.id: each.text for each in item.elements}
    order = "; ".join(texts[each] for each in item.order)
    top = plain(item.reason_marks[-1])
    decided = [f"{plain(e.mark)} of {top} for the reason: {e.text}" for e in item.reason.accept]
    return [f"{order}. A person marks {'any other' if decided else 'the'} reason", *decided]
