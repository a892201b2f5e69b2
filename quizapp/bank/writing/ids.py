"""Ids for new questions: the next one that is free in a section."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from quizapp.bank.model import Bank

_NUMBERED = re.compile(r"(.*?)(\d{1,6})")
_ITEM = re.compile(r"items/([^/]+)/[^/]+\.yaml")


def section_of(path: str) -> str:
    """Return the section that an item's file belongs to; empty for other files."""
    found = _ITEM.fullmatch(path)
    return found[1] if found else ""


def next_id(section: str, bank: Bank | None, paths: Iterable[str]) -> str:
    """Return the id after the last one of a section, written as its ids are.

    Retired ids are used for good, and so are the names of files that nobody can read yet.
    """
    used = set(_used(section, bank, paths))
    numbered = [found for each in used if (found := _NUMBERED.fullmatch(each))]
    stems = Counter(found[1] for found in numbered)
    stem = stems.most_common(1)[0][0] if stems else f"{section}-"
    numbers = [found[2] for found in numbered if found[1] == stem]
    width = max(map(len, numbers), default=2)
    retired = set(bank.retired) if bank else set()
    taken = [int(each[len(stem) :]) for each in retired if _continues(each, stem)]
    last = max([0, *map(int, numbers), *taken])
    return f"{stem}{last + 1:0{width}}"


def _used(section: str, bank: Bank | None, paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        if section_of(path) == section:
            yield PurePosixPath(path).stem
    if bank:
        yield from (each for each, home in bank.sections.items() if home == section)


def _continues(ident: str, stem: str) -> bool:
    return ident.startswith(stem) and ident[len(stem) :].isascii() and ident[len(stem) :].isdigit()
