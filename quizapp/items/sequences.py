"""Items whose response is an order of elements: the parts two interaction types share."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from quizapp.items.base import Fields, Frozen, Id, Text, Unreadable, only_value
from quizapp.items.codes import placed_numbers


class Element(Frozen):
    """One thing to put in its place."""

    id: Id
    text: Text
    feedback: Text


Pair = tuple[Id, Id]


def require_order(order: Sequence[str], elements: Sequence[Element]) -> None:
    """Raise ``ValueError`` unless the order names every element once."""
    known = {element.id for element in elements}
    if len(known) < len(elements):
        raise ValueError("two elements have the same id")
    if sorted(order) != sorted(known):
        raise ValueError(f"the order must name each element once: {', '.join(sorted(known))}")


def pairs_in_order(
    response: Sequence[str], key: Sequence[str], open_pairs: Iterable[Pair] = ()
) -> Fraction:
    """Return max(0, 2p - 1), where p is the share of scored pairs that stand in the key's order.

    Guessing scores 0 on average before the cut at 0. Pairs in ``open_pairs`` are not scored,
    whichever way round they are given. Both sequences hold the same ids.
    """
    free = {frozenset(pair) for pair in open_pairs}
    scored = [pair for pair in combinations(key, 2) if frozenset(pair) not in free]
    place = {each: position for position, each in enumerate(response)}
    kept = sum(place[first] < place[second] for first, second in scored)
    return max(Fraction(), 2 * Fraction(kept, len(scored)) - 1) if scored else Fraction(1)


def position_fields(ids: Iterable[str]) -> frozenset[str]:
    """Return the field names of the positions: ``position.<element id>``, counted from 1."""
    return frozenset(f"position.{each}" for each in ids)


def read_positions(elements: Sequence[Element], fields: Fields) -> tuple[str, ...] | None:
    """Return the ids in the order of their positions; ``None`` when no position was given.

    Raises `Unreadable` unless the positions are 1 to n, each given once.
    """
    given = {e.id: only_value(fields, f"position.{e.id}") for e in elements}
    if not any(given.values()):
        return None
    if not all(given.values()):
        raise Unreadable("Give every line a position, or clear them all.")
    count = len(elements)
    if sorted(given.values()) != sorted(str(place) for place in range(1, count + 1)):
        raise Unreadable(f"Use each position from 1 to {count} once.")
    return tuple(sorted(given, key=lambda each: int(given[each])))


def alphabetical(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Return the elements by their words, the order that they have on paper."""
    return tuple(sorted(elements, key=lambda element: element.text.casefold()))


def positions_hint(elements: Sequence[Element]) -> str:
    """Return what `positions_from` reads, in words."""
    return f"the numbers before the lines from top to bottom, 1 to {len(elements)}"


def positions_from(elements: Sequence[Element], code: str) -> Fields:
    """Return the form with the numbers written before the lines. Raises `Unreadable`."""
    numbers = placed_numbers(code, [element.id for element in elements])
    return {f"position.{each}": [number] for each, number in numbers.items()}


def positions_code(elements: Sequence[Element], order: Sequence[str]) -> str:
    """Return the numbers that stand before the lines when they are in this order."""
    return "".join(str(order.index(element.id) + 1) for element in elements)


def placed(order: Sequence[str]) -> Fields:
    """Return the form that puts the elements in this order."""
    return {f"position.{each}": [str(place)] for place, each in enumerate(order, start=1)}
