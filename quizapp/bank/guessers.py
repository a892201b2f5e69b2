"""Test-wise guessers: readers who know nothing and choose by the look of the options.

Each of them should score no better than blind chance. The tricks are those that books on item
writing warn of (Haladyna, Downing and Rodriguez 2002: lengths, positions, echoes, absolutes).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import sqrt

from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.choices import OptionsItem
from quizapp.items.gap_fill.model import GapFillItem
from quizapp.items.multiple_response.model import MultipleResponseItem
from quizapp.items.picks import plus_minus
from quizapp.items.rows import Placing
from quizapp.items.wording import folded

MARGIN = 0.03
"""What a guesser may score above chance, as a share of all marks, whatever the spread."""

_WORD = re.compile(r"\w+")
HEDGES = frozenset(
    _WORD.findall(
        "about almost apparently appear appears can could fairly generally largely likely mainly "
        "may maybe might mostly often partly perhaps possibly probably rather seem seemed seems "
        "some sometimes tend tended tends usually"
    )
)
ABSOLUTES = frozenset(
    _WORD.findall(
        "all alone always any anyone completely each entirely every everybody everyone everything "
        "exactly fully must never no nobody none nothing only totally whole wholly"
    )
)
_SMALL = frozenset(
    _WORD.findall(
        "a according an and are as at be been but by did do does for from had has have he her his "
        "how in is it its not of on one or that the their them they this to was were what when "
        "which who why with"
    )
)


@dataclass(frozen=True)
class Choice:
    """A choice as a guesser sees it: a question and options, ``picks`` of which can be taken."""

    question: str
    options: Sequence[str]
    credits: Sequence[Fraction]
    picks: int = 1
    minus: bool = False

    def worth(self, picked: Iterable[int]) -> Fraction:
        """Return the score (0..1) of picking the options at these places."""
        credits = [self.credits[place] for place in picked]
        return plus_minus(credits, self.picks) if self.minus else sum(credits, Fraction())


Guesser = Callable[[Choice], Sequence[float]]
"""How much each option draws the guesser; the highest are picked, equals equally often."""


def _lengths(choice: Choice) -> list[int]:
    return [len(option) for option in choice.options]


def _oddness(choice: Choice) -> list[float]:
    lengths = _lengths(choice)
    return [abs(each - (sum(lengths) - each) / (len(lengths) - 1)) for each in lengths]


def _middle(choice: Choice) -> list[float]:
    centre = (len(choice.options) - 1) / 2
    return [-max(0.5, abs(place - centre)) for place in range(len(choice.options))]


def _counts(choice: Choice, words: frozenset[str]) -> list[int]:
    return [sum(word in words for word in _words(option)) for option in choice.options]


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _echoes(choice: Choice) -> list[int]:
    asked = set(_words(choice.question)) - _SMALL
    return [len(asked & set(_words(option))) for option in choice.options]


GUESSERS: Mapping[str, Guesser] = {
    "longest option": _lengths,
    "shortest option": lambda choice: [-each for each in _lengths(choice)],
    "never the longest": lambda choice: [-(n == max(_lengths(choice))) for n in _lengths(choice)],
    "never the shortest": lambda choice: [-(n == min(_lengths(choice))) for n in _lengths(choice)],
    "odd one out by length": _oddness,
    "first position": lambda choice: [-place for place in range(len(choice.options))],
    "last position": lambda choice: list(range(len(choice.options))),
    "middle position": _middle,
    "most words of the stem": _echoes,
    "most hedged": lambda choice: _counts(choice, HEDGES),
    "fewest absolute words": lambda choice: [-each for each in _counts(choice, ABSOLUTES)],
}


@dataclass(frozen=True)
class Guess:
    """How a guesser did: mean scores (0..1) over the items, and the standard error of chance."""

    name: str
    score: float
    chance: float
    standard_error: float

    @property
    def gain(self) -> float:
        return self.score - self.chance

    @property
    def bound(self) -> float:
        """The gain that is still put down to luck: 3 points or two standard errors."""
        return max(MARGIN, 2 * self.standard_error)

    @property
    def too_good(self) -> bool:
        return self.gain > self.bound


def play(items: Iterable[Item]) -> list[Guess]:
    """Let every guesser answer all choices of the items; each item counts once."""
    sets = [choices for item in items if (choices := list(choices_of(item)))]
    return [_played(name, guesser, sets) for name, guesser in GUESSERS.items()] if sets else []


def _played(name: str, guesser: Guesser, sets: Sequence[Sequence[Choice]]) -> Guess:
    score = chance = variance = 0.0
    for choices in sets:
        for choice in choices:
            blind = _outcomes(choice, [0] * len(choice.options))
            mean = _mean(blind)
            score += _mean(_outcomes(choice, guesser(choice))) / len(choices)
            chance += mean / len(choices)
            variance += _mean([(each - mean) ** 2 for each in blind]) / len(choices) ** 2
    return Guess(name, score / len(sets), chance / len(sets), sqrt(variance) / len(sets))


def _outcomes(choice: Choice, draws: Sequence[float]) -> list[float]:
    """Return the scores of all sets of picks that draw most, each as likely as the others."""
    last = sorted(draws, reverse=True)[choice.picks - 1]
    sure = [place for place, draw in enumerate(draws) if draw > last]
    tied = [place for place, draw in enumerate(draws) if draw == last]
    rest = combinations(tied, choice.picks - len(sure))
    return [float(choice.worth([*sure, *some])) for some in rest]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def choices_of(item: Item) -> Iterator[Choice]:
    """Yield the choices an item consists of: its options, or those of every gap or row."""
    if isinstance(item, OptionsItem):
        several = isinstance(item, MultipleResponseItem)
        picks = item.pick if isinstance(item, MultipleResponseItem) else 1
        texts, credits = zip(*((o.text, o.credit) for o in item.options), strict=True)
        yield Choice(item.stem, texts, credits, picks, several)
    elif isinstance(item, GapFillItem):
        for gap in item.gaps:
            if gap.options:
                texts, credits = zip(*((o.text, o.credit) for o in gap.options), strict=True)
                yield Choice(f"{item.stem} {item.text}", texts, credits)
    else:
        yield from _placings(item)


def _placings(item: Item) -> Iterator[Choice]:
    kind = ITEM_TYPES[item.type]
    if isinstance(kind, Placing):
        headings = kind.headings(item)
        texts = [heading.text for heading in headings]
        answers = kind.answers(item)
        for row in (each for each in kind.rows(item) if each.id in answers):
            credits = [Fraction(heading.id == row.answer) for heading in headings]
            yield Choice(f"{item.stem} {row.text}", texts, credits)
