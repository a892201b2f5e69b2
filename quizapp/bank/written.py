"""How new values are written in a bank's files: readable, and read back exactly."""

import re
from collections.abc import Mapping

WIDTH = 100
STEP = 2

_NOTHING = {"", "~", "null", "Null", "NULL"}
_STARTS_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<]|-[0-9A-Za-z]")
_ENDS_PLAIN = re.compile(r":(\s|$)|\s#|[\t\n\r]")
_ESCAPED = re.compile(r"[\x85\u2028\u2029\ufeff]")
_BREAK = re.compile(r"(?<=\S) (?=\S)")
_IN_FLOW = re.compile(r"[,\[\]{}:?]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def after_key(value: object, column: int, used: int, *, flow: bool = False) -> str:
    """Return what follows ``key:`` where the key stands in ``column`` and ends in ``used``."""
    short = _one_line(value, used + 1, flow=flow)
    if short is not None:
        return f" {short}"
    if isinstance(value, Mapping | list):
        return "\n" + " " * (column + STEP) + block(value, column + STEP)
    return " " + scalar(str(value), column + STEP, used + 1)


def after_dash(value: object, column: int, *, flow: bool = False) -> str:
    """Return what follows the dash in ``column``."""
    short = _one_line(value, column + STEP, flow=flow)
    if short is not None:
        return f" {short}"
    if isinstance(value, Mapping | list):
        return " " + block(value, column + STEP)
    return " " + scalar(str(value), column + STEP, column + STEP)


def block(value: object, column: int) -> str:
    """Return a mapping or list, each part on lines of its own; the first line is not indented."""
    parts: list[str] = []
    if isinstance(value, Mapping):
        parts = [entry(str(name), each, column) for name, each in value.items()]
    elif isinstance(value, list):
        parts = [f"-{after_dash(each, column)}" for each in value]
    return ("\n" + " " * column).join(parts)


def entry(name: str, value: object, column: int) -> str:
    """Return a key in a column with its value."""
    shown = key(name)
    return f"{shown}:{after_key(value, column, column + len(shown) + 1)}"


def key(name: str) -> str:
    """Return a key as it is written."""
    return name if is_plain(name) and not _IN_FLOW.search(name) else quoted(name)


def _one_line(value: object, column: int, *, flow: bool) -> str | None:
    """Return what is written on the same line; ``None`` for what needs lines of its own."""
    if value is None:
        return "null"
    if isinstance(value, Mapping | list):
        if value and not flow and not _is_list_of_words(value):
            return None
        text = in_flow(value)
        return text if column + len(text) <= WIDTH or not value else None
    return None


def _is_list_of_words(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, str) and re.fullmatch(r"[\w:.-]+", each) for each in value
    )


def in_flow(value: object, known: Mapping[str, str] | None = None) -> str:
    """Return a value as it is written inside brackets; ``known`` has texts as they were written."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key(k)}: {in_flow(v, known)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_flow(each, known) for each in value) + "]"
    if value is None:
        return "null"
    text = str(value)
    if known and text in known:
        return known[text]
    return text if is_plain(text) and not _IN_FLOW.search(text) else quoted(text)


def scalar(text: str, indent: int, column: int, style: str = "") -> str:
    """Return a text that begins in ``column``, in its style if that can hold it.

    ``style`` is that of YAML's events: empty, a quotation mark, ``>`` or ``|``. Lines of texts
    that take several are indented by ``indent``.
    """
    if style in {">", "|"} and can_be_block(text, style):
        return in_block(text, indent, style)
    quotes = quoted(text, style if style in {"'", '"'} else "")
    plain = text if is_plain(text) and not style else quotes
    if "\n" not in text and column + len(plain) <= WIDTH:
        return plain
    wanted = "|" if "\n" in text else ">"
    if can_be_block(text, wanted):
        return in_block(text, indent, wanted)
    return plain


def is_plain(text: str) -> bool:
    """Return whether a text needs no quotation marks."""
    return (
        text not in _NOTHING
        and text == text.strip()
        and _STARTS_PLAIN.match(text) is not None
        and _ENDS_PLAIN.search(text) is None
        and _ESCAPED.search(text) is None
    )


def quoted(text: str, mark: str = "") -> str:
    """Return a text in quotation marks, on one line."""
    special = re.search(r"[\n\t\r]", text) or _ESCAPED.search(text)
    if not special and (
        mark == "'" or (not mark and re.search(r'["\\]', text) and "'" not in text)
    ):
        return "'" + text.replace("'", "''") + "'"
    shown = re.sub(r'[\\"\n\t\r]', lambda found: _ESCAPES[found[0]], text)
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04X}", shown) + '"'


def can_be_block(text: str, style: str) -> bool:
    """Return whether a text stays the same when it is folded (``>``) or literal (``|``)."""
    lines = text.removesuffix("\n").split("\n")
    inner = any(re.match(r"\s", line) for line in lines)
    return (
        bool(lines[0])
        and bool(lines[-1])
        and not re.match(r"\s", lines[0])
        and all(line == line.rstrip() for line in lines)
        and not (style == ">" and inner)
        and _ESCAPED.search(text) is None
        and "\r" not in text
    )


def in_block(text: str, indent: int, style: str, before: list[str] | None = None) -> str:
    """Return a text over several lines under ``>-`` or ``|-``.

    Lines that stood there ``before`` are kept from the first on as long as they fit.
    """
    lines = _folded_lines(text, indent, before or []) if style == ">" else _body(text).split("\n")
    shown = "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in lines)
    return f"{style}{'' if text.endswith(chr(10)) else '-'}{shown}"


def _folded_lines(text: str, indent: int, before: list[str]) -> list[str]:
    lines: list[str] = []
    for part in re.split(r"(\n+)", _body(text)):
        if part.startswith("\n"):
            lines += [""] * len(part)  # so many line breaks take one more
        else:
            lines += folded(part, WIDTH - indent, [] if lines else before)
    return lines


def _body(text: str) -> str:
    return text.removesuffix("\n")


def folded(text: str, width: int, before: list[str]) -> list[str]:
    """Return the lines of a text that is broken at spaces; lines from ``before`` come first."""
    lines: list[str] = []
    rest = text
    for line in before:
        if not rest.startswith(f"{line} ") or not _BREAK.match(rest, len(line)):
            break
        lines.append(line)
        rest = rest[len(line) + 1 :]
    while len(rest) > width:
        breaks = [found.start() for found in _BREAK.finditer(rest)]
        if not breaks:
            break
        at = max((each for each in breaks if each <= width), default=breaks[0])
        lines.append(rest[:at])
        rest = rest[at + 1 :]
    return [*lines, rest]
