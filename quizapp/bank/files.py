"""The files of a bank, as they lie in a folder or anywhere else: contents by path."""

import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from quizapp.bank.model import LISTS
from quizapp.bank.strict_yaml import MOST_BYTES

Files = Mapping[str, bytes | None]
"""Contents by path from the bank's folder, with forward slashes; ``None`` where none can be read.

What is longer than a bank's file may be is cut off right behind that length.
"""

_DEVICE = (
    r"(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])[0-9])"
)
"""What Windows takes for a device, not for a file, whatever its ending."""
_NAME = rf"(?!{_DEVICE}[./])[A-Za-z0-9][A-Za-z0-9_-]{{0,79}}"
_BELONGS = re.compile(
    rf"(?:bank|{'|'.join(LISTS)})\.yaml|(?:sources|quizzes)/{_NAME}\.yaml|items/{_NAME}/{_NAME}\.yaml"
)
_AT_ONCE: int = getattr(os, "O_NONBLOCK", 0)  # not on Windows
_BINARY: int = getattr(os, "O_BINARY", 0)  # on Windows only
_PATTERNS = ("*.yaml", "sources/*.yaml", "quizzes/*.yaml", "items/*/*.yaml")


def belongs(path: str) -> bool:
    """Return whether a file of this path can be part of a bank; it then leads nowhere else."""
    return _BELONGS.fullmatch(path) is not None


def misnamed(paths: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the paths that a bank cannot have, each with what is wrong and how to mend it."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault(path.casefold(), path)
        if not belongs(path):
            mend = "rename it: a bank's names are made of the letters A to Z, digits, - and _"
            yield path, "the name is none that a bank's file may have", mend
        elif first != path:
            what = f"the name differs from {first} in nothing but capitals"
            yield (
                path,
                what,
                "give the newer of the two another id: not every disk tells them apart",
            )


def files_in(folder: Path) -> dict[str, bytes | None]:
    """Return the files of the bank in a folder, in the order of their paths.

    Links that lead out of the folder, and what is no file, cannot be read.
    """
    home = folder.resolve()
    return {path.relative_to(folder).as_posix(): _content(path, home) for path in _paths(folder)}


def _paths(folder: Path) -> Iterator[Path]:
    yield from sorted(path for pattern in _PATTERNS for path in folder.glob(pattern))


def _content(path: Path, home: Path) -> bytes | None:
    try:
        if not path.resolve().is_relative_to(home):
            return None
        # A pipe in the place of a file would never end: it is opened without waiting for anybody.
        with os.fdopen(os.open(path, os.O_RDONLY | _AT_ONCE | _BINARY), "rb") as file:
            whole = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return file.read(MOST_BYTES + 1) if whole else None
    except (OSError, RuntimeError):
        return None
