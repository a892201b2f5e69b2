"""Ids that must exist: sources, misconceptions, twins, skills, sections; and those retired."""

from collections import Counter
from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.model import Misconception
from quizapp.bank.problems import Problem, nearest
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item

RECHECK = 2
"""How many items are to reveal a misconception."""


def sources_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.sources)
    for subject, item in context.of("item", Item):
        for index, source in enumerate(item.sources):
            if source not in known:
                what = f"the bank has no whole source {source!r}"
                yield subject.error(what, nearest(source, known), "sources", index)


def misconceptions_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.misconceptions)
    for subject, _ in context.of("item", Item):
        for part in subject.parts:
            if part.key == "misconception" and part.text not in known:
                what = f"misconceptions.yaml has no whole entry {part.text!r}"
                yield subject.error(what, nearest(part.text, known), *part.steps)


def misconceptions_can_be_rechecked(context: Context) -> Iterator[Problem]:
    """Two items at least reveal a misconception, so that it can be asked about once more."""
    used = Counter(
        ident
        for _, item in context.of("item", Item)
        for ident in ITEM_TYPES[item.type].misconceptions(item)
    )
    for subject, misconception in context.of("misconceptions", Misconception):
        count = used[misconception.id]
        if count < RECHECK:
            what = f"{count} of {RECHECK} items reveal the misconception {misconception.id!r}"
            yield subject.warning(what, "name it in another wrong option, or remove it", "id")


def twins_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.items)
    for subject, item in context.of("item", Item):
        other = context.bank.items.get(item.twin or "")
        if other is not None and other.twin != item.id and other is not item:
            what = f"{other.id} does not name {item.id} as its twin"
            yield subject.error(what, f"write twin: {item.id} in {other.id}", "twin")
        if item.twin is not None and (item.twin not in known or item.twin == item.id):
            what = f"the twin {item.twin!r} is no other item of the bank"
            yield subject.error(what, nearest(item.twin, known), "twin")


def skills_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.settings.skills)
    for subject, item in context.of("item", Item):
        if item.skill not in known:
            what = f"bank.yaml names no skill {item.skill!r}"
            yield subject.error(what, nearest(item.skill, known), "skill")


def sections_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.settings.sections)
    for subject, item in context.of("item", Item):
        section = context.bank.sections[item.id]
        if section not in known:
            what = f"the item lies in the folder {section!r}, which is no section of bank.yaml"
            yield subject.error(what, nearest(section, known), "id")


def retired_ids_stay_retired(context: Context) -> Iterator[Problem]:
    for subject in context.subjects:
        retired = context.bank.retired.get(subject.ident)
        if retired is not None and subject.kind != "retired":
            what = f"the id {subject.ident!r} is retired: {retired.reason}"
            yield subject.error(what, "choose an id that was never used", "id")


RULES: tuple[Rule, ...] = (
    sources_exist,
    misconceptions_exist,
    misconceptions_can_be_rechecked,
    twins_exist,
    skills_exist,
    sections_exist,
    retired_ids_stay_retired,
)
