"""Echoes: a word of the question that comes back in the right answer alone gives it away."""

import re
from collections.abc import Iterator

from quizapp.bank.lint.content_words import content_words
from quizapp.bank.lint.context import Context, Rule
from quizapp.bank.own_words import words
from quizapp.bank.problems import Problem
from quizapp.items.choices import OptionsItem

_NAME = re.compile(r"(?<=[\w,;:'’\"] )[‘'\"]?[A-Z][\w'’-]*")  # noqa: RUF001


def stems_are_not_echoed_in_keys_alone(context: Context) -> Iterator[Problem]:
    for subject, item in context.of("item", OptionsItem):
        names = content_words(" ".join(_NAME.findall(item.stem)))
        echoed = (content_words(item.stem) - names) & _of_keys_alone(item)
        if echoed:
            word = next(word for word in words(item.stem) if content_words(word) & echoed)
            place = max(range(len(item.options)), key=lambda at: item.options[at].credit)
            what = f"the stem's word {word!r} comes back in the key and in no wrong option"
            mend = "use another word, or use it in a wrong option too"
            yield subject.warning(what, mend, "options", place, "text")


def _of_keys_alone(item: OptionsItem) -> frozenset[str]:
    """Return the content words that all the best options have and none of the others has."""
    best = max(option.credit for option in item.options)
    keys = [content_words(option.text) for option in item.options if option.credit == best]
    others = [content_words(option.text) for option in item.options if option.credit < best]
    return frozenset.intersection(*keys) - frozenset().union(*others)


RULES: tuple[Rule, ...] = (stems_are_not_echoed_in_keys_alone,)
