"""A filled-in form: between the plain value of a file and the fields that a browser sends."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from quizapp.bank.form_shapes import Kind, Shape
from quizapp.bank.strict_yaml import visible


class Absent:
    """Stands for a key that is not there."""


ABSENT: Final = Absent()


class Sent(Protocol):
    """The fields that a browser sends, as Werkzeug holds them."""

    def get(self, key: str, /) -> str | None: ...
    def getlist(self, key: str, /) -> list[str]: ...


@dataclass
class Control:
    """A field as it is shown; ``base`` is what the file has there.

    ``kept`` marks what does not fit into the form: it stays as it stands in the file. The entries
    of lists and maps have a ``token`` each that stays the same while they are moved, and those of
    maps a ``key``.
    """

    shape: Shape
    name: str
    base: object = ABSENT
    typed: str = ""
    kept: bool = False
    parts: dict[str, "Control"] = field(default_factory=dict)
    entries: list["Control"] = field(default_factory=list)
    token: str = ""
    key: str = ""
    problems: list[str] = field(default_factory=list)

    def plain(self) -> object:
        """Return what the file is to hold here, or `ABSENT`."""
        if self.kept:
            return self.base
        match self.shape.kind:
            case Kind.GROUP:
                return self._group()
            case Kind.LIST:
                found = [each.plain() for each in self.entries]
                filled = [each for each in found if each is not ABSENT]
                return filled or (self.base if self.base in ([], None) else ABSENT)
            case Kind.MAP:
                return self._map()
            case _:
                return self._text()

    def every(self) -> Iterator["Control"]:
        """Yield the control and all that are inside it."""
        yield self
        for each in (*self.parts.values(), *self.entries):
            yield from each.every()

    def faults(self) -> bool:
        """Note beside each field what no file can hold, and return whether there is any."""
        for each in self.every():
            names = [entry.key for entry in each.entries if each.shape.kind is Kind.MAP]
            for entry in each.entries:
                if names.count(entry.key) > 1:
                    entry.problems.append("This name is given twice. Change one of the two.")
            if (each.typed, each.key) != (visible(each.typed), visible(each.key)):
                each.typed, each.key = visible(each.typed), visible(each.key)
                each.problems.append(
                    "A character in it cannot be stored. It stands as \ufffd now: remove it."
                )
        return any(each.problems for each in self.every())

    def act(self, verb: str, token: str) -> None:
        """Add an entry to this list or map, or move or remove one."""
        if verb == "add":
            used = [int(each.token[1:]) for each in self.entries if not each.token.isdigit()]
            self.entries.append(self.blank(f"n{max(used, default=0) + 1}"))
            return
        at = next((n for n, each in enumerate(self.entries) if each.token == token), None)
        if at is None:
            return
        entry = self.entries.pop(at)
        if verb in {"up", "down"}:
            self.entries.insert(max(at - 1, 0) if verb == "up" else at + 1, entry)

    def blank(self, token: str) -> "Control":
        """Return an empty entry for this list."""
        made = control(self.shape.entry, ABSENT, f"{self.name}-{token}")
        made.token = token
        return made

    def _group(self) -> object:
        found = {name: part.plain() for name, part in self.parts.items()}
        base = self.base if isinstance(self.base, dict) else {}
        extra = {key: value for key, value in base.items() if key not in self.parts}
        filled = {key: value for key, value in found.items() if value is not ABSENT} | extra
        return filled or (self.base if self.base in ({}, None) else ABSENT)

    def _map(self) -> object:
        found: dict[str, object] = {}
        for each in self.entries:
            value = each.plain()
            if each.key or value is not ABSENT:
                found[each.key] = None if value is ABSENT else value
        return found or (self.base if self.base in ({}, None) else ABSENT)

    def _text(self) -> object:
        if self.typed == _shown(self.shape, self.base):
            return self.base
        return _read(self.shape.kind, self.typed)


def control(shape: Shape, value: object, name: str) -> Control:
    """Return the control that shows a value of a file."""
    made = Control(shape, name, value)
    made.kept = not _fits(shape, value)
    if made.kept:
        return made
    if shape.kind is Kind.GROUP:
        holder = value if isinstance(value, dict) else {}
        made.parts = {
            key: control(part, holder.get(key, ABSENT), f"{name}-{key}")
            for key, part in shape.fields.items()
        }
    elif shape.kind in {Kind.LIST, Kind.MAP}:
        made.entries = [_entry(made, str(index)) for index in range(len(_items(value)))]
    else:
        made.typed = _shown(shape, value)
    return made


def filled_in(shape: Shape, value: object, name: str, sent: Sent) -> Control:
    """Return the control with what a browser sent, over what the file has."""
    made = control(shape, value, name)
    if made.kept:
        return made
    if shape.kind is Kind.GROUP:
        made.parts = {
            key: filled_in(part.shape, part.base, part.name, sent)
            for key, part in made.parts.items()
        }
    elif shape.kind in {Kind.LIST, Kind.MAP}:
        tokens = [each for each in sent.getlist(name) if re.fullmatch(r"n?\d{1,4}", each)]
        made.entries = [_entry(made, token, sent) for token in dict.fromkeys(tokens)]
    else:
        typed = sent.get(name)
        made.typed = made.typed if typed is None else one_line_end(typed)
    return made


def _entry(holder: Control, token: str, sent: Sent | None = None) -> Control:
    """Return the entry of a list or map that a token names, filled in if something was sent."""
    items = _items(holder.base)
    index = int(token) if token.isdigit() else len(items)
    key, value = items[index] if index < len(items) else ("", ABSENT)
    name = f"{holder.name}-{token}"
    if sent is None:
        made = control(holder.shape.entry, value, name)
    else:
        made = filled_in(holder.shape.entry, value, name, sent)
        typed = sent.get(f"{name}-key")
        key = key if typed is None or typed == key else typed.strip()
    made.token, made.key = token, key
    return made


def _items(value: object) -> Sequence[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [(str(key), each) for key, each in value.items()]
    return [("", each) for each in value] if isinstance(value, list) else []


def one_line_end(text: str) -> str:
    """Return a text with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fits(shape: Shape, value: object) -> bool:
    """Return whether a form can show a value; what is absent or empty always fits."""
    if value is ABSENT or value is None:
        return True
    match shape.kind:
        case Kind.GROUP | Kind.MAP:
            return isinstance(value, dict)
        case Kind.LIST:
            return isinstance(value, list)
        case Kind.LINES:
            return _are_words(value, "\n")
        case Kind.WORDS:
            return _are_words(value, ",\n")
        case Kind.GROUPS_OF_WORDS:
            return isinstance(value, list) and all(_are_words(each, ",\n") for each in value)
        case _:
            return isinstance(value, str)


def _are_words(value: object, without: str) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, str) and each and each == each.strip() and not set(each) & set(without)
        for each in value
    )


def _shown(shape: Shape, value: object) -> str:
    """Return what a box holds for a value."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return ""
    if shape.kind is Kind.LINES:
        return "\n".join(map(str, value))
    if shape.kind is Kind.WORDS:
        return ", ".join(map(str, value))
    return "\n".join(", ".join(map(str, each)) for each in value)


def _read(kind: Kind, typed: str) -> object:
    """Return the value of what was typed into a box."""
    lines = [line.strip() for line in typed.split("\n") if line.strip()]
    match kind:
        case Kind.LINES:
            found: object = lines
        case Kind.WORDS:
            found = _separated(typed)
        case Kind.GROUPS_OF_WORDS:
            found = [words for line in lines if (words := _separated(line))]
        case _:
            found = typed.strip()
    return found or ABSENT


def _separated(line: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,\n]", line) if word.strip()]
