"""Writing a changed value into a file so that everything else in it stays as it was."""

from collections.abc import Callable, Mapping

import yaml

from quizapp.bank.edits import Edit, applied
from quizapp.bank.splicing import Splicing
from quizapp.bank.strict_yaml import Malformed, read
from quizapp.bank.written import block, in_flow
from quizapp.bank.yaml_nodes import Entry, Node, Unusual, parsed

MARK = "\ufeff"
"""What some editors put before the first letter of a file."""


class CannotBeWritten(Exception):
    """No file of a bank can hold this value; the message says why."""


def rewritten(text: str, value: object) -> str:
    """Return the text changed so that it reads as ``value``; the very same if it does already.

    Only lines of parts that differ change. Raises `Malformed` when the text is no good YAML, and
    `CannotBeWritten` when the value holds what no file may.
    """
    data = text.encode()
    if data and read(data, "").value == value:
        return text
    mark = MARK if text.startswith(MARK) else ""
    windows = "\r\n" in text and text.count("\r\n") == text.count("\n")
    plain = text.removeprefix(MARK)
    plain = plain.replace("\r\n", "\n") if windows else plain
    why = ""
    for attempt in (_spliced, _coarsely, _afresh):
        new = attempt(plain, value)
        why = "" if new is None else _unlike(new, value)
        if new is not None and not why:
            return mark + (new.replace("\n", "\r\n") if windows else new)
    raise CannotBeWritten(why)


def _unlike(text: str, value: object) -> str:
    """Say why a text does not read as a value; empty where it does."""
    try:
        same = read(text.encode(), "").value == value
    except Malformed as malformed:
        first = malformed.problems[0]
        return f"No file can hold this: {first.what}; {first.mend}."
    except UnicodeEncodeError:
        same = False
    return "" if same else "No file can hold this: it has a character that cannot be shown."


def _spliced(text: str, value: object) -> str | None:
    return _tried(text, lambda root: Splicing(text).changes(root, value, _at_root(root)))


def _coarsely(text: str, value: object) -> str | None:
    """Write every part of the whole that differs anew, whatever it consists of."""
    rewriting = Splicing(text, whole=True)
    return _tried(text, lambda root: rewriting.changes(root, value, _at_root(root)))


def _tried(text: str, changes: Callable[[Node], list[Edit]]) -> str | None:
    try:
        root = parsed(text)
        return applied(text, changes(root)) if root else None
    except (Unusual, yaml.YAMLError):
        return None


def _at_root(root: Node) -> Entry:
    return Entry("", root.start, root.start, root, is_dash=True)


def _afresh(text: str, value: object) -> str:
    """Write the value behind the comments with which the file begins."""
    lines = text.split("\n")
    count = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head = "".join(f"{line}\n" for line in lines[:count])
    shown = block(value, 0) if value and isinstance(value, Mapping | list) else in_flow(value)
    return f"{head}{shown}\n"
