"""Own words: no text of the bank shares a run of six words with a document."""

from collections.abc import Iterator
from functools import lru_cache

from quizapp.bank.lint.context import KEPT, Context, Rule
from quizapp.bank.own_words import RUN, Exempt, shared_runs
from quizapp.bank.problems import Problem
from quizapp.bank.seeds import Seeds


def texts_are_our_own(context: Context) -> Iterator[Problem]:
    seeds = context.seeds
    if not seeds.fingerprints:
        return
    for subject in context.subjects:
        for part in subject.parts:
            for passage in copied_passages(part.text, seeds):
                what = f"these words stand in a document: {passage!r}"
                yield subject.error(what, "say it in your own words", *part.steps)


def copied_passages(text: str, seeds: Seeds) -> tuple[str, ...]:
    """Return the passages of a text that stand in a document too."""
    if text.count(" ") < RUN - 1:
        return ()
    return _shared(text, seeds.fingerprints, seeds.exempt)


@lru_cache(KEPT)
def _shared(text: str, fingerprints: bytes, exempt: Exempt) -> tuple[str, ...]:
    return tuple(shared_runs(text, fingerprints, exempt))


RULES: tuple[Rule, ...] = (texts_are_our_own,)
