"""The blueprint: each section has as many items of a skill and difficulty as were wanted."""

from collections import Counter
from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.model import BankSettings
from quizapp.bank.problems import Problem, nearest


def cells_are_filled(context: Context) -> Iterator[Problem]:
    bank = context.bank
    found = Counter(
        (bank.sections[item.id], item.skill, item.difficulty) for item in bank.items.values()
    )
    for subject, settings in context.of("bank", BankSettings):
        for cell, wanted in _cells(settings):
            if found[cell] < wanted:
                section, skill, difficulty = cell
                what = f"{section} has {found[cell]} of {wanted} items of {skill} {difficulty}"
                steps = ("blueprint", section, skill, difficulty - 1)
                yield subject.warning(what, "write the rest, or mend the plan", *steps)


def _cells(settings: BankSettings) -> Iterator[tuple[tuple[str, str, int], int]]:
    for section, skills in settings.blueprint.items():
        for skill, counts in skills.items():
            for difficulty, wanted in enumerate(counts, start=1):
                yield (section, skill, difficulty), wanted


def cells_name_what_exists(context: Context) -> Iterator[Problem]:
    for subject, settings in context.of("bank", BankSettings):
        for section, skills in settings.blueprint.items():
            if section not in settings.sections:
                what = f"the blueprint names a section {section!r} that is not listed"
                mend = nearest(section, list(settings.sections))
                yield subject.error(what, mend, "blueprint", section)
            for skill in skills:
                if skill not in settings.skills:
                    what = f"the blueprint names a skill {skill!r} that is not listed"
                    mend = nearest(skill, list(settings.skills))
                    yield subject.error(what, mend, "blueprint", section, skill)


RULES: tuple[Rule, ...] = (cells_are_filled, cells_name_what_exists)
