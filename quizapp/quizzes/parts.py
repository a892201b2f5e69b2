"""What a revision consists of: versions as they stand now, and last good ones of what stays back.

Nothing here writes: a part is a value, which names its row in the database by its hash.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from quizapp.bank.files import Files
from quizapp.bank.loader import Loaded
from quizapp.bank.model import Bank
from quizapp.bank.texts import decoded
from quizapp.bank.versions import (
    Content,
    content_hash,
    item_content,
    quiz_content,
    source_content,
)
from quizapp.quizzes.models import (
    BankRevision,
    FileVersion,
    ItemVersion,
    QuizVersion,
    SourceVersion,
)
from quizapp.quizzes.versions import item_of, quiz_of

FOLDERS = {"item": "items", "source": "sources", "quiz": "quizzes"}
"""Where in a bank the files of each kind lie."""


@dataclass(frozen=True)
class Part:
    """A version that a revision will hold: its hash, and the other values of its row.

    ``needs`` are the ids without which it cannot be: an item's sources, a quiz's items.
    """

    hash: str
    values: Mapping[str, Any]
    needs: tuple[str, ...] = ()


Parts = dict[str, dict[str, Part]]
"""The parts of a revision by kind, ``item``, ``source``, ``quiz`` and ``file``, and by id."""


class StaysBack:
    """Which files stay back, and so which ids cannot be published as they stand."""

    def __init__(self, loaded: Loaded, paths: set[str]) -> None:
        self._loaded = loaded
        self.paths = {path for path in paths if path.startswith(self._shown(""))}
        self.unread = self.paths - {origin.path for origin in loaded.origins.values()}

    def holds(self, kind: str, ident: str) -> bool:
        """Return whether an id that was read stands in a file that stays back."""
        return self._loaded.origins[kind, ident].path in self.paths

    def is_in(self, path: str) -> bool:
        """Return whether a file stays back."""
        return f"{self._shown('')}{path}" in self.paths

    def may_hold(self, kind: str, ident: str) -> bool:
        """Return whether an id is broken, or could stand in a file that cannot be read."""
        if (kind, ident) in self._loaded.origins:
            return self.holds(kind, ident)
        return any(path.startswith(self._shown(FOLDERS[kind])) for path in self.unread)

    def _shown(self, name: str) -> str:
        return f"{self._loaded.name}/{name}/" if name else f"{self._loaded.name}/"


def parts_of(
    bank: Bank, files: Files, stays_back: StaysBack, previous: BankRevision | None
) -> Parts:
    """Return all that a revision made from these files will hold."""
    parts = {
        kind: {
            ident: part
            for ident, part in some
            if ident not in bank.retired and not stays_back.holds(kind, ident)
        }
        for kind, some in _current(bank)
    }
    if previous:
        _keep_last_good(parts, previous, bank.retired, stays_back)
    _drop_what_rests_on_nothing(parts)
    return {**parts, "file": _texts(files, stays_back, previous)}


def _current(bank: Bank) -> Iterable[tuple[str, Iterable[tuple[str, Part]]]]:
    """Return everything that a bank holds, by kind and id."""
    yield (
        "item",
        (
            (ident, _part(item_content(item), item.sources, section=bank.sections[ident]))
            for ident, item in bank.items.items()
        ),
    )
    yield "source", ((ident, _part(source_content(each))) for ident, each in bank.sources.items())
    yield (
        "quiz",
        ((ident, _part(quiz_content(each), each.items)) for ident, each in bank.quizzes.items()),
    )


def _part(content: Content, needs: Iterable[str] = (), **values: str) -> Part:
    return Part(content_hash(content), {**values, "content": content}, tuple(needs))


def _keep_last_good(
    parts: Parts, previous: BankRevision, retired: Container[str], stays_back: StaysBack
) -> None:
    """Take from the previous revision what stays back now."""
    rows: list[tuple[str, str, ItemVersion | SourceVersion | QuizVersion]] = [
        *(("item", each.item_id, each) for each in previous.items),
        *(("source", each.source_id, each) for each in previous.sources),
        *(("quiz", each.quiz_id, each) for each in previous.quizzes),
    ]
    for kind, ident, row in rows:
        if ident not in retired and stays_back.may_hold(kind, ident):
            parts[kind].setdefault(ident, _last_good(row))


def _last_good(row: ItemVersion | SourceVersion | QuizVersion) -> Part:
    if isinstance(row, ItemVersion):
        values = {"section": row.section, "content": row.content}
        return Part(row.hash, values, tuple(item_of(row).sources))
    needs = quiz_of(row).items if isinstance(row, QuizVersion) else ()
    return Part(row.hash, {"content": row.content}, tuple(needs))


def _drop_what_rests_on_nothing(parts: Parts) -> None:
    """Leave out items whose source is missing, and quizzes with an item that is missing."""
    for kind, needed in (("item", "source"), ("quiz", "item")):
        whole = parts[kind].items()
        parts[kind] = {k: part for k, part in whole if set(part.needs) <= parts[needed].keys()}


def _texts(files: Files, stays_back: StaysBack, previous: BankRevision | None) -> dict[str, Part]:
    """Return the texts a revision rests on: those of whole files, the last good ones of others."""
    last = {each.path: _text(each) for each in previous.files} if previous else {}
    # A file that is gone may be the one that cannot be read now, under another name.
    found = {path: text for path, text in last.items() if stays_back.unread and path not in files}
    for path, content in sorted(files.items()):
        if content is not None and not stays_back.is_in(path):
            text = decoded(content)
            found[path] = Part(sha256(text.encode()).hexdigest(), {"text": text})
        elif path in last:
            found[path] = last[path]
    return found


def _text(row: FileVersion) -> Part:
    return Part(row.hash, {"text": row.text})
