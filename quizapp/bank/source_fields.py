"""The fields of a source as a form holds them, and what its buttons do to them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from quizapp.bank.sources import MOST_IMAGES
from quizapp.bank.splitting import MOST_SENTENCES, aligned, sentences_in

EntryT = TypeVar("EntryT")
Sentences = tuple[tuple[str, str], ...]
"""Sentences as pairs of id and text."""

DIVIDER = "|"
"""Where an author types it, a sentence is divided."""
MOST_LETTERS = 60_000


class TooLong(ValueError):
    """The text has more than a source may have."""


@dataclass(frozen=True)
class ReadingFields:
    """A reading as a form shows it; ``lines`` has one sentence a line: ``s1 = It was dark.``"""

    id: str = ""
    title: str = ""
    kind: str = "easier"
    language: str = ""
    partial: str = "false"
    lines: str = ""


@dataclass(frozen=True)
class ImageFields:
    """A picture as a form shows it."""

    file: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""


@dataclass(frozen=True)
class SourceFields:
    """All that the form of a source holds: plain texts, sentences with ids, readings, pictures."""

    texts: Mapping[str, str]
    sentences: Sentences = ()
    readings: tuple[ReadingFields, ...] = ()
    images: tuple[ImageFields, ...] = ()

    def stepped(self, step: str, whole: str, used: frozenset[str]) -> "SourceFields":
        """Return the fields after a button: ``split``, ``join:2``, ``divide:2``, ``drop:2``...

        ``used`` are ids of sentences that must not be given again. Raises `TooLong`.
        """
        verb, _, number = step.partition(":")
        place = int(number) if number.isdecimal() and len(number) < len("1000") else -1
        if verb == "split":
            return self._with_text(whole, used)
        if verb == "read":
            return replace(self, readings=(*self.readings, ReadingFields()))
        if verb == "unread":
            return replace(self, readings=_without(self.readings, place))
        if verb == "unpicture":
            return replace(self, images=_without(self.images, place))
        return replace(self, sentences=_stepped(self.sentences, verb, place, used))

    def with_image(self, file: str) -> "SourceFields":
        """Return the fields with one picture more. Raises `TooLong`."""
        if file in {image.file for image in self.images}:
            return self
        if len(self.images) >= MOST_IMAGES:
            raise TooLong(f"A source has at most {MOST_IMAGES} pictures. Take one out first.")
        return replace(self, images=(*self.images, ImageFields(file)))

    def _with_text(self, whole: str, used: frozenset[str]) -> "SourceFields":
        if len(whole) > MOST_LETTERS:
            raise TooLong(f"A source has at most {MOST_LETTERS:,} letters. Shorten the text.")
        found = sentences_in(whole)
        if len(found) > MOST_SENTENCES:
            raise TooLong(f"A source has at most {MOST_SENTENCES} sentences. Shorten the text.")
        return replace(self, sentences=tuple(aligned(self.sentences, found, used)))


def _stepped(sentences: Sentences, verb: str, place: int, used: frozenset[str]) -> Sentences:
    known = used | {ident for ident, _ in sentences}
    if verb == "add":
        return (*sentences, (aligned((), [""], known)[0][0], ""))
    if not 0 <= place < len(sentences):
        return sentences
    before, (ident, text), after = sentences[:place], sentences[place], sentences[place + 1 :]
    if verb == "drop":
        return before + after
    if verb == "join" and after:
        return (*before, (ident, f"{text} {after[0][1]}".strip()), *after[1:])
    if verb == "divide":
        first, *rest = [part for each in text.split(DIVIDER) if (part := each.strip())] or [""]
        return (*before, (ident, first), *aligned((), rest, known), *after)
    return sentences


def _without(entries: tuple[EntryT, ...], place: int) -> tuple[EntryT, ...]:
    return tuple(each for index, each in enumerate(entries) if index != place)
