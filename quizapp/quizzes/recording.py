"""Writing a revision: what is new, and what belongs to it. Quick, as others wait meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import insert, select

from quizapp.database import Model, db
from quizapp.quizzes.models import (
    BankRevision,
    FileVersion,
    ItemVersion,
    QuizVersion,
    RevisionFile,
    RevisionItem,
    RevisionQuiz,
    RevisionSource,
    SourceVersion,
)
from quizapp.quizzes.parts import Part, Parts


@dataclass(frozen=True)
class _Kind:
    """Where parts of one kind are kept, and where it stands which revisions hold them."""

    version: type[FileVersion | ItemVersion | SourceVersion | QuizVersion]
    ident: str
    link: type[Model]
    linked: str


_KINDS = {
    "file": _Kind(FileVersion, "path", RevisionFile, "file_version_id"),
    "item": _Kind(ItemVersion, "item_id", RevisionItem, "item_version_id"),
    "source": _Kind(SourceVersion, "source_id", RevisionSource, "source_version_id"),
    "quiz": _Kind(QuizVersion, "quiz_id", RevisionQuiz, "quiz_version_id"),
}


def record(revision: BankRevision, parts: Parts) -> None:
    """Store a revision with its parts; of those only what the database does not have yet."""
    db.session.add(revision)
    db.session.flush()
    for name, some in parts.items():
        kind = _KINDS[name]
        numbers = _stored(kind, revision.bank, some)
        links = [{"revision_id": revision.id, kind.linked: each} for each in numbers]
        if links:
            db.session.execute(insert(kind.link), links)


def _stored(kind: _Kind, bank: str, parts: Mapping[str, Part]) -> list[int]:
    """Return the numbers of the rows that hold some parts, after adding those that lack."""
    known = _known(kind, bank)
    new = [
        {"bank": bank, kind.ident: ident, "hash": part.hash, **part.values}
        for ident, part in parts.items()
        if (ident, part.hash) not in known
    ]
    if new:
        db.session.execute(insert(kind.version), new)
        known = _known(kind, bank)
    return [known[ident, part.hash] for ident, part in parts.items()]


def _known(kind: _Kind, bank: str) -> Mapping[tuple[str, str], int]:
    version = kind.version
    wanted = select(getattr(version, kind.ident), version.hash, version.id)
    rows = db.session.execute(wanted.where(version.bank == bank))
    return {(ident, name): number for ident, name, number in rows}
