"""The documents that a bank is derived from: what they are and where things stand in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from quizapp.bank.own_words import Exempt, fingerprints
from quizapp.bank.problems import Problem
from quizapp.bank.references import Lines
from quizapp.bank.strict_yaml import Document as Yaml
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.bank.validation import validated
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


@dataclass(frozen=True)
class Seeds:
    """The documents by id, the fingerprints of their texts, and what is wrong in their list."""

    documents: dict[str, Document] = field(default_factory=dict)
    fingerprints: bytes = b""
    problems: tuple[Problem, ...] = ()

    @cached_property
    def exempt(self) -> Exempt:
        return tuple(phrase for each in self.documents.values() for phrase in each.exempt)


class UnknownDocument(ValueError):
    """The files given are not the documents that are listed."""


def load_seeds(folder: Path = SEEDS) -> Seeds:
    """Load the list of documents and the fingerprints. Never raises for what stands in them."""
    path = folder / "documents.yaml"
    shown = f"{folder.name}/documents.yaml"
    hashes = folder / "fingerprints.bin"
    try:
        yaml = read(path.read_bytes(), shown)
        stored = hashes.read_bytes() if hashes.exists() else b""
    except Malformed as malformed:
        return Seeds(problems=tuple(malformed.problems))
    except OSError:
        what, mend = "the file is missing or cannot be read", "take it from the repository again"
        return Seeds(problems=(Problem(shown, 1, 1, what, mend),))
    documents, problems = _documents(yaml, shown)
    return Seeds(documents, stored, tuple(problems))


def _documents(yaml: Yaml, shown: str) -> tuple[dict[str, Document], list[Problem]]:
    entries = yaml.value.get("documents") if isinstance(yaml.value, dict) else None
    if not isinstance(entries, list):
        return {}, [Problem(shown, 1, 1, "'documents' is missing", "begin with documents:")]
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for index in range(len(entries)):
        document, wrong = validated(Document, yaml, shown, ("documents", index))
        problems += wrong
        if document:
            documents[document.id] = document
    return documents, problems


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
