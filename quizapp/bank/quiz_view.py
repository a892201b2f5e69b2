"""What an assembled quiz comes to: its time, marks and skills, and what stands in its way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from quizapp.bank.lint.context import Context
from quizapp.bank.lint.giveaways import asked_in, giveaways
from quizapp.bank.model import Bank, Entry
from quizapp.bank.search import Query, item_texts
from quizapp.items.base import Item, Status

MOST_FOUND = 60
"""So many questions are offered at once."""


@dataclass(frozen=True)
class Totals:
    """The figures of a quiz; counts are by what they count, in the order of the bank."""

    questions: int
    seconds: int
    marks: int
    skills: Mapping[str, int]
    difficulties: Mapping[int, int]
    sources: Sequence[str]

    @property
    def minutes(self) -> int:
        """The minutes that the questions take by their authors' guesses, rounded up."""
        return -(-self.seconds // 60)


@dataclass(frozen=True)
class Trouble:
    """Why two entries, or one, should not stand in a quiz as they do."""

    items: tuple[str, ...]
    what: str


def totals(bank: Bank, entries: Sequence[Entry]) -> Totals:
    """Return the figures of a quiz; items that the bank has not count nothing."""
    marked = [
        (bank.items[each], entry.max_mark)
        for entry in entries
        for each in entry.items
        if each in bank.items
    ]
    items = [item for item, _ in marked]
    skills = Counter(item.skill for item in items)
    difficulties = Counter(item.difficulty for item in items)
    used = {source for item in items for source in item.sources}
    return Totals(
        questions=len(items),
        seconds=sum(item.seconds for item in items),
        marks=sum(mark or item.max_mark for item, mark in marked),
        skills={each: skills[each] for each in bank.settings.skills if skills[each]},
        difficulties=dict(sorted(difficulties.items())),
        sources=[source.short_title for ident, source in bank.sources.items() if ident in used],
    )


def troubles(context: Context, entries: Sequence[Entry]) -> list[Trouble]:
    """Return what is wrong between the entries of a quiz, in sentences without an end stop."""
    bank = context.bank
    return [*_missing(bank, entries), *_given_away(context, entries), *_alike(bank, entries)]


def _missing(bank: Bank, entries: Sequence[Entry]) -> Iterator[Trouble]:
    for ident in (each for entry in entries for each in entry.items):
        if ident not in bank.items:
            yield Trouble((ident,), f"{ident} is not in the bank, or has a mistake in its file")
        elif ident in bank.retired:
            yield Trouble((ident,), f"{ident} is retired")
        elif bank.items[ident].status is not Status.READY:
            what = f"{ident} is not ready, so the quiz is not published before it is"
            yield Trouble((ident,), what)


def _given_away(context: Context, entries: Sequence[Entry]) -> Iterator[Trouble]:
    for found in giveaways(asked_in(context), entries):
        what = f"{found.giver} gives away {found.given}: it says “{found.words}”"
        yield Trouble((found.giver, found.given), what)


def _alike(bank: Bank, entries: Sequence[Entry]) -> Iterator[Trouble]:
    known = [[bank.items[each] for each in e.items if each in bank.items] for e in entries]
    for here, elsewhere in combinations(known, 2):
        for one, other in ((a, b) for a in here for b in elsewhere):
            if other.id == one.twin or one.id == other.twin:
                yield Trouble((one.id, other.id), f"{one.id} and {other.id} are twins")
            elif one.facts and set(one.facts) == set(other.facts):
                what = f"{one.id} and {other.id} ask for the same: {', '.join(one.facts)}"
                yield Trouble((one.id, other.id), what)


@dataclass(frozen=True)
class Search:
    """Which questions are looked for; what is empty is not asked about."""

    section: str = ""
    source: str = ""
    skill: str = ""
    type: str = ""
    difficulty: str = ""
    words: str = ""

    def found(self, bank: Bank) -> list[Item]:
        """Return the items that are meant, in the order of their ids."""
        query = Query(self.words, bank.settings.names)
        return [
            item
            for item in bank.items.values()
            if self._is_meant(item, bank) and (not query.forms or query.snippets(item_texts(item)))
        ]

    def _is_meant(self, item: Item, bank: Bank) -> bool:
        found = {
            "section": bank.sections[item.id],
            "skill": item.skill,
            "type": item.type,
            "difficulty": str(item.difficulty),
        }
        return all(getattr(self, name) in {"", value} for name, value in found.items()) and (
            not self.source or self.source in item.sources
        )
