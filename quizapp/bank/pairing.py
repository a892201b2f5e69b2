"""Which entry of a changed list is which entry of the list as it was."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

Name: TypeAlias = str | None
"""What an entry goes by; nothing else is meant by an absent one."""


def pairs(old: Sequence[object], new: Sequence[object]) -> list[int | None]:
    """Return for each new entry the index of the old one that it continues, if there is one.

    Equal entries belong together first, then those with the same id, then those in one place.
    """
    found: list[int | None] = [None] * len(new)
    for name in (_whole, _with_source, _by_id):
        _pair(old, new, found, name)
    taken = set(found)
    for number in range(min(len(old), len(new))):
        if found[number] is None and number not in taken:
            found[number] = number
    return found


def _pair(
    old: Sequence[object],
    new: Sequence[object],
    found: list[int | None],
    name: Callable[[object], Name],
) -> None:
    """Pair entries of one name, the first with the first; each is looked at once."""
    taken = set(found)
    free: dict[Name, list[int]] = {}
    for index in reversed(range(len(old))):
        if index not in taken:
            free.setdefault(name(old[index]), []).append(index)
    free.pop(None, None)
    for number, entry in enumerate(new):
        if found[number] is None and (left := free.get(name(entry))):
            found[number] = left.pop()


def _whole(entry: object) -> Name:
    return json.dumps(entry, sort_keys=True, default=str)


def _with_source(entry: object) -> Name:
    return _named(entry, ("id", "source"))


def _by_id(entry: object) -> Name:
    return _named(entry, ("id",))


def _named(entry: object, keys: tuple[str, ...]) -> Name:
    """Return what names an entry; nothing where it has no id."""
    if isinstance(entry, Mapping) and entry.get("id"):
        return _whole([entry.get(key) for key in keys])
    return None
