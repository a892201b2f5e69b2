"""House style: words and slips that a bank wants kept out, as a table that its authors write."""

import re
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator

from quizapp.bank.problems import Severity
from quizapp.items.base import Flag, Frozen, Id, Text


def compiled(pattern: str) -> re.Pattern[str]:
    """Return a rule's pattern, made to take capitals and small letters alike."""
    return re.compile(pattern, re.IGNORECASE)


_SIGNS = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]"  # an escape, a class of letters
    r"|\((?:\?(?:[:=!>]|<[=!]|P<\w+>|[a-z]+:))?|\)"
    r"|\{\d*,\d*\}|.",
    re.DOTALL,
)
_ENDLESS = re.compile(r"[+*]|\{\d*,\}")
_VARIABLE = re.compile(r"[+*?|]|\{\d*,\d*\}")


def _never_ends(pattern: str) -> bool:
    """Return whether a part that can be read in several ways is repeated: ``(a+)+``, ``(a|a)*``.

    A search over such a pattern can take for ever.
    """
    signs = [*_SIGNS.findall(pattern), ""]
    groups = [False]
    for sign, following in pairwise(signs):
        if sign.startswith("("):
            groups.append(False)
        elif sign == ")" and len(groups) > 1:
            variable = groups.pop()
            if variable and _ENDLESS.fullmatch(following):
                return True
            groups[-1] |= variable
        elif _VARIABLE.fullmatch(sign):
            groups[-1] = True
    return False


def _readable(pattern: str) -> str:
    try:
        found = compiled(pattern)
    except re.error as error:
        raise ValueError(f"the pattern cannot be read: {error}") from None
    if _never_ends(pattern):
        raise ValueError("the pattern repeats a part that repeats itself; say how often at most")
    if found.search(""):
        raise ValueError("the pattern matches every text, even an empty one")
    return pattern


Pattern = Annotated[Text, AfterValidator(_readable)]
"""A regular expression, looked for in one sentence at a time."""


class StyleRule(Frozen):
    """What the bank avoids: ``why``, and what to write ``instead``.

    A sentence that matches ``unless`` is left alone, so that feedback can name a slip and correct
    it. With ``own_voice`` only what the bank itself stands behind is looked at: no wrong options,
    no words of a source.
    """

    id: Id
    pattern: Pattern
    unless: Pattern | None = None
    why: Text
    instead: Text
    severity: Severity = Severity.ERROR
    own_voice: Flag = False
