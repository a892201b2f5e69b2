"""Quizzes: entries that name whole items, and pairs that can be scored together."""

from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.model import Entry, Quiz
from quizapp.bank.problems import Problem, nearest
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


def pairs_belong_together(context: Context) -> Iterator[Problem]:
    for subject, quiz in context.of("quiz", Quiz):
        for index, entry in enumerate(quiz.entries):
            claim, evidence = _pair(context, entry)
            if claim is None or evidence is None:
                continue
            if not set(claim.sources) & set(evidence.sources):
                what = f"{claim.id} and {evidence.id} have no source in common"
                mend = "pair a claim with evidence from the same source"
                yield subject.error(what, mend, "entries", index)
            for item in (claim, evidence):
                if isinstance(item, ExtendedResponseItem | RankingItem):
                    what = f"{item.id} waits for a person, so no pair can be scored"
                    yield subject.error(what, "pair items that a machine scores", "entries", index)


def _pair(context: Context, entry: Entry) -> tuple[Item | None, Item | None]:
    items = context.bank.items
    return items.get(entry.claim or ""), items.get(entry.evidence or "")


def levels_keep_their_marks(context: Context) -> Iterator[Problem]:
    for subject, quiz in context.of("quiz", Quiz):
        for index, entry in enumerate(quiz.entries):
            item = context.bank.items.get(entry.item or "")
            if not isinstance(item, ExtendedResponseItem):
                continue
            if entry.max_mark not in {None, item.max_mark}:
                what = f"the levels of {item.id} end at mark {item.max_mark}"
                mend = "leave max_mark out, or write an item with other levels"
                yield subject.error(what, mend, "entries", index, "max_mark")


RULES: tuple[Rule, ...] = (items_exist, pairs_belong_together, levels_keep_their_marks)
