"""A bank's folder beside its working copy: which files changed on which side since they agreed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from pathlib import Path

from sqlalchemy import select

from quizapp.bank.files import belongs, files_in, misnamed
from quizapp.bank.loader import load_files
from quizapp.bank.problems import Problem
from quizapp.bank.texts import Unreadable, decoded, plain
from quizapp.database import db
from quizapp.editor.models import Agreement
from quizapp.editor.working import Working, get_working, text_hash

HEAD = "bank.yaml"
"""The file without which a folder is no bank."""


class State(Enum):
    """What became of a file since folder and database last agreed on it."""

    SAME = "the same"
    FOLDER = "changed in the folder"
    BROWSER = "changed in the browser"
    BOTH = "changed on both sides"


def state_of(folder: str, database: str, agreed: str) -> State:
    """Compare three hashes, each empty where there is no file."""
    if folder == database:
        return State.SAME
    if database == agreed:
        return State.FOLDER
    return State.BROWSER if folder == agreed else State.BOTH


@dataclass(frozen=True)
class Side:
    """One file on both sides; ``content`` is what lies in the folder, byte by byte."""

    path: str
    content: bytes | None
    folder: str | None
    database: str | None
    agreed: str

    @cached_property
    def state(self) -> State:
        return state_of(text_hash(self.folder), text_hash(self.database), self.agreed)


@dataclass(frozen=True)
class Comparison:
    """A folder beside the working copy of its bank.

    ``alone`` holds, byte by byte, the files that are left alone, and ``problems`` says why;
    ``None`` stands where nothing can be read.
    """

    folder: Path
    working: Working
    sides: Sequence[Side]
    alone: Mapping[str, bytes | None]
    problems: Sequence[Problem] = ()

    @property
    def bank(self) -> str:
        return self.working.bank

    def in_state(self, state: State) -> Sequence[Side]:
        """Return the files in one state, in the order of their paths."""
        return [side for side in self.sides if side.state is state]


def bank_in(folder: Path) -> str | None:
    """Return which bank lies in a folder: the id in its bank.yaml.

    While that is broken it is the bank that has agreed with most of the folder's files. Without
    any bank.yaml a folder is no bank.
    """
    contents = files_in(folder)
    if HEAD not in contents:
        return None
    bank = load_files({HEAD: contents[HEAD]}, folder.name).bank
    return bank.settings.id if bank else _last_known(_Texts(contents, folder).by_path)


def _last_known(texts: Mapping[str, str]) -> str | None:
    counts: dict[str, int] = {}
    for row in db.session.scalars(select(Agreement)):
        if row.path in texts and text_hash(texts[row.path]) == row.hash:
            counts[row.bank] = counts.get(row.bank, 0) + 1
    return max(sorted(counts), key=lambda bank: counts[bank]) if counts else None


@dataclass
class _Texts:
    """The texts of a folder's files, and what is wrong with the others."""

    contents: Mapping[str, bytes | None]
    folder: Path
    by_path: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for path, what, mend in misnamed(each for each in self.contents if not belongs(each)):
            self._note(path, what, mend)
        for path, content in self.contents.items():
            if not belongs(path):
                continue
            try:
                self.by_path[path] = decoded(content)
            except Unreadable as reason:
                what, _, mend = str(reason).partition("; ")
                self._note(path, f"the file is left alone: {what}", mend)

    def _note(self, path: str, what: str, mend: str) -> None:
        self.problems.append(Problem(f"{self.folder.name}/{path}", 1, 1, what, mend))


def compare(folder: Path, bank: str) -> Comparison:
    """Compare a folder with the working copy of its bank; changes nothing."""
    contents = files_in(folder)
    texts = _Texts(contents, folder)
    working = get_working(bank)
    agreed = agreements(bank)
    alone = {path: content for path, content in contents.items() if path not in texts.by_path}
    shut = tuple(f"{each}/" for each in _shut_folders(folder))
    for each in shut:
        what, mend = "the folder cannot be opened", "mend its permissions"
        texts.problems.append(Problem(f"{folder.name}/{each}", 1, 1, what, mend))
    alone |= {path: None for path in working.texts if path.startswith(shut)}
    sides = [
        Side(
            path,
            contents.get(path),
            texts.by_path.get(path),
            _plain_or_none(working.text(path)),
            _last_agreed(path, working, agreed, texts.by_path),
        )
        for path in sorted({*texts.by_path, *working.texts, *agreed})
        if belongs(path) and path not in alone
    ]
    return Comparison(folder, working, sides, alone, texts.problems)


def _plain_or_none(text: str | None) -> str | None:
    return None if text is None else plain(text)


def _shut_folders(folder: Path) -> list[str]:
    """Return the folders in it that cannot be read: what lies there is not gone."""
    inside = [folder / name for name in ("sources", "quizzes", "items")]
    with_items = inside[-1]
    if os.access(with_items, os.R_OK | os.X_OK):
        inside += [each for each in with_items.glob("*") if each.is_dir()]
    shut = [each for each in inside if each.exists() and not os.access(each, os.R_OK | os.X_OK)]
    return [each.relative_to(folder).as_posix() for each in shut]


def _last_agreed(
    path: str, working: Working, agreed: Mapping[str, str], folder: Mapping[str, str]
) -> str:
    """Return the hash both sides started from.

    Where they never met, and the file is on both sides, that is the published text.
    """
    published = working.published.get(path)
    if path in agreed or published is None or path not in folder:
        return agreed.get(path, "")
    return text_hash(plain(published))


def agreements(bank: str) -> dict[str, str]:
    """Return the hash of each file on which folder and database last agreed."""
    rows = db.session.scalars(
        select(Agreement).filter_by(bank=bank).execution_options(populate_existing=True)
    )
    return {row.path: row.hash for row in rows}
