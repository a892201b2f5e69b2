"""The words of items: length, giveaways, negatives, and feedback where it is due."""

import re
from collections.abc import Iterator

from quizapp.bank.guessers import ABSOLUTES, HEDGES
from quizapp.bank.lint.context import Context, Part, Rule
from quizapp.bank.lint.voices import prose
from quizapp.bank.problems import Problem
from quizapp.items.base import Item
from quizapp.items.choices import OptionsItem
from quizapp.items.matching.model import MatchingItem

STEM_WORDS = 25
FEEDBACK_WORDS = (15, 45)

_CATCH_ALL = re.compile(
    r"\b(all|none|any|both|neither)( of)? the (above|following|options|answers|others)\b"
    r"|\b[Bb]oth [A-D] and [A-D]\b",
    re.I,
)
_HEDGES = HEDGES - {"about", "can", "could"}
"""Words that weaken a claim and mean little else."""
_NEGATIVE = re.compile(r"\bnot\b|\bexcept\b|n['’]t\b", re.I)  # noqa: RUF001
_BOLD_OR_QUOTED = re.compile(r"\*\*[^*]+\*\*|'[^']+'|\"[^\"]+\"")


def no_catch_all_options(context: Context) -> Iterator[Problem]:
    for subject, _ in context.of("item", Item):
        for part in prose(subject):
            found = _CATCH_ALL.search(part.text) if part.key == "text" else None
            if found:
                mend = "write an answer that can be judged by itself"
                yield subject.error(f"an option says {found[0]!r}", mend, *part.steps)


def spare_choices_have_feedback(context: Context) -> Iterator[Problem]:
    for subject, item in context.of("item", MatchingItem):
        used = {row.answer for row in item.rows}
        for index, choice in enumerate(item.choices):
            if choice.id not in used and choice.feedback is None:
                what = f"the choice {choice.id!r} matches no row and has no feedback"
                mend = "add feedback: say why it tempts and what settles it"
                yield subject.error(what, mend, "choices", index)


def feedback_has_its_length(context: Context) -> Iterator[Problem]:
    lowest, highest = FEEDBACK_WORDS
    for subject, _ in context.of("item", Item):
        for part in filter(_is_feedback, subject.parts):
            count = len(part.text.split())
            if not lowest <= count <= highest:
                what = f"the feedback has {count} words"
                mend = f"say in {lowest} to {highest} words what attracts and what settles it"
                yield subject.warning(what, mend, *part.steps)


def _is_feedback(part: Part) -> bool:
    return "feedback" in part.steps[-2:]


def stems_are_short(context: Context) -> Iterator[Problem]:
    for subject, _ in context.of("item", Item):
        for part in subject.parts:
            count = len(part.text.split()) if part.key == "stem" else 0
            if count > STEM_WORDS:
                what = f"the stem has {count} words"
                yield subject.warning(what, f"ask in {STEM_WORDS} words at most", *part.steps)


def negatives_are_bold(context: Context) -> Iterator[Problem]:
    for subject, _ in context.of("item", Item):
        for part in subject.parts:
            plain = _BOLD_OR_QUOTED.sub("", part.text)
            found = _NEGATIVE.search(plain) if part.key == "stem" else None
            if found:
                mend = "ask it the positive way round, or write **not**"
                yield subject.warning(f"the stem says {found[0]!r}", mend, *part.steps)


def absolutes_do_not_give_away(context: Context) -> Iterator[Problem]:
    for subject, item in context.of("item", OptionsItem):
        keys, others = _keys_and_others(item)
        if not any(_words_among(ABSOLUTES, item.options[key].text) for key in keys):
            for place in others:
                for word in _words_among(ABSOLUTES, item.options[place].text)[:1]:
                    what = f"{word!r} stands in wrong options alone"
                    mend = "weaken it: it gives away"
                    yield subject.warning(what, mend, "options", place, "text")


def hedges_do_not_give_away(context: Context) -> Iterator[Problem]:
    for subject, item in context.of("item", OptionsItem):
        keys, others = _keys_and_others(item)
        if not any(_words_among(_HEDGES, item.options[other].text) for other in others):
            for place in keys:
                for word in _words_among(_HEDGES, item.options[place].text)[:1]:
                    what = f"{word!r} stands in right options alone"
                    mend = "state it plainly, or hedge a wrong option too"
                    yield subject.warning(what, mend, "options", place, "text")


def _keys_and_others(item: OptionsItem) -> tuple[list[int], list[int]]:
    """Return the places of the best options, and of the others."""
    best = max(option.credit for option in item.options)
    places = range(len(item.options))
    keys = [place for place in places if item.options[place].credit == best]
    return keys, [place for place in places if place not in keys]


def _words_among(wanted: frozenset[str], text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text) if word.casefold() in wanted]


RULES: tuple[Rule, ...] = (
    no_catch_all_options,
    spare_choices_have_feedback,
    feedback_has_its_length,
    stems_are_short,
    negatives_are_bold,
    absolutes_do_not_give_away,
    hedges_do_not_give_away,
)
