"""A source in the workbench: its fields, the text they make, and what follows for questions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from quizapp.bank.dates import in_words
from quizapp.bank.lint.readability import grade
from quizapp.bank.lint.reading import in_english, spoken, taught
from quizapp.bank.own_words import shared_runs
from quizapp.bank.pointing import pointing
from quizapp.bank.problems import Problem
from quizapp.bank.rewriting import rewritten
from quizapp.bank.seeds import Seeds, load_seeds
from quizapp.bank.source_fields import ReadingFields, SourceFields
from quizapp.bank.source_file import (
    MODELINE,
    NotAForm,
    Value,
    fields_of,
    value_with,
)
from quizapp.bank.sources import DateText, Source
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.database import db
from quizapp.editor.models import DraftSave
from quizapp.editor.working import Working
from quizapp.items.base import Frozen
from quizapp.quizzes.models import FileVersion, SourceVersion

_NUMBERED = re.compile(r"\bid:\s*['\"]?(s\d+)\b")


class _Dated(Frozen):
    date: DateText


def path_of(working: Working, source_id: str) -> str:
    """Return the path of the file in which a source stands, or would stand."""
    return working.find("source", source_id) or f"sources/{source_id}.yaml"


def value_in(text: str | None) -> Value:
    """Return the value of a source's file; raises `NotAForm` where the form cannot hold it."""
    if text is None:
        return {}
    try:
        value = read(text.encode(), "").value
    except Malformed:
        raise NotAForm from None
    fields_of(value)
    return value if isinstance(value, dict) else {}


def text_with(text: str | None, fields: SourceFields, source_id: str) -> str:
    """Return a file's text with these fields, everything else as it was.

    A text that no form can hold is written anew. Raises `NoWordList` and `CannotBeWritten`.
    """
    try:
        base = value_in(text)
    except NotAForm:
        base, text = {}, None
    value = value_with(base, fields, source_id)
    return rewritten(MODELINE if text is None else text, value)


def is_taken(working: Working, ident: str) -> bool:
    """Return whether a new source cannot have this id: used now, retired, or published once."""
    bank = working.content
    known = {"new", *bank.sources, *bank.retired} if bank else {"new"}
    files = {path.removeprefix("sources/").removesuffix(".yaml") for path in working.texts}
    published = db.session.scalars(select(SourceVersion.source_id).filter_by(bank=working.bank))
    return ident.casefold() in {each.casefold() for each in {*known, *files, *published}}


def used_ids(bank: str, path: str) -> frozenset[str]:
    """Return the ids that sentences of a source ever had, in what was published or saved."""
    kinds: tuple[type[FileVersion] | type[DraftSave], ...] = (FileVersion, DraftSave)
    texts = [
        text
        for kind in kinds
        for text in db.session.scalars(select(kind.text).filter_by(bank=bank, path=path))
    ]
    return frozenset(each for text in texts if text for each in _NUMBERED.findall(text))


@dataclass(frozen=True)
class Row:
    """A sentence in the form: words it shares with a document, and questions to look at again."""

    id: str
    text: str
    shared: Sequence[str] = ()
    questions: Sequence[str] = ()


@dataclass(frozen=True)
class SourceDesk:
    """What the page of a source shows; ``tried`` is the bank with the form's text in it."""

    source_id: str
    path: str
    fields: SourceFields
    tried: Working
    before: Mapping[str, str]

    @property
    def source(self) -> Source | None:
        """The source, if it is whole."""
        return self.tried.content.sources.get(self.source_id) if self.tried.content else None

    @property
    def problems(self) -> Sequence[Problem]:
        return self.tried.problems_in(self.path)

    @cached_property
    def _pointing(self) -> Mapping[str, Sequence[str]]:
        return pointing(self.tried.content, self.source_id) if self.tried.content else {}

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The sentences; questions stand beside those that were changed."""
        return [
            Row(ident, text, self.shared(text), self._touched(ident, text))
            for ident, text in self.fields.sentences
        ]

    @property
    def gone(self) -> Sequence[Row]:
        """Sentences that were there before and are not now, with the questions on them."""
        kept = {ident for ident, _ in self.fields.sentences}
        lost = [(ident, text) for ident, text in self.before.items() if ident not in kept]
        return [Row(ident, text, (), self._pointing.get(ident, ())) for ident, text in lost]

    def _touched(self, ident: str, text: str) -> Sequence[str]:
        same = self.before.get(ident, text) == text
        return () if same else self._pointing.get(ident, ())

    def shared(self, text: str) -> Sequence[str]:
        """Return the runs of words that a text shares with a document of the bank."""
        seeds = self._seeds
        return shared_runs(text, seeds.fingerprints, seeds.exempt) if seeds.fingerprints else []

    @cached_property
    def _seeds(self) -> Seeds:
        return load_seeds()

    @property
    def documents(self) -> Mapping[str, str]:
        """The documents that an original wording can stand in: titles by id."""
        return {each.id: each.title for each in self._seeds.documents.values()}

    @property
    def date_in_words(self) -> str:
        """The date as students read it; empty if it is none."""
        date = self.fields.texts.get("date", "")
        try:
            return in_words(_Dated(date=date).date)
        except (ValueError, IndexError):
            return ""

    @property
    def grades(self) -> Sequence[tuple[str, float]]:
        """How hard the source and its readings in the same language are to read."""
        bank = self.tried.content
        if bank is None or not in_english(bank):
            return []
        plain = [("The source", " ".join(spoken(text) for _, text in self.fields.sentences))]
        others = [
            (each.title or each.id, _words(each))
            for each in self.fields.readings
            if not each.language
        ]
        known = taught(bank)
        return [(name, grade(text, known)) for name, text in plain + others if text.strip()]


def _words(reading: ReadingFields) -> str:
    return " ".join(line.partition("=")[2].strip() for line in reading.lines.split("\n"))


def desk_of(working: Working, source_id: str, fields: SourceFields, text: str) -> SourceDesk:
    """Return what to show for a text that these fields have led to."""
    path = path_of(working, source_id)
    published = working.published.get(path) or working.text(path)
    try:
        before = dict(fields_of(value_in(published)).sentences) if published else {}
    except NotAForm:
        before = {}
    return SourceDesk(source_id, path, fields, working.with_text(path, text), before)
