"""The documents that a bank is derived from: what they are and where things stand in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from quizapp.bank.own_words import Exempt, fingerprints
from quizapp.bank.problems import Problem
from quizapp.bank.references import Lines
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.bank.validation import ModelT, validated
from quizapp.items.base import Frozen, Text

SEEDS = Path(__file__).resolve().parents[2] / "seeds"

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Section(Frozen):
    """One part of a document, in our own words; ``lines`` such as ``L6-16``."""

    lines: Annotated[str, StringConstraints(pattern=r"^L\d+(-\d+)?$")]
    title: Text
    summary: Text


class Document(Frozen):
    """A document behind the bank: what it is and who speaks in it, without its text.

    ``lines`` is the number of the last line with words; ``exempt`` are titles and bylines in it.
    """

    id: Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
    title: Text
    author: Text
    date: Text
    kind: Text
    standpoint: Text
    licence: Text
    sha256: Sha256
    lines: Annotated[int, Field(ge=1)]
    exempt: tuple[Text, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _sections_follow(self) -> Self:
        end = 0
        for section in self.sections:
            lines = Lines.read(f"{self.id}:{section.lines}")
            if lines is None or not end < lines.first <= lines.last <= self.lines:
                raise ValueError(f"section {section.lines} must lie between L{end} and the end")
            end = lines.last
        return self


class Note(Frozen):
    """What a reference such as ``E25`` means; ``about`` are the places that it corrects."""

    id: Annotated[str, StringConstraints(pattern=r"^([EFRX]\d{2}|\d\.\d)$")]
    about: tuple[Text, ...] = ()
    text: Text


@dataclass(frozen=True)
class Seeds:
    """The documents and the notes by id, the documents' fingerprints, and what is wrong here."""

    documents: dict[str, Document] = field(default_factory=dict)
    fingerprints: bytes = b""
    problems: tuple[Problem, ...] = ()
    notes: dict[str, Note] = field(default_factory=dict)

    @cached_property
    def exempt(self) -> Exempt:
        return tuple(phrase for each in self.documents.values() for phrase in each.exempt)


class UnknownDocument(ValueError):
    """The files given are not the documents that are listed."""


def load_seeds(folder: Path = SEEDS) -> Seeds:
    """Load what is known of the documents. Never raises for what stands in the files."""
    problems: list[Problem] = []
    documents = {each.id: each for each in _listed(Document, folder, "documents", problems)}
    notes = {each.id: each for each in _listed(Note, folder, "notes", problems)}
    hashes = folder / "fingerprints.bin"
    stored = hashes.read_bytes() if hashes.exists() else b""
    return Seeds(documents, stored, tuple(problems), notes)


def _listed(
    model: type[ModelT], folder: Path, name: str, problems: list[Problem]
) -> Iterator[ModelT]:
    """Yield the whole entries of a file that holds one list, and note what is wrong with others."""
    shown = f"{folder.name}/{name}.yaml"
    try:
        yaml = read((folder / f"{name}.yaml").read_bytes(), shown)
    except Malformed as malformed:
        problems += malformed.problems
        return
    except OSError:
        what, mend = "the file is missing or cannot be read", "take it from the repository again"
        problems.append(Problem(shown, 1, 1, what, mend))
        return
    entries = yaml.value.get(name) if isinstance(yaml.value, dict) else None
    if not isinstance(entries, list):
        problems.append(Problem(shown, 1, 1, f"{name!r} is missing", f"begin with {name}:"))
        return
    for index in range(len(entries)):
        entry, wrong = validated(model, yaml, shown, (name, index))
        problems += wrong
        if entry:
            yield entry


def fingerprints_of(files: Iterable[Path], seeds: Seeds) -> bytes:
    """Return the fingerprints of all listed documents, each given once as a file.

    Raises `UnknownDocument` for a file that is not listed and for a document that was not given.
    """
    by_hash = {document.sha256: document.id for document in seeds.documents.values()}
    texts: dict[str, str] = {}
    for path in files:
        data = path.read_bytes()
        ident = by_hash.get(sha256(data).hexdigest())
        if ident is None:
            raise UnknownDocument(f"{path.name} is none of the documents in documents.yaml")
        texts[ident] = data.decode("utf-8", errors="replace")
    missing = sorted(set(seeds.documents) - set(texts))
    if missing:
        raise UnknownDocument(f"give all documents; missing: {', '.join(missing)}")
    return fingerprints(texts.values(), seeds.exempt)
