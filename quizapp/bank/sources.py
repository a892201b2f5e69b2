"""What students read: sources with where they come from, sentence by sentence."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from quizapp.items.base import Flag, Frozen, Id, Text


def _in_the_calendar(text: str) -> str:
    for each in text.split("/"):
        year, month, day = (*map(int, each.rstrip("~?").split("-")), 1, 1)[:3]
        try:
            date(year, month, day)
        except ValueError:
            raise ValueError(f"{text!r} is no date of the calendar") from None
    return text


DateText = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?[~?]?(/\d{4}(-\d{2}(-\d{2})?)?[~?]?)?$"),
    AfterValidator(_in_the_calendar),
]
"""A date or interval as in EDTF: 1923, 1923-10, 1923-10-15, 1922-12-23/1923-01-04, 1928~."""

LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$")]


class Sentence(Frozen):
    """One numbered sentence of a source."""

    id: Id
    text: Text


class Provenance(Frozen):
    """Where a source comes from, without judgement or hindsight; ``note`` is shown to students."""

    creator: Text
    role: Text
    form: Text
    audience: Text
    date: DateText
    circulation: Literal["published", "secret", "spoken", "private"]
    note: Text


class Original(Frozen):
    """Where the original wording stands in a teacher's own copy of a document."""

    document: Id
    lines: Text
    starts: Text
    ends: Text


class Reading(Frozen):
    """Another wording of a source's sentences, by their ids.

    ``language`` is a tag such as ``ru`` and needed for a translation. Without ``partial`` it has
    every sentence; with it, the sentences that it leaves out are read as they stand in the source.
    """

    id: Id
    title: Text
    kind: Literal["easier", "original", "translation"]
    language: LanguageTag | None = None
    partial: Flag = False
    sentences: Annotated[dict[Id, Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _in_a_language(self) -> Self:
        if self.kind == "translation" and self.language is None:
            raise ValueError("a translation says its language, such as language: fr")
        return self


PICTURE_NAME = r"^[a-z0-9][a-z0-9-]{0,45}-([0-9a-f]{12})\.(webp|png)$"
MOST_IMAGES = 6


class SourceImage(Frozen):
    """A picture that belongs to a source; ``alt`` says in words what is to be seen on it.

    ``file`` is its name in ``images/``, which ends in digits of what it holds.
    """

    file: Annotated[str, StringConstraints(pattern=PICTURE_NAME)]
    alt: Text
    caption: Text | None = None
    credit: Text
    licence: Text


class Source(Frozen):
    """A text that questions are asked about, sentence by sentence.

    ``readings`` are other wordings of the same sentences; students can switch to them. ``images``
    are pictures that are shown with it.
    """

    id: Id
    title: Text
    short_title: Text
    kind: Literal["source", "extract"] = "source"
    adapted: Flag
    label: Text
    provenance: Provenance
    language: Text
    translation: Text | None = None
    licence: Text
    cuts: Text
    signature_terms: tuple[Text, ...] = ()
    sentences: Annotated[tuple[Sentence, ...], Field(min_length=1)]
    word_bank: dict[str, Text] = {}
    readings: tuple[Reading, ...] = ()
    images: Annotated[tuple[SourceImage, ...], Field(max_length=MOST_IMAGES)] = ()
    original: Original | None = None
    refs: Annotated[tuple[Text, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        ids = [sentence.id for sentence in self.sentences]
        if len(set(ids)) < len(ids):
            raise ValueError("two sentences have the same id")
        readings = [reading.id for reading in self.readings]
        if len(set(readings)) < len(readings):
            raise ValueError("two readings have the same id")
        files = [image.file for image in self.images]
        if len(set(files)) < len(files):
            raise ValueError("two images are the same file")
        return self
