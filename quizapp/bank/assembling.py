"""Drawing questions for a quiz from a plan: so many, from these sections, so hard, on these skills.

The same plan, with the same seed, draws the same questions from the same bank.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import TypeVar

from quizapp.bank.lint.context import Context
from quizapp.bank.lint.giveaways import Asked, asked_in
from quizapp.bank.model import Bank, Entry
from quizapp.items.base import Item, Status

TRIES = 12
"""So many draws are made, of which the one that meets the plan best is taken."""

KeyT = TypeVar("KeyT", int, str)


@dataclass(frozen=True)
class Plan:
    """What is wanted: a number of questions, from some sections (all if none is named).

    ``difficulties`` and ``skills`` are shares in percent; what is not named there may be anything.
    """

    number: int
    sections: tuple[str, ...] = ()
    difficulties: Mapping[int, int] = field(default_factory=dict)
    skills: Mapping[str, int] = field(default_factory=dict)
    seed: int = 1


@dataclass(frozen=True)
class Draw:
    """What was drawn, in the order of asking, and in sentences what could not be met."""

    entries: tuple[Entry, ...] = ()
    unmet: tuple[str, ...] = ()


def draw(context: Context, plan: Plan, present: Sequence[Entry] = ()) -> Draw:
    """Draw questions that can stand beside those present, which count towards the plan.

    No two of the quiz give each other away, rest on the same fact or are twins; a claim comes with
    its evidence, as the quizzes of the bank pair them.
    """
    drawing = _Drawing(context, plan, present)
    seeds = (f"{plan.seed}/{each}" for each in range(TRIES))
    filled = [drawing.filled(Random(seed)) for seed in seeds]  # noqa: S311
    best = min(filled, key=drawing.misses)
    return Draw(tuple(sorted(best, key=drawing.place)), tuple(drawing.unmet(best)))


def units(bank: Bank) -> list[Entry]:
    """Return what can be put into a quiz: each whole item once, evidence with its claim."""
    pairs = _pairs(bank)
    taken = {each for pair in pairs for each in pair.items}
    alone = [Entry(item=item.id) for item in whole_items(bank) if item.id not in taken]
    return [*pairs, *alone]


def unit_of(bank: Bank, ident: str) -> Entry:
    """Return the entry that an item is put into a quiz with."""
    return next((each for each in units(bank) if ident in each.items), Entry(item=ident))


def whole_items(bank: Bank) -> Iterator[Item]:
    """Yield the items that can be set: ready, not retired, with their sources in the bank."""
    for item in bank.items.values():
        ready = item.status is Status.READY and item.id not in bank.retired
        if ready and set(item.sources) <= set(bank.sources):
            yield item


def _pairs(bank: Bank) -> list[Entry]:
    """Return each claim with its evidence, as a quiz of the bank has them."""
    whole = {item.id for item in whole_items(bank)}
    found: list[Entry] = []
    taken: set[str] = set()
    for quiz in bank.quizzes.values():
        for entry in quiz.entries:
            if entry.claim and not taken & set(entry.items) and set(entry.items) <= whole:
                found.append(entry)
                taken |= set(entry.items)
    return found


def shared_out(number: int, shares: Mapping[KeyT, int]) -> dict[KeyT, int]:
    """Return how many of a number each share in percent comes to; together never more."""
    exact = {key: Fraction(number * share, 100) for key, share in shares.items() if share > 0}
    counts = {key: int(each) for key, each in exact.items()}
    spare = min(round(sum(exact.values())), number) - sum(counts.values())
    for key in sorted(exact, key=lambda key: counts[key] - exact[key])[: max(0, spare)]:
        counts[key] += 1
    return counts


class _Drawing:
    """One plan, and the bank that it is met from."""

    def __init__(self, context: Context, plan: Plan, present: Sequence[Entry]) -> None:
        self.bank, self.plan = context.bank, plan
        self.present = [tuple(each for each in e.items if each in self.bank.items) for e in present]
        known = tuple(self.bank.settings.sections)
        self.sections = tuple(each for each in plan.sections if each in known) or known
        self.difficulties = shared_out(plan.number, plan.difficulties)
        self.skills = shared_out(plan.number, plan.skills)
        self._asked = asked_in(context)
        self._known: dict[tuple[str, str], bool] = {}
        taken = {each for entry in self.present for each in entry}
        self._pool = [each.items for each in units(self.bank) if self._fits(each.items, taken)]

    def _fits(self, items: tuple[str, ...], taken: set[str]) -> bool:
        return not taken & set(items) and all(
            self.bank.sections[each] in self.sections for each in items
        )

    def filled(self, rng: Random) -> list[Entry]:
        """Return one draw."""
        pool = rng.sample(self._pool, k=len(self._pool))
        chosen: list[tuple[str, ...]] = []
        while pool and (room := self._room(chosen)) > 0:
            counts = self._counts([*self.present, *chosen])
            best = max(pool, key=lambda items: self._worth(items, counts))
            pool.remove(best)
            others = (each for entry in [*self.present, *chosen] for each in entry)
            if len(best) <= room and not any(self._clash(o, b) for o in others for b in best):
                chosen.append(best)
        return [_entry(items) for items in chosen]

    def _room(self, chosen: Iterable[tuple[str, ...]]) -> int:
        return self.plan.number - sum(map(len, [*self.present, *chosen]))

    def _counts(self, entries: Iterable[tuple[str, ...]]) -> "_Counts":
        return _Counts([self.bank.items[each] for entry in entries for each in entry], self.bank)

    def _worth(self, items: tuple[str, ...], counts: "_Counts") -> float:
        """Return how much of what is still missing some items bring; what is too much costs."""
        worth = 0.0
        for item in (self.bank.items[each] for each in items):
            worth += self._gain(self.difficulties, counts.difficulties, item.difficulty)
            worth += self._gain(self.skills, counts.skills, item.skill)
            worth -= counts.sections[self.bank.sections[item.id]] / (2 * self.plan.number)
        return worth / len(items)

    def _gain(self, wanted: Mapping[KeyT, int], found: Mapping[KeyT, int], key: KeyT) -> int:
        if key in wanted:
            return 1 if found[key] < wanted[key] else -1
        free = self.plan.number - sum(wanted.values())
        used = sum(count for each, count in found.items() if each not in wanted)
        return 0 if used < free else -1

    def _clash(self, one: str, other: str) -> bool:
        """Return whether two items cannot stand in the same quiz."""
        pair = (min(one, other), max(one, other))
        if pair not in self._known:
            self._known[pair] = clash(self._asked[one], self._asked[other])
        return self._known[pair]

    def misses(self, entries: Sequence[Entry]) -> tuple[int, int]:
        """Return by how much a draw misses the plan."""
        counts = self._counts([*self.present, *(each.items for each in entries)])
        wrong = _lacking(self.difficulties, counts.difficulties)
        wrong += _lacking(self.skills, counts.skills)
        empty = sum(not counts.sections[each] for each in self.sections)
        return self.plan.number - counts.sections.total(), wrong + empty

    def unmet(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Yield what a draw does not meet."""
        counts = self._counts([*self.present, *(each.items for each in entries)])
        found = counts.sections.total()
        if found < self.plan.number:
            why = "no other from these sections can stand beside them"
            yield f"{found} of {self.plan.number} questions: {why}"
        for difficulty, wanted in self.difficulties.items():
            if counts.difficulties[difficulty] < wanted:
                have = counts.difficulties[difficulty]
                yield f"{have} of {wanted} questions of difficulty {difficulty}"
        for skill, wanted in self.skills.items():
            if counts.skills[skill] < wanted:
                yield f"{counts.skills[skill]} of {wanted} questions on the skill {skill}"
        if found >= len(self.plan.sections):
            for section in self.plan.sections:
                if not counts.sections[section]:
                    yield f"nothing from {section}"

    def place(self, entry: Entry) -> tuple[int, int, str]:
        """Return where an entry stands: by section, easy ones first."""
        first = self.bank.items[entry.items[0]]
        sections = list(self.bank.settings.sections)
        return sections.index(self.bank.sections[first.id]), first.difficulty, first.id


class _Counts:
    """How often each section, difficulty and skill is there."""

    def __init__(self, items: Sequence[Item], bank: Bank) -> None:
        self.sections = Counter(bank.sections[item.id] for item in items)
        self.difficulties = Counter(item.difficulty for item in items)
        self.skills = Counter(item.skill for item in items)


def _lacking(wanted: Mapping[KeyT, int], found: Mapping[KeyT, int]) -> int:
    return sum(max(0, count - found[key]) for key, count in wanted.items())


def _entry(items: tuple[str, ...]) -> Entry:
    return Entry(item=items[0]) if len(items) == 1 else Entry(claim=items[0], evidence=items[1])


def clash(one: Asked, other: Asked) -> bool:
    """Return whether two items cannot stand in the same quiz, whatever else stands there."""
    first, second = one.item, other.item
    return (
        first.twin == second.id
        or second.twin == first.id
        or bool(set(first.facts) & set(second.facts))
        or bool(one.words_that_answer(other, frozenset()))
        or bool(other.words_that_answer(one, frozenset()))
    )
