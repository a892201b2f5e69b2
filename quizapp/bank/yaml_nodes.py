"""Where everything stands in a YAML text: the tree of its values with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quizapp.bank.strict_yaml import scalar_value

_NO_DASH = re.compile(r"[ \t]*(#[^\n]*)?(\n|$)")
_DASH = re.compile(r"[ \t]*-")
_COLON = re.compile(r"[ \t]*:")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unusual(Exception):
    """The text is YAML of a shape that this module does not follow."""


@dataclass
class Node:
    """A value in a text, from ``start`` to the last letter that belongs to it.

    ``style`` is that of a scalar's event; ``flow`` says that a collection stands in brackets.
    """

    value: object
    start: int
    end: int
    style: str = ""
    flow: bool = False
    entries: list["Entry"] = field(default_factory=list)


@dataclass
class Entry:
    """A part of a collection: its key or dash begins at ``start`` and ends at ``at``."""

    name: str
    start: int
    at: int
    node: Node
    is_dash: bool = False


def parsed(text: str) -> Node | None:
    """Return the tree of a text that the strict reader takes; ``None`` for an empty one."""
    return _Parser(text).root()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.events: Iterator[Event] = iter(yaml.parse(text, Loader=_LOADER))

    def root(self) -> Node | None:
        for event in self.events:
            if isinstance(event, NodeEvent):
                return self.node(event)
        return None

    def node(self, event: Event) -> Node:
        start = _start_of(event)
        if isinstance(event, ScalarEvent):
            style = event.style or ""
            end = self._block_end(event) if style in {"|", ">"} else _end_of(event)
            return Node(scalar_value(event), start, end, style)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, start)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(event, start)
        raise Unusual

    def _block_end(self, event: Event) -> int:
        """Return where the last line of a block scalar ends; its event ends behind blank lines."""
        start, end = _start_of(event), _end_of(event)
        written = self.text[start:end].rstrip()
        return self.line_end(start + len(written))

    def _mapping(self, event: MappingStartEvent, start: int) -> Node:
        node = Node({}, start, start, flow=bool(event.flow_style))
        values: dict[str, object] = {}
        while not isinstance(found := next(self.events), MappingEndEvent):
            if not isinstance(found, ScalarEvent):
                raise Unusual
            colon = _COLON.match(self.text, _end_of(found))
            value = self.node(next(self.events))
            if colon is None and not node.flow:
                raise Unusual
            at = colon.end() if colon else _end_of(found)
            name = str(found.value)
            node.entries.append(Entry(name, _start_of(found), at, value))
            values[name] = value.value
        return self._closed(node, values, found)

    def _sequence(self, event: SequenceStartEvent, start: int) -> Node:
        node = Node([], start, start, flow=bool(event.flow_style))
        values: list[object] = []
        behind = start
        while not isinstance(found := next(self.events), SequenceEndEvent):
            value = self.node(found)
            dash = value.start if node.flow else self._dash(behind)
            node.entries.append(Entry("", dash, dash + 1, value, is_dash=True))
            values.append(value.value)
            behind = value.end
        return self._closed(node, values, found)

    def _closed(self, node: Node, value: object, end: Event) -> Node:
        node.value = value
        node.end = _end_of(end) if node.flow or not node.entries else self._last(node)
        return node

    def _last(self, node: Node) -> int:
        last = node.entries[-1]
        return max(last.node.end, last.at)

    def _dash(self, behind: int) -> int:
        """Return where the next dash stands: it is the first thing that is no comment."""
        at = behind
        while (rest := _NO_DASH.match(self.text, at)) and rest.end() > at:
            at = rest.end()
        found = _DASH.match(self.text, at)
        if found is None:
            raise Unusual
        return found.end() - 1

    def line_end(self, at: int) -> int:
        """Return where the line of a place ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end


def _start_of(event: Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end_of(event: Event) -> int:
    return event.end_mark.index if event.end_mark else 0
