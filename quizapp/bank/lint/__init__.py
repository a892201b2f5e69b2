"""Checks on a bank as a whole, beyond what each file's form demands; one module a family."""

from quizapp.bank.lint import (
    balance,
    blueprint,
    characters,
    copying,
    echoes,
    facts,
    files,
    giveaways,
    handles,
    links,
    pictures,
    quizzes,
    quoting,
    reading,
    readings,
    sources,
    style,
    wording,
)
from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.loader import Loaded
from quizapp.bank.problems import Problem
from quizapp.bank.seeds import Seeds, load_seeds

RULES: tuple[Rule, ...] = (
    *links.RULES,
    *quizzes.RULES,
    *giveaways.RULES,
    *facts.RULES,
    *blueprint.RULES,
    *handles.RULES,
    *sources.RULES,
    *pictures.RULES,
    *wording.RULES,
    *echoes.RULES,
    *reading.RULES,
    *readings.RULES,
    *style.RULES,
    *characters.RULES,
    *copying.RULES,
    *quoting.RULES,
    *balance.RULES,
    *files.RULES,
)


def lint(loaded: Loaded, seeds: Seeds | None = None) -> list[Problem]:
    """Return what is wrong with a loaded bank, apart from the problems of loading.

    ``seeds`` are the documents that references point into; by default the project's own.
    """
    seeds = load_seeds() if seeds is None else seeds
    problems = list(seeds.problems)
    if loaded.bank is not None:
        context = Context(loaded, loaded.bank, seeds)
        problems += [problem for rule in RULES for problem in rule(context)]
    return problems
