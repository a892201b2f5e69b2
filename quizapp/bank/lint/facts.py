"""The fact register: every key rests on known facts, and what is disputed has a voice."""

import re
from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.model import Fact
from quizapp.bank.problems import Problem, nearest
from quizapp.items.base import Item
from quizapp.items.contested.model import ContestedItem
from quizapp.items.extended_response.model import ExtendedResponseItem


def facts_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.facts)
    for subject, item in context.of("item", Item):
        for index, fact in enumerate(item.facts):
            if fact not in known:
                what = f"facts.yaml has no whole entry {fact!r}"
                yield subject.error(what, nearest(fact, known), "facts", index)


def keys_rest_on_facts(context: Context) -> Iterator[Problem]:
    if not context.bank.facts:
        return
    for subject, item in context.of("item", Item):
        if not item.facts and not isinstance(item, ExtendedResponseItem):
            mend = "name the entries of facts.yaml that the key rests on"
            yield subject.warning("nothing says on which facts the key rests", mend, "id")


def contested_claims_have_a_voice(context: Context) -> Iterator[Problem]:
    """A stem names whoever makes a claim that is disputed, as "According to ..." does."""
    for subject, item in context.of("item", Item):
        for ident in item.facts:
            fact = context.bank.facts.get(ident)
            if fact and fact.status == "contested" and not _names_one(item, fact):
                what = f"the key rests on {ident!r}, which is contested"
                mend = f"say in the stem whose claim it is: {' or '.join(fact.claimed_by)}"
                yield subject.error(what, mend, "stem")


def _names_one(item: Item, fact: Fact) -> bool:
    """Return whether the stem, or a position that can be chosen, says whose claim it is."""
    positions = item.positions if isinstance(item, ContestedItem) else ()
    said = " ".join([item.stem, *(each.who for each in positions)])
    return any(re.search(rf"\b{re.escape(voice)}", said, re.I) for voice in fact.claimed_by)


def facts_are_used(context: Context) -> Iterator[Problem]:
    used = {fact for item in context.bank.items.values() for fact in item.facts}
    for subject, fact in context.of("facts", Fact):
        if fact.id not in used:
            what = f"no item rests on the fact {fact.id!r}"
            yield subject.warning(what, "name it in an item, or remove it", "id")


RULES: tuple[Rule, ...] = (
    facts_exist,
    keys_rest_on_facts,
    contested_claims_have_a_voice,
    facts_are_used,
)
