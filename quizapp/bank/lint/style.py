"""House style: what the bank's own table of words and slips forbids."""

from collections.abc import Iterator, Sequence

from quizapp.bank.house_style import StyleRule, compiled
from quizapp.bank.lint.context import Context, Part, Rule
from quizapp.bank.lint.voices import assertions, own_voice, prose, sentences
from quizapp.bank.problems import Problem, Severity

Told = Sequence[tuple[Part, Sequence[str]]]
"""Texts with their sentences."""


def house_style_is_kept(context: Context) -> Iterator[Problem]:
    rules = tuple(context.bank.house_style.values())
    for subject in context.subjects:
        if not rules or subject.kind == "house_style":
            continue
        said = [(part, sentences(part.text)) for part in prose(subject)]
        asserted = [(part, tuple(assertions(part.text))) for part in own_voice(subject)]
        for rule in rules:
            for part, words in _breaches(rule, asserted if rule.own_voice else said):
                what = f"house style on {words!r}: {rule.why}"
                say = subject.error if rule.severity is Severity.ERROR else subject.warning
                yield say(what, rule.instead, *part.steps)


def _breaches(rule: StyleRule, texts: Told) -> Iterator[tuple[Part, str]]:
    """Yield the texts that break a rule, each once, with the words that do."""
    pattern = compiled(rule.pattern)
    for part, told in texts:
        for sentence in told:
            found = pattern.search(sentence)
            if found and not (rule.unless and compiled(rule.unless).search(sentence)):
                yield part, found[0]
                break


RULES: tuple[Rule, ...] = (house_style_is_kept,)
