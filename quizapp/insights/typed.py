"""What a class typed into one item: different answers, and which of them are right; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quizapp.insights.sittings import Pupil
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.gap_fill.model import GAP, GapFillItem
from quizapp.items.numeric.model import NumericItem
from quizapp.items.numeric.scoring import plain
from quizapp.items.ordering.model import OrderingItem
from quizapp.items.short_answer.model import ShortAnswerItem
from quizapp.items.wording import folded

Answered = Sequence[tuple[Pupil, Any]]
"""Who answered what, as their item reads it."""


@dataclass
class Typed:
    """A typed answer that one or more students gave; ``part`` names the gap it stands in.

    ``typed`` is the answer as it can be accepted, with the id of its gap; empty where it cannot.
    """

    text: str
    right: bool
    part: str = ""
    gap: str = ""
    typed: str = ""
    corrected: bool = False
    writers: list[Pupil] = field(default_factory=list)


def typed_in(item: Item, answered: Answered, key: Item) -> Sequence[Typed]:
    """Return different typed answers, the commonest first; case and accents do not count."""
    found: dict[tuple[str, str], Typed] = {}
    judged: dict[str, Sequence[Typed]] = {}
    for pupil, response in answered:
        name = repr(response)  # many give the same answer, and judging words takes time
        if name not in judged:
            judged[name] = list(_typed_parts(item, response, key))
        for each in judged[name]:
            same = found.setdefault(
                (each.part, folded(each.text) or each.text), replace(each, writers=[])
            )
            same.writers.append(pupil)
    return sorted(found.values(), key=lambda each: (each.part, -len(each.writers), each.text))


def _typed_parts(item: Item, response: Any, key: Item) -> Iterable[Typed]:
    if not isinstance(item, ShortAnswerItem | NumericItem | OrderingItem | GapFillItem):
        return
    kind = ITEM_TYPES[item.type]
    now, then = kind.score(key, response).parts, kind.score(item, response).parts

    def judged(at: str, text: str, typed: str, part: str = "", gap: str = "") -> Typed:
        return Typed(text, now[at] == 1, part, gap, typed, now[at] != then[at])

    if isinstance(item, ShortAnswerItem):
        yield judged("text", response, response)
    elif isinstance(item, NumericItem) and response.number is not None:
        number = plain(response.number)
        yield judged("number", f"{number} {item.unit}", number)
    elif isinstance(item, OrderingItem) and isinstance(key, OrderingItem):
        right, before = (tuple(response) == tuple(each.order) for each in (key, item))
        yield Typed(kind.describe(item, response), right, corrected=right != before)
    elif isinstance(item, GapFillItem):
        for gap in item.gaps:
            if gap.typed and gap.id in response:
                filling = response[gap.id]
                yield judged(gap.id, filling, filling, gap_name(item, gap.id), gap.id)


def gap_name(item: GapFillItem, gap: str) -> str:
    """Return a gap's number with the words before it: ``Gap 2: … was signed by ___``."""
    before = re.split(r"\{\{\s*" + re.escape(gap) + r"\s*\}\}", item.text)[0]
    words = GAP.sub("___", before).split()
    number = 1 + [each.id for each in item.gaps].index(gap)
    return f"Gap {number}: {'… ' if len(words) > 4 else ''}{' '.join([*words[-4:], '___'])}"
