"""Checks on a bank as a whole, beyond what each file's form demands."""

from quizapp.bank.loader import Loaded
from quizapp.bank.problems import Problem


def lint(loaded: Loaded) -> list[Problem]:
    """Return what is wrong with a loaded bank, apart from the problems of loading."""
    return []
