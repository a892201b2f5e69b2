"""Writing several files of a bank's folder so that after a crash all of them are written or none.

What is to be written first lies, whole and on the disk, in a folder of its own beside a list of
what goes where. Until that folder has its final name nothing has happened, and an interrupted
write is rolled back; from then on it is rolled forward, by whoever comes next.
"""

import json
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from quizapp.bank.files import belongs
from quizapp.bank.texts import decoded

MARK, PART, LIST = ".quizapp-writing-", ".part", "list.json"


class CannotWrite(Exception):
    """The folder, or a part of it, cannot be written; the message says what and why."""


@dataclass(frozen=True)
class Change:
    """What a file holds now and what it is to hold; ``None`` where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass
class Written:
    """What was done: the hash of the text that each file holds now, and what was left alone.

    A file is left alone when somebody changed it at the last moment.
    """

    hashes: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


@dataclass
class Interrupted:
    """What an interrupted write had left, and how it ended.

    ``journals`` are to be discarded once the database knows what was ``written``.
    """

    written: Written = field(default_factory=Written)
    journals: list[Path] = field(default_factory=list)
    rolled_back: int = 0


def stage(folder: Path, changes: Sequence[Change]) -> Path:
    """Put down what is to be written; from the moment this returns it will be. Nobody may write
    to the folder in this way at the same time. Raises `CannotWrite`."""
    journal = folder / f"{MARK}{secrets.token_hex(8)}"
    part = journal.with_name(journal.name + PART)
    try:
        for change in changes:
            _check(_place(folder, change.path), folder)
        part.mkdir()
        for number, change in enumerate(changes):
            if change.after is not None:
                _put_down(part / str(number), change.after)
        _put_down(part / LIST, json.dumps([_entry(change) for change in changes]).encode())
        _flush(part)
        part.rename(journal)
        _flush(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise CannotWrite(f"{folder} cannot be written ({error.strerror})") from error
    return journal


def _entry(change: Change) -> dict[str, str | bool]:
    text = "" if change.after is None else _named(decoded(change.after).encode())
    return {
        "path": change.path,
        "before": "" if change.before is None else _named(change.before),
        "hash": text,
    }


def _named(content: bytes) -> str:
    return sha256(content).hexdigest()


def _place(folder: Path, path: str) -> Path:
    """Return where a file lies in truth. Raises `CannotWrite` when that is not in the folder."""
    place = (folder / path).resolve()
    if not belongs(path) or not place.is_relative_to(folder.resolve()):
        raise CannotWrite(f"{path} leads out of {folder}")
    return place


def _check(place: Path, folder: Path) -> None:
    """Find out before anything is written whether it could be."""
    above = place.parent
    while not above.exists():
        above = above.parent
    if not os.access(above, os.W_OK | os.X_OK) or not above.is_dir():
        raise CannotWrite(f"{above} cannot be written")
    if place.exists() and not place.is_file():
        raise CannotWrite(f"{place} is no file")


def finish(journal: Path) -> Written:
    """Do what was put down, as often as it is called. Raises `CannotWrite`."""
    folder, written = journal.parent, Written()
    touched: set[Path] = set()
    try:
        for number, entry in enumerate(json.loads((journal / LIST).read_bytes())):
            place = _place(folder, entry["path"])
            if _done(journal / str(number), place, folder, entry):
                written.hashes[entry["path"]] = entry["hash"]
                touched.add(place.parent)
            else:
                written.left.append(entry["path"])
        for each in sorted(touched):
            _flush(each)
    except OSError as error:
        raise CannotWrite(f"{folder} cannot be written ({error.strerror})") from error
    return written


def _done(staged: Path, place: Path, folder: Path, entry: dict[str, str]) -> bool:
    """Bring one file to its new state unless that was done; tell whether it was not in the way."""
    if entry["hash"] and not staged.exists():
        return True
    present = _named(place.read_bytes()) if place.exists() else ""
    if entry["hash"]:
        if present == entry["before"]:
            _move(staged, place, folder)
            return True
        return present == _named(staged.read_bytes())
    if present == entry["before"] and present:
        place.unlink()
        _tidy(place.parent, folder.resolve())
        return True
    return not present


def _move(staged: Path, place: Path, folder: Path) -> None:
    """Let a file take its place with the rights and the owner that it had, or that are usual."""
    home = folder.stat()
    for missing in reversed([each for each in place.parents if not each.exists()]):
        missing.mkdir()
        missing.chmod(home.st_mode & 0o777)
        _give(missing, home)
    like = place.stat() if place.exists() else home
    staged.chmod(like.st_mode & (0o777 if place.exists() else 0o666))
    _give(staged, like)
    staged.replace(place)


def _give(path: Path, like: os.stat_result) -> None:
    """Give a file to another file's owner, where the system has owners and lets us."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(path, like.st_uid, like.st_gid)


def _tidy(above: Path, home: Path) -> None:
    """Remove folders in which nothing is left."""
    while above != home and not any(above.iterdir()):
        above.rmdir()
        above = above.parent


def discard(journal: Path) -> None:
    """Forget what was put down: it is done, and the database knows."""
    part = journal.with_name(journal.name + PART)
    with suppress(OSError):
        journal.rename(part)
    shutil.rmtree(part, ignore_errors=True)


def interrupted(folder: Path) -> bool:
    """Return whether a write was interrupted in this folder."""
    return any(_left_over(folder))


def recover(folder: Path) -> Interrupted:
    """Roll interrupted writes back or forward. Raises `CannotWrite`."""
    found = Interrupted()
    for journal in _left_over(folder):
        if journal.name.endswith(PART):
            shutil.rmtree(journal, ignore_errors=True)
            found.rolled_back += 1
            continue
        done = finish(journal)
        found.written.hashes |= done.hashes
        found.written.left += done.left
        found.journals.append(journal)
    return found


def _left_over(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob(f"{MARK}*")):
        if path.is_dir() and not path.is_symlink():
            yield path


def _put_down(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """Have a folder's names on the disk, where the system lets a folder be opened."""
    if hasattr(os, "O_DIRECTORY") and folder.is_dir():
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
