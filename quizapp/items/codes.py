"""Short codes of answers given on paper: letters of options, numbers of rows, words as they are."""

import re
from collections.abc import Sequence

from quizapp.items.base import Unreadable

LETTERS = "abcdefghijklmnopqrst"
"""The letters that stand before options on paper; no item has more of them."""
NONE = "-"
"""What stands for a row without an answer."""
ON_PAPER = "(written on paper)"
"""What stands in for writing that is on paper alone."""

_PAIR = re.compile(r"(\d+)\s*[.:=)]?\s*([a-z])")
_BETWEEN = re.compile(r"[\s,;/.+&]+")


def lettered(ids: Sequence[str]) -> dict[str, str]:
    """Return the id behind each letter, in the order on paper."""
    return dict(zip(LETTERS, ids, strict=False))


def letter_of(ident: str, ids: Sequence[str]) -> str:
    """Return the letter that stands before an option on paper."""
    return LETTERS[list(ids).index(ident)]


def span(count: int) -> str:
    """Return the letters in words: ``a to d``."""
    return f"a to {LETTERS[count - 1]}"


def one_letter(code: str, ids: Sequence[str]) -> str:
    """Return the id that a single letter stands for. Raises `Unreadable`."""
    known = lettered(ids)
    letter = code.strip().strip(".)").casefold()
    if letter not in known:
        raise Unreadable(f"Expected one letter, {span(len(ids))}.")
    return known[letter]


def many_letters(code: str, ids: Sequence[str], most: int) -> list[str]:
    """Return the ids that letters such as ``ac`` stand for. Raises `Unreadable`."""
    known = lettered(ids)
    letters = list(dict.fromkeys(_BETWEEN.sub("", code.casefold())))
    if not letters or not set(letters) <= set(known):
        raise Unreadable(f"Expected letters from {span(len(ids))}, such as ac.")
    if len(letters) > most:
        raise Unreadable(f"Expected {most} of the letters {span(len(ids))}, not {len(letters)}.")
    return [known[letter] for letter in letters]


def placed_numbers(code: str, ids: Sequence[str]) -> dict[str, str]:
    """Return the number written before each line, from top to bottom. Raises `Unreadable`."""
    digits = _BETWEEN.sub("", code)
    if sorted(digits) != [str(place) for place in range(1, len(ids) + 1)]:
        raise Unreadable(
            f"Expected the numbers before the lines from top to bottom: 1 to {len(ids)}, each once."
        )
    return dict(zip(ids, digits, strict=True))


def rows_hint(rows: int, choices: int) -> str:
    """Return what `rows_under` reads, in words."""
    return f"a letter, {span(choices)}, for each of {rows} lines: 1c 2a, or ca (- for none)"


def rows_under(code: str, choices: Sequence[Sequence[str]]) -> list[str]:
    """Return the id chosen for each row, empty for none; ``choices`` are what each row can have.

    Reads ``1c 2a`` and, row by row, ``ca`` or ``c-a``. Raises `Unreadable`.
    """
    plain = code.strip().casefold()
    pairs = _PAIR.findall(plain)
    if pairs and not _BETWEEN.sub("", _PAIR.sub("", plain)):
        return _by_number(pairs, choices)
    letters = _BETWEEN.sub("", plain)
    if len(letters) != len(choices):
        raise Unreadable(f"Expected {rows_hint(len(choices), max(map(len, choices)))}.")
    rows = zip(letters, choices, strict=True)
    return [_of_row(letter, row, number) for number, (letter, row) in enumerate(rows, start=1)]


def _by_number(pairs: Sequence[tuple[str, str]], choices: Sequence[Sequence[str]]) -> list[str]:
    found = [""] * len(choices)
    for number, letter in pairs:
        place = int(number[:4])
        if not 1 <= place <= len(choices):
            raise Unreadable(f"Expected line numbers from 1 to {len(choices)}, not {number[:9]}.")
        if found[place - 1]:
            raise Unreadable(f"Expected one letter for line {place}; there are two.")
        found[place - 1] = _of_row(letter, choices[place - 1], place)
    return found


def _of_row(letter: str, row: Sequence[str], number: int) -> str:
    if letter == NONE:
        return ""
    known = lettered(row)
    if letter not in known:
        raise Unreadable(f"Expected a letter, {span(len(row))}, for line {number}.")
    return known[letter]


def rows_code(chosen: Sequence[str | None], choices: Sequence[Sequence[str]]) -> str:
    """Return the code of what was chosen row by row; the other way round from `rows_under`."""
    pairs = zip(chosen, choices, strict=True)
    return "".join(letter_of(each, row) if each else NONE for each, row in pairs)
