"""Ids that must exist: sources, misconceptions, twins, skills, sections; and those retired."""

from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem, nearest
from quizapp.items.base import Item


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


def misconceptions_used(context: Context) -> Iterator[Problem]:
    used = {
        part.text
        for subject, _ in context.of("item", Item)
        for part in subject.parts
        if part.key == "misconception"
    }
    for subject in context.subjects:
        if subject.kind == "misconceptions" and subject.ident not in used:
            what = f"no item uses the misconception {subject.ident!r}"
            yield subject.warning(what, "name it in a wrong option, or remove it", "id")


def twins_exist(context: Context) -> Iterator[Problem]:
    known = list(context.bank.items)
    for subject, item in context.of("item", Item):
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
    misconceptions_used,
    twins_exist,
    skills_exist,
    sections_exist,
    retired_ids_stay_retired,
)
