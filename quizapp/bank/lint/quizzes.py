"""Quizzes: entries that name whole items, and pairs that can be scored together."""

from collections.abc import Iterator, Mapping

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.model import Entry, LessonPath, Quiz
from quizapp.bank.problems import Problem, nearest
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.items.ranking.model import RankingItem


def items_exist(context: Context) -> Iterator[Problem]:
    items, sources = context.bank.items, context.bank.sources
    for subject, quiz in context.of("quiz", Quiz):
        for index, entry in enumerate(quiz.entries):
            for ident in entry.items:
                if ident not in items:
                    what = f"the bank has no whole item {ident!r}"
                    yield subject.error(what, nearest(ident, list(items)), "entries", index)
                elif not set(items[ident].sources) <= set(sources):
                    what = f"the item {ident!r} lacks a source"
                    yield subject.error(what, "mend the item first", "entries", index)


Fault = tuple[str, str, *tuple[str, ...]]
"""What is wrong with an entry, how to mend that, and the key at fault, if it is one."""


def entries_suit_their_items(context: Context) -> Iterator[Problem]:
    for subject, quiz in context.of("quiz", Quiz):
        for index, entry in enumerate(quiz.entries):
            for what, mend, *steps in entry_faults(entry, context.bank.items):
                yield subject.error(what, mend, "entries", index, *steps)


def entry_faults(entry: Entry, items: Mapping[str, Item]) -> Iterator[Fault]:
    """Yield why an entry cannot ask for its items as they are."""
    item = items.get(entry.item or "")
    if item is not None and entry.max_mark is not None:
        yield from _mark_faults(item, entry.max_mark)
    claim, evidence = items.get(entry.claim or ""), items.get(entry.evidence or "")
    if claim is not None and evidence is not None:
        yield from _pair_faults(claim, evidence)


def _mark_faults(item: Item, mark: int) -> Iterator[Fault]:
    if isinstance(item, ExtendedResponseItem) and mark != item.max_mark:
        what = f"the levels of {item.id} end at mark {item.max_mark}"
        yield what, "leave max_mark out, or write an item with other levels", "max_mark"
    if item.asks_opinion:
        what = f"{item.id} asks for an opinion, which earns no marks"
        mend = "leave max_mark out here, or give the item a reason and marks of its own"
        yield what, mend, "max_mark"


def _pair_faults(claim: Item, evidence: Item) -> Iterator[Fault]:
    if not set(claim.sources) & set(evidence.sources):
        what = f"{claim.id} and {evidence.id} have no source in common"
        yield what, "pair a claim with evidence from the same source"
    for item in (claim, evidence):
        if not ITEM_TYPES[item.type].keyed:
            what = f"{item.id} has no right answer, so no pair can be scored"
            yield what, "pair items that a machine scores"
        if isinstance(item, ExtendedResponseItem | RankingItem):
            what = f"{item.id} waits for a person, so no pair can be scored"
            yield what, "pair items that a machine scores"


def each_fact_is_asked_once(context: Context) -> Iterator[Problem]:
    """No two entries of a quiz rest on just the same facts; claim and evidence are one entry."""
    for subject, quiz in context.of("quiz", Quiz):
        asked: dict[frozenset[str], str] = {}
        for index, entry in enumerate(quiz.entries):
            whole = [context.bank.items[each] for each in entry.items if each in context.bank.items]
            for item in whole:
                facts = frozenset(item.facts)
                first = asked.get(facts)
                if facts and first is not None and first not in entry.items:
                    what = f"{item.id} asks for the same as {first}: {', '.join(sorted(facts))}"
                    yield subject.warning(what, "leave one of the two out", "entries", index)
                asked.setdefault(facts, item.id)


def paths_lead_to_quizzes(context: Context) -> Iterator[Problem]:
    known = list(context.bank.quizzes)
    for subject, path in context.of("paths", LessonPath):
        for index, lesson in enumerate(path.lessons):
            for place, quiz in enumerate(lesson.quizzes):
                if quiz not in known:
                    what = f"the bank has no whole quiz {quiz!r}"
                    steps = ("lessons", index, "quizzes", place)
                    yield subject.error(what, nearest(quiz, known), *steps)


RULES: tuple[Rule, ...] = (
    items_exist,
    entries_suit_their_items,
    each_fact_is_asked_once,
    paths_lead_to_quizzes,
)
