"""Which entry of a changed list is which entry of the list as it was."""

from collections.abc import Callable, Mapping, Sequence


def pairs(old: Sequence[object], new: Sequence[object]) -> list[int | None]:
    """Return for each new entry the index of the old one that it continues, if there is one.

    Equal entries belong together first, then those with the same id, then those in one place.
    """
    found: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))

    def pair(same: Callable[[int, int], bool]) -> None:
        for number in range(len(new)):
            if found[number] is None:
                index = next((each for each in free if same(each, number)), None)
                if index is not None:
                    found[number] = index
                    del free[index]

    pair(lambda index, number: old[index] == new[number])
    for keys in (("id", "source"), ("id",)):
        pair(lambda index, number, keys=keys: _named(old[index], keys) == _named(new[number], keys))  # type: ignore[misc]
    pair(lambda index, number: index == number)
    return found


def _named(value: object, keys: tuple[str, ...]) -> object:
    """Return what names an entry; something that equals nothing else where it has no id."""
    if isinstance(value, Mapping) and value.get("id"):
        return [value.get(key) for key in keys]
    return object()
