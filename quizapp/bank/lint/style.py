"""House style: what the bank's own table of words and slips forbids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from quizapp.bank.house_style import StyleRule, compiled
from quizapp.bank.lint.context import KEPT, Context, Rule
from quizapp.bank.lint.voices import assertions, own_voice, prose, sentences
from quizapp.bank.problems import Problem, Severity


def house_style_is_kept(context: Context) -> Iterator[Problem]:
    rules = _ruled(tuple(context.bank.house_style.values()))
    for subject in context.subjects:
        if not rules.rules or subject.kind == "house_style":
            continue
        voiced = [(part, False) for part in prose(subject)]
        voiced += [(part, True) for part in own_voice(subject)]
        for part, own in voiced:
            for rule, words in _breaches(rules, part.text, own):
                what = f"house style on {words!r}: {rule.why}"
                say = subject.error if rule.severity is Severity.ERROR else subject.warning
                yield say(what, rule.instead, *part.steps)


@dataclass(frozen=True, eq=False)
class _Ruled:
    """A table of rules, equal to itself alone: that is quick to compare."""

    rules: tuple[StyleRule, ...]


_ruled = lru_cache(8)(_Ruled)


@lru_cache(KEPT)
def _breaches(table: _Ruled, text: str, own_voice: bool) -> tuple[tuple[StyleRule, str], ...]:
    """Return the rules that a text breaks, each once, with the words that break it."""
    told = tuple(assertions(text)) if own_voice else sentences(text)
    found = ((rule, _breach(rule, told)) for rule in table.rules if rule.own_voice == own_voice)
    return tuple((rule, words) for rule, words in found if words)


def _breach(rule: StyleRule, told: Iterable[str]) -> str:
    pattern = compiled(rule.pattern)
    for sentence in told:
        found = pattern.search(sentence)
        if found and not (rule.unless and compiled(rule.unless).search(sentence)):
            return found[0]
    return ""


RULES: tuple[Rule, ...] = (house_style_is_kept,)
