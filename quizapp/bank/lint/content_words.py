"""The words of a text that carry its content, in a form in which likenesses show."""

import re
from functools import lru_cache

from quizapp.bank.lint.context import KEPT
from quizapp.bank.own_words import words

SHORTEST_STEM = 4

_EMPTY = frozenset(
    words("""
    about above according after again against all also although always among and another any anyone
    anything are around because been before being below best better between both but came can cannot
    come could did does doing done down during each either else enough even ever every everyone
    fewer few first for from gave get give given gives goes had has have having her here herself
    him himself his how however into its itself just know known last least less let like little made
    make makes making many may mean means might more most mostly much must near need neither never
    next nobody none nor not nothing now off often one once only other others ought our out over own
    part rather said same say saying says second see seem seems shall she should show shown shows
    since some somebody someone something soon still such take taken than that the their them then
    there these they thing things this those though three through too took toward towards two under
    until upon use used very was way ways well went were what when where whether which while who
    whom whose why will with within without would yet you your
    """)
)
_ENDING = re.compile(r"(?:ations?|ings?|ions?|ments?|edly|ies|ied|ers?|ed|es|ly|s|e|y)$")


def stem(word: str) -> str:
    """Return an English word without its commonest endings, where enough of it is left."""
    found = _ENDING.search(word)
    return word[: found.start()] if found and found.start() >= SHORTEST_STEM else word


@lru_cache(KEPT)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that carry content: numbers, and all but little words."""
    return frozenset(stem(word) for word in words(text) if _carries(word))


def _carries(word: str) -> bool:
    return len(word) > 1 if word.isdigit() else len(word) > 2 and word not in _EMPTY
