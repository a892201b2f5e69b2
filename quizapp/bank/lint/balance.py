"""Patterns over a section that let a student guess: where the key stands, how long it is.

A student who picks the longest option should gain nothing by it, so its bound above is tight.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem
from quizapp.items.base import Item
from quizapp.items.best_answer.model import BestAnswerItem
from quizapp.items.choices import Option, OptionsItem
from quizapp.items.single_choice.model import SingleChoiceItem

SPREADS = 1.5
"""How many standard deviations a count may lie from its expectation, unremarked."""


def keys_have_ordinary_lengths(context: Context) -> Iterator[Problem]:
    for section, items in _sections(context):
        longest = sum(_key_is_longest(item.options) for item in items)
        shares = [1 / len(item.options) for item in items]
        allowed = range(_by_chance(shares)[0], ceil(sum(shares)) + 1)
        if longest not in allowed:
            what = (
                f"the key is the longest option in {longest} of {len(items)} single-answer items; "
                f"by chance {allowed[0]} to {allowed[-1]}"
            )
            mend = "lengthen wrong options" if longest > allowed[-1] else "lengthen a key or two"
            yield _at_section(context, section, what, mend)


def key_positions_are_balanced(context: Context) -> Iterator[Problem]:
    for section, items in _sections(context):
        found = Counter(_key_position(item.options) for item in items)
        for place in range(max(len(item.options) for item in items)):
            having = [item for item in items if len(item.options) > place]
            allowed = _by_chance([1 / len(item.options) for item in having])
            if found[place] not in allowed:
                what = (
                    f"the key is option {place + 1} in {found[place]} of {len(having)} "
                    f"single-answer items; by chance {allowed[0]} to {allowed[-1]}"
                )
                yield _at_section(context, section, what, "move some keys to another place")


def _sections(context: Context) -> Iterator[tuple[str, list[OptionsItem]]]:
    for section in context.bank.settings.sections:
        items = [item for item in context.bank.items_of(section) if _single_answer(item)]
        if items:
            yield section, [item for item in items if isinstance(item, OptionsItem)]


def _single_answer(item: Item) -> bool:
    return isinstance(item, SingleChoiceItem | BestAnswerItem)


def _key_position(options: Sequence[Option]) -> int:
    return max(range(len(options)), key=lambda place: options[place].credit)


def _key_is_longest(options: Sequence[Option]) -> bool:
    key = _key_position(options)
    others = (len(option.text) for place, option in enumerate(options) if place != key)
    return len(options[key].text) > max(others)


def _by_chance(shares: Sequence[float]) -> range:
    """Return the counts near what is expected when each event has its share as its chance."""
    expected = sum(shares)
    spread = SPREADS * sqrt(sum(share * (1 - share) for share in shares))
    return range(max(0, ceil(expected - spread)), max(1, floor(expected + spread)) + 1)


def _at_section(context: Context, section: str, what: str, mend: str) -> Problem:
    subject = next(subject for subject in context.subjects if subject.kind == "bank")
    return subject.warning(f"section {section}: {what}", mend, "sections", section)


RULES: tuple[Rule, ...] = (keys_have_ordinary_lengths, key_positions_are_balanced)
