"""A teacher's own copies of the documents, and where in them a source's original wording stands.

The copies never leave their folder: nothing of them is stored, exported or published.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from quizapp.bank.references import Lines
from quizapp.bank.seeds import Document
from quizapp.bank.sources import Original

MOST_BYTES = 5_000_000
KEPT = 64
LONG_LINE = 120
"""A part with a longer line than this has one paragraph a line."""

_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_QUOTE = "'\"`‘’‚‛“”„‟ʼʹ′«»"  # noqa: RUF001
_DASH = "-‐‑‒–—−"  # noqa: RUF001


class Copy(Enum):
    """Whether a teacher's own copy of a document is there."""

    ABSENT = "not attached"
    OTHER = "the file is not this document"
    ATTACHED = "attached"


@dataclass(frozen=True)
class Wording:
    """The original wording of a source, paragraph by paragraph, or why there is none to show.

    ``missing`` is for authors; while no copy is attached, both are empty.
    """

    paragraphs: tuple[str, ...] = ()
    missing: str = ""


def as_listed(data: bytes, document: Document) -> str | None:
    """Return a copy's text just as the document is listed; ``None`` if it is another text.

    Line endings, a byte order mark and empty lines at the end may differ.
    """
    text = decoded(data)
    if text is None:
        return None
    body = text.rstrip("\n")
    for each in (text, body, f"{body}\n"):
        if sha256(each.encode()).hexdigest() == document.sha256:
            return each
    return None


def decoded(data: bytes) -> str | None:
    """Return the text of a file with plain line endings; ``None`` if it is no text."""
    codes = [code for mark, code in _BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    try:
        text = data.decode(codes[0] if codes else "utf-8")
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True)
class Originals:
    """The folder of the copies, named by the documents' ids, and the documents that are known."""

    folder: Path
    documents: Mapping[str, Document]

    def path(self, ident: str) -> Path:
        """Return where the copy of a document lies, or would lie."""
        return self.folder / f"{ident}.txt"

    def text(self, ident: str) -> str | None:
        """Return the text of an attached copy; a file that has not changed is not read again."""
        document = self.documents.get(ident)
        return self._listed(document) if document else None

    def copy(self, ident: str) -> Copy:
        """Return whether a document is attached."""
        if self.text(ident) is not None:
            return Copy.ATTACHED
        return Copy.OTHER if self.path(ident).is_file() else Copy.ABSENT

    def wording(self, original: Original | None) -> Wording:
        """Return the original wording that an anchor names."""
        text = self.text(original.document) if original else None
        return _wording(original, text) if original and text is not None else Wording()

    def _listed(self, document: Document) -> str | None:
        path = self.path(document.id)
        try:
            found = path.stat()
            return _read(path, found.st_mtime_ns, found.st_size, document)
        except OSError:
            return None


@lru_cache(KEPT)
def _read(path: Path, _changed: int, size: int, document: Document) -> str | None:
    return as_listed(path.read_bytes(), document) if size <= MOST_BYTES else None


@lru_cache(KEPT)
def _wording(original: Original, text: str) -> Wording:
    lines = Lines.read(f"{original.document}:{original.lines}")
    if lines is None or not lines.in_order:
        return Wording(missing=f"{original.lines!r} names no lines")
    part = "\n".join(text.split("\n")[lines.first - 1 : lines.last])
    starts, ends = (
        list(_pattern(words).finditer(part)) for words in (original.starts, original.ends)
    )
    for words, places in ((original.starts, starts), (original.ends, ends)):
        if len(places) != 1:
            where = f"in {original.lines} of document {original.document}"
            return Wording(missing=f"the words {words!r} stand {_times(len(places))} {where}")
    if ends[0].end() <= starts[0].start():
        return Wording(missing="the last words stand before the first ones")
    whole = _with_closing_mark(part, starts[0].start(), ends[0].end())
    return Wording(tuple(_paragraphs(whole)))


def _pattern(words: str) -> re.Pattern[str]:
    """Return what finds words whatever space is between them and however quotes are set."""
    parts = ("".join(map(_letter, word)) for word in words.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)")


def _letter(letter: str) -> str:
    for alike in (_QUOTE, _DASH):
        if letter in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(letter)


def _times(count: int) -> str:
    return {0: "nowhere", 2: "twice"}.get(count, f"{count} times")


def _with_closing_mark(text: str, start: int, end: int) -> str:
    """Return the part with the punctuation that touches it."""
    after = re.match(rf"[.,;:!?…{re.escape(_QUOTE)}]*", text[end:])
    before = re.search(rf"[{re.escape(_QUOTE)}]*$", text[:start])
    whole = text[before.start() if before else start : end + (after.end() if after else 0)]
    rest = text[end + (after.end() if after else 0) :]
    return f"{whole})" if whole.count("(") > whole.count(")") and rest.startswith(")") else whole


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs: a line each, or, where lines are short, up to an empty line."""
    lines = text.split("\n")
    short = len(lines) > 1 and max(map(len, lines)) < LONG_LINE
    parts = re.split(r"\n\s*\n", text) if short else lines
    yield from (joined for part in parts if (joined := " ".join(part.split())))
