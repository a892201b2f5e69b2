"""Patterns over a section that let a student guess: where the key stands, how long it is.

A student who picks the longest option, or the shortest, should gain nothing by it, so the bounds
above are tight.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor, sqrt

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem
from quizapp.items.base import Item
from quizapp.items.best_answer.model import BestAnswerItem
from quizapp.items.choices import Option, OptionsItem
from quizapp.items.multiple_response.model import MultipleResponseItem
from quizapp.items.single_choice.model import SingleChoiceItem

_EXTREMES: tuple[tuple[str, str, Callable[[Sequence[int]], int]], ...] = (
    ("longest", "lengthen", max),
    ("shortest", "shorten", min),
)

SPREADS = 1.5
"""How many standard deviations a count may lie from its expectation, unremarked."""


def keys_have_ordinary_lengths(context: Context) -> Iterator[Problem]:
    for section, items in _sections(context):
        for said in _lengths_said(
            items, "the key is the {} option in {} of {} single-answer items"
        ):
            yield _at_section(context, section, *said)


def right_options_have_ordinary_lengths(context: Context) -> Iterator[Problem]:
    """Items with several keys are too few in a section, so they are counted over the bank."""
    items = [item for _, item in context.of("item", MultipleResponseItem)]
    for subject in context.subjects if items else ():
        if subject.kind == "bank":
            words = "the {} option is right in {} of {} items with several keys"
            for what, mend in _lengths_said(items, words):
                yield subject.warning(what, mend, "sections")


def _lengths_said(items: Sequence[OptionsItem], words: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with how often the longest, or the shortest, option is right."""
    shares = [sum(_rights(item)) / len(item.options) for item in items]
    allowed = range(_by_chance(shares)[0], ceil(sum(shares)) + 1)
    for name, verb, extreme in _EXTREMES:
        count = sum(_is_right(item, extreme) for item in items)
        if count not in allowed:
            what = f"{words.format(name, count, len(items))}; by chance {_span(allowed)}"
            some = "wrong options" if count > allowed[-1] else "a key or two"
            yield what, f"{verb} {some}"


def _rights(item: OptionsItem) -> list[bool]:
    """Return for each option whether it is among the best."""
    best = max(option.credit for option in item.options)
    return [option.credit == best for option in item.options]


def _is_right(item: OptionsItem, extreme: Callable[[Sequence[int]], int]) -> bool:
    """Return whether the one longest, or shortest, option is right."""
    lengths = [len(option.text) for option in item.options]
    found = extreme(lengths)
    return lengths.count(found) == 1 and _rights(item)[lengths.index(found)]


def key_positions_are_balanced(context: Context) -> Iterator[Problem]:
    for section, items in _sections(context):
        found = Counter(_key_position(item.options) for item in items)
        for place in range(max(len(item.options) for item in items)):
            having = [item for item in items if len(item.options) > place]
            allowed = _by_chance([1 / len(item.options) for item in having])
            if found[place] not in allowed:
                what = (
                    f"the key is option {place + 1} in {found[place]} of {len(having)} "
                    f"single-answer items; by chance {_span(allowed)}"
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


def _by_chance(shares: Sequence[float]) -> range:
    """Return the counts near what is expected when each event has its share as its chance."""
    expected = sum(shares)
    spread = SPREADS * sqrt(sum(share * (1 - share) for share in shares))
    return range(max(0, ceil(expected - spread)), max(1, floor(expected + spread)) + 1)


def _span(allowed: range) -> str:
    return f"{allowed[0]} to {allowed[-1]}"


def _at_section(context: Context, section: str, what: str, mend: str) -> Problem:
    subject = next(subject for subject in context.subjects if subject.kind == "bank")
    return subject.warning(f"section {section}: {what}", mend, "sections", section)


RULES: tuple[Rule, ...] = (
    keys_have_ordinary_lengths,
    right_options_have_ordinary_lengths,
    key_positions_are_balanced,
)
