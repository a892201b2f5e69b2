"""Characters that nobody sees: marks that turn the direction of writing can hide what is said."""

import re
import unicodedata
from collections.abc import Iterator

from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.problems import Problem

_HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def nothing_is_hidden(context: Context) -> Iterator[Problem]:
    for subject in context.subjects:
        for part in subject.parts:
            found = _HIDDEN.search(part.text) if not part.text.isascii() else None
            if found:
                name = unicodedata.name(found[0], "no name").lower()
                what = f"a character that nobody sees: {name} (U+{ord(found[0]):04X})"
                mend = "take it out, unless the language needs it"
                yield subject.warning(what, mend, *part.steps)


RULES: tuple[Rule, ...] = (nothing_is_hidden,)
