"""From what a query found to what a view can use."""

from typing import TypeVar

from flask import abort

T = TypeVar("T")


def found(row: T | None) -> T:
    """Return the row, or answer 404: a stranger learns nothing about what exists."""
    if row is None:
        abort(404)
    return row


def row_number(text: str) -> int:
    """Read a row's number, as far as databases count; for ``args.get(..., type=row_number)``."""
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError("no row has this number")
    return number
