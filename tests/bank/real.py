"""The question bank that is shipped, loaded once for all tests."""

from quizapp.bank.cli import QUESTION_BANK
from quizapp.bank.loader import load
from quizapp.bank.model import Bank


def _bank() -> Bank:
    loaded = load(QUESTION_BANK)
    assert loaded.bank is not None, "\n".join(map(str, loaded.problems))
    return loaded.bank


BANK = _bank()
