"""Typed words: which spellings count as the same answer."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizapp.items.base import Frozen, Text

SLIP_FROM_LETTERS = 6

Names = Mapping[str, tuple[str, ...]]
"""A bank's name variants: the house spelling and the other spellings that are accepted."""


class NearMiss(Frozen):
    """A typed answer that is wrong in a telling way, with words for whoever typed it."""

    answers: tuple[Text, ...]
    feedback: Text


class TypedFeedback(Frozen):
    """What to say to a right and to a wrong typed answer."""

    right: Text
    wrong: Text


def folded(text: str) -> str:
    """Return the text without case, accents, punctuation and surplus space."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", "", plain).split())


def spellings(answers: Iterable[str], names: Names) -> frozenset[str]:
    """Return the folded answers, each also with every variant of the names it contains."""
    found = {folded(answer) for answer in answers}
    for name, variants in names.items():
        house = folded(name)
        for answer in tuple(found):
            if f" {house} " in f" {answer} ":
                found |= {
                    f" {answer} ".replace(f" {house} ", f" {folded(v)} ").strip() for v in variants
                }
    return frozenset(found - {""})


def require_apart(accept: Iterable[str], near_misses: Iterable[NearMiss]) -> None:
    """Raise ``ValueError`` when an accepted answer is also a near miss, which never scores."""
    missed = {folded(answer) for near in near_misses for answer in near.answers}
    for answer in accept:
        if not folded(answer):
            raise ValueError(f"{answer!r} has no letter or digit that could be typed")
        if folded(answer) in missed:
            raise ValueError(f"{answer!r} is accepted and a near miss: it can be one of the two")


def matches(typed: str, accepted: Iterable[str]) -> bool:
    """Return whether folded ``typed`` is an accepted folded answer.

    One slip (a letter missing, added, changed, or two swapped) is forgiven in one word of six
    letters or more.
    """
    words = typed.split()
    return any(_same_words(words, answer.split()) for answer in accepted)


def _same_words(typed: list[str], accepted: list[str]) -> bool:
    if len(typed) != len(accepted):
        return False
    different = [(t, a) for t, a in zip(typed, accepted, strict=True) if t != a]
    return not different or (
        len(different) == 1
        and len(different[0][1]) >= SLIP_FROM_LETTERS
        and different[0][1].isalpha()
        and one_slip(*different[0])
    )


def one_slip(typed: str, accepted: str) -> bool:
    """Return whether one edit (insert, drop, change, or swap of neighbours) joins the words."""
    shorter, longer = sorted((typed, accepted), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    if len(shorter) == len(longer):
        rest, other = shorter[start:], longer[start:]
        swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
        return rest[1:] == other[1:] or swapped
    return len(longer) == len(shorter) + 1 and shorter[start:] == longer[start + 1 :]


@dataclass(frozen=True)
class Typed:
    """Whether typed words are right, and what to say to whoever typed them."""

    right: bool
    feedback: str


def judge(
    typed: str,
    accept: Iterable[str],
    accept_words: Iterable[Iterable[str]],
    near_misses: Iterable[NearMiss],
    feedback: TypedFeedback,
    names: Names,
) -> Typed:
    """Judge typed words: near misses by exact spelling first, then what is accepted.

    A group in ``accept_words`` accepts any answer that holds all its words.
    """
    plain = folded(typed)
    for near in near_misses:
        if plain in spellings(near.answers, names):
            return Typed(right=False, feedback=near.feedback)
    words = plain.split()
    right = matches(plain, spellings(accept, names)) or any(
        all(any(matches(word, spellings([wanted], names)) for word in words) for wanted in group)
        for group in accept_words
    )
    return Typed(right, feedback.right if right else feedback.wrong)
