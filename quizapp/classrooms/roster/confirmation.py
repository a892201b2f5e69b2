"""What a dry run hands to its confirmation: the rows that were read, not the file."""

import json
from collections.abc import Iterable
from typing import Any

from quizapp.classrooms.roster.reader import MOST_ROWS
from quizapp.classrooms.roster.rows import Row, checked


class Garbled(ValueError):
    """The text is not what `carried` wrote."""


def carried(rows: Iterable[Row]) -> str:
    """Return the usable rows as a text for a hidden field."""
    return json.dumps(
        [
            [row.first, row.last, row.name, row.username, row.password]
            for row in rows
            if not row.problem
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read(text: str) -> tuple[Row, ...]:
    """Return the rows again, each checked like a line of a file. Raises `Garbled`."""
    try:
        entries = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Garbled from error
    if not isinstance(entries, list) or len(entries) > MOST_ROWS:
        raise Garbled
    return tuple(_row(entry) for entry in entries)


def _row(entry: Any) -> Row:
    match entry:
        case [int(first), int(last), str(name), str(username), str(password)]:
            return checked(first, last, name, username, password)
        case _:
            raise Garbled
