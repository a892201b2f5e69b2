"""Checking files that a teacher holds against the documents, and keeping them."""

import os
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from quizapp.bank.originals import MOST_BYTES, as_listed, decoded
from quizapp.bank.own_words import words
from quizapp.bank.seeds import Document

HEAD = 2_000
"""So many letters at the beginning of a file are searched for a title."""


class Refused(ValueError):
    """Some of the files are none of the documents; the message says which were expected."""


def attached(files: Iterable[Path], documents: Mapping[str, Document]) -> dict[str, str]:
    """Return the documents' texts by id, just as they are listed. Raises `Refused` for any other.

    All files are looked at first, so that the message names every one that does not fit.
    """
    texts: dict[str, str] = {}
    problems: list[str] = []
    for path in files:
        data = _content(path)
        fits = {i: text for i, each in documents.items() if (text := as_listed(data, each))}
        texts |= fits
        if not fits:
            problems.append(_refusal(path, data, documents))
    if problems:
        raise Refused("\n".join([*problems, "Nothing was copied."]))
    return texts


def keep(texts: Mapping[str, str], folder: Path) -> None:
    """Write the texts into the folder, named by their ids: all of them or none."""
    folder.mkdir(parents=True, exist_ok=True)
    drafts = {folder / f"{ident}.txt": folder / f".{ident}.{os.getpid()}" for ident in texts}
    try:
        for (path, draft), text in zip(drafts.items(), texts.values(), strict=True):
            if path.is_dir():
                raise Refused(f"{path} is a folder. Nothing was copied.")
            draft.write_bytes(text.encode())
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _refusal(path: Path, data: bytes, documents: Mapping[str, Document]) -> str:
    text = decoded(data)
    if text is None:
        return f"{path.name} is no plain text. Save the document as text in UTF-8."
    nearest = max(documents.values(), key=lambda each: _likeness(path, text, each), default=None)
    if nearest is None or _likeness(path, text, nearest) < 1:
        known = "; ".join(f"{each.id} {each.title!r}" for each in documents.values())
        return f"{path.name} is none of the documents. They are: {known}."
    lines = len(text.rstrip().split("\n"))
    return (
        f"{path.name} is none of the documents word for word. Expected was {nearest.id}, "
        f"{nearest.title!r} by {nearest.author}, with {nearest.lines} lines; this file has {lines}."
    )


def _likeness(path: Path, text: str, document: Document) -> float:
    """Return how much speaks for a document: above 1, its name or the words it begins with do."""
    named = path.stem == document.id or path.stem.startswith((f"{document.id}_", f"{document.id}-"))
    title, head = words(document.title), words(text[:HEAD])
    matcher = SequenceMatcher(None, title, [*words(path.stem), *head], autojunk=False)
    found = matcher.find_longest_match().size / max(len(title), 1)
    lines = len(text.rstrip().split("\n"))
    size = min(lines, document.lines) / max(lines, document.lines)
    return 2 * named + (2 * found if found > 0.5 else 0) + size / 2
