"""Quizzes in which the words of one item answer another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, permutations, product
from weakref import WeakKeyDictionary

from quizapp.bank.lint.content_words import content_words
from quizapp.bank.lint.context import Context, Rule, Subject
from quizapp.bank.model import Entry, Quiz
from quizapp.bank.problems import Problem
from quizapp.items.base import Item
from quizapp.items.best_answer.model import BestAnswerItem
from quizapp.items.gap_fill.model import GAP, GapFillItem
from quizapp.items.numeric.model import NumericItem
from quizapp.items.short_answer.model import ShortAnswerItem
from quizapp.items.single_choice.model import SingleChoiceItem
from quizapp.items.wording import folded, spellings

COMMON_TO, COMMON_SHARE = 3, 1 / 3
"""A word in the questions of so many items, and of so large a share of them, is what the quiz is
about and points at none."""
SHARED_WORDS = 2
"""So many words of a question beside its answer show that it is the answer."""
KEY_WORDS, KEY_SHARE = 3, 0.6
"""So many, and so large a share, of a key's words show that it is the key, unless half that share
of a wrong option's words stands there as well."""

MOST_PAIRS = 10_000
"""So many pairs of items are remembered with what one says of the other."""

_SHOWN = {"stem", "text", "criteria", "prompt", "plan"}
_KEPT_BACK = {"accept", "samples", "targets"}

Words = frozenset[str]


def items_do_not_answer_each_other(context: Context) -> Iterator[Problem]:
    asked = asked_in(context)
    for subject, quiz in context.of("quiz", Quiz):
        for found in giveaways(asked, quiz.entries):
            what = f"{found.giver} gives away {found.given}: it says {found.words!r}"
            mend = "leave one of the two out, or word one of them differently"
            yield subject.error(what, mend, "entries", found.place)


@dataclass(frozen=True)
class Giveaway:
    """That one item answers another in its own ``words``; ``place`` is that of its entry."""

    place: int
    giver: str
    given: str
    words: str


def giveaways(asked: Mapping[str, "Asked"], entries: Sequence[Entry]) -> Iterator[Giveaway]:
    """Yield which items of different entries give others away; claim and evidence are one entry."""
    known = [[asked[each] for each in entry.items if each in asked] for entry in entries]
    common = _common(chain.from_iterable(known))
    for (place, here), (_, elsewhere) in permutations(enumerate(known), 2):
        for one, other in product(here, elsewhere):
            words = one.words_that_answer(other, common)
            if words:
                yield Giveaway(place, one.item.id, other.item.id, words)


def asked_in(context: Context) -> dict[str, "Asked"]:
    """Return every item of the bank by its id, ready to be compared with others."""
    return {subject.ident: _asked(subject, item) for subject, item in context.of("item", Item)}


@dataclass(frozen=True, eq=False)
class Asked:
    """An item, by what it shows to everybody and by what it wants to hear."""

    subject: Subject
    item: Item

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The texts that stand there before anything is answered."""
        parts = (part for part in self.subject.parts if part.key in _SHOWN)
        return tuple(GAP.sub(" ", p.text) for p in parts if not _KEPT_BACK & {*p.steps})

    @cached_property
    def question(self) -> Words:
        text = self.item.text if isinstance(self.item, GapFillItem) else ""
        return content_words(f"{self.item.stem} {text}")

    @cached_property
    def answers(self) -> frozenset[str]:
        """The typed answers that are right, folded; of numbers only years."""
        item = self.item
        if isinstance(item, NumericItem):
            return frozenset({str(item.answer)} if "year" in item.unit.split() else ())
        if isinstance(item, ShortAnswerItem):
            return spellings(item.accept, item.names)
        if isinstance(item, GapFillItem):
            return spellings((each for gap in item.gaps for each in gap.accept), item.names)
        return frozenset()

    @cached_property
    def options(self) -> tuple[Words, ...]:
        """The content words of the key and then of each wrong option, less the question's."""
        if not isinstance(self.item, SingleChoiceItem | BestAnswerItem):
            return ()
        best_first = sorted(self.item.options, key=lambda option: option.credit, reverse=True)
        return tuple(content_words(option.text) - self.question for option in best_first)

    @lru_cache(MOST_PAIRS)  # noqa: B019  (the pairs kept are few enough)
    def words_that_answer(self, other: "Asked", common: Words) -> str | None:
        """Return the text shown here that answers the other item, if there is one."""
        for text in self.shown:
            context = content_words(f"{self.item.stem} {text}")
            if len((other.question - common) & context) >= SHARED_WORDS:
                found = [each for each in other.answers if f" {each} " in f" {folded(text)} "]
                if any(f" {each} " not in f" {folded(other.item.stem)} " for each in found):
                    return text
            if _is_key(other.options, content_words(text)):
                return text
        return None


_KNOWN: WeakKeyDictionary[Subject, Asked] = WeakKeyDictionary()


def _asked(subject: Subject, item: Item) -> Asked:
    """Return what is known of an item; the same as before while its file is the same."""
    return _KNOWN.setdefault(subject, Asked(subject, item))


def _is_key(options: tuple[Words, ...], said: Words) -> bool:
    if not options or len(options[0] & said) < KEY_WORDS:
        return False
    key, *wrong = (len(option & said) / max(1, len(option)) for option in options)
    return key >= KEY_SHARE and all(share <= key / 2 for share in wrong)


def _common(items: Iterable[Asked]) -> Words:
    """Return the words that many of the questions have."""
    questions = [item.question for item in items]
    counts = Counter(chain.from_iterable(questions))
    least = max(COMMON_TO, COMMON_SHARE * len(questions))
    return frozenset(word for word, count in counts.items() if count >= least)


RULES: tuple[Rule, ...] = (items_do_not_answer_each_other,)
