"""The keys of a half-written YAML text and where they stand, told by indentation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quizapp.bank.strict_yaml import DEEPEST, Path
from quizapp.bank.writing.flow import Flow, TooDeep

_COLON = re.compile(r":(?=\s|$)")
_BLOCK = re.compile(r"[|>][0-9+-]*(\s|$)")
_FLOW_ID = re.compile(r"\{\s*id:\s*([\w.-]+)")
_NO_KEY = tuple("{[#&*!|>%@`")


@dataclass(frozen=True)
class Line:
    """What one line says: a key with its value, a value of a list, or words that are neither yet.

    ``path`` leads to the value for the first two, and to what surrounds the words for the last.
    """

    kind: str
    path: Path = ()
    text: str = ""
    indent: int = 0
    offset: int = 0


@dataclass
class _Frame:
    indent: int
    path: Path
    key: str | None = None

    def inside(self) -> Path:
        return self.path if self.key is None else (*self.path, self.key)


@dataclass
class Outline:
    """Reads a text line by line; ``lines`` holds what was found, ``flow`` brackets still open."""

    lines: list[Line] = field(default_factory=list)
    flow: Flow | None = None
    _frames: list[_Frame] = field(default_factory=lambda: [_Frame(0, ())])
    _counts: dict[Path, int] = field(default_factory=dict)
    _scalar: int | None = None
    _outside: int = 0

    @classmethod
    def of(cls, text: str) -> "Outline":
        """Read a whole text. Raises `TooDeep`."""
        outline, offset = cls(), 0
        for line in text.split("\n"):
            outline.add(line, offset)
            offset += len(line) + 1
        return outline

    def keys_in(self, path: Path) -> frozenset[str]:
        """Return the keys that a mapping has."""
        parents = (line.path for line in self.lines if line.kind == "key")
        return frozenset(str(each[-1]) for each in parents if each[:-1] == path)

    def ids_in(self, path: Path) -> Iterator[str]:
        """Yield the ids of the entries of a list, in their order."""
        for line in self.lines:
            if line.kind == "key" and line.path[:-2] == path and line.path[-1] == "id":
                yield line.text.strip("\"' ")
            elif line.kind == "value" and line.path[:-1] == path:
                yield from _FLOW_ID.findall(line.text[:100])

    def value_of(self, *path: str) -> str:
        """Return what is written behind a key on the same line; empty without it."""
        return next((line.text for line in self.lines if line.path == path), "")

    def add(self, line: str, offset: int) -> Line:
        """Read the next line, which begins at an offset of the text."""
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        if self._scalar is not None and (not content.strip() or indent > self._scalar):
            return Line("prose")
        self._scalar = None
        if self.flow and (indent > self._outside or not _key(content)):
            self.flow.feed(f"{line}\n")
            return self._closed(Line("flow"))
        self.flow = None
        found = self._line(content, indent, offset + indent)
        self.lines.append(found)
        return self._closed(found)

    def _closed(self, line: Line) -> Line:
        if self.flow and not self.flow.open:
            self.flow = None
        return line

    def _line(self, content: str, indent: int, offset: int) -> Line:
        listed, outside = False, indent
        while content == "-" or content.startswith("- "):
            rest = content[1:].lstrip(" ")
            width = len(content) - len(rest)
            self._item(indent, indent + width)
            content, indent, offset, listed = rest, indent + width, offset + width, True
        found = _key(content)
        if found:
            key, behind = found
            frame = self._frame(indent)
            frame.key = key
            text = content[behind:].lstrip(" ")
            if _BLOCK.match(text):
                self._scalar = indent
            offset += len(content) - len(text)
            return self._value(Line("key", frame.inside(), text, indent, offset), indent)
        if content.startswith("#"):
            return Line("comment")
        if listed:
            return self._value(
                Line("value", self._frames[-1].path, content, indent, offset), outside
            )
        return Line("words", self._around(indent), content, indent, offset)

    def _value(self, line: Line, outside: int) -> Line:
        if line.text.startswith(("{", "[")):
            self.flow, self._outside = Flow(line.path), outside
            self.flow.feed(f"{line.text}\n")
        return line

    def _item(self, indent: int, inner: int) -> None:
        """Begin the next entry of the list whose dashes stand at an indent."""
        while len(self._frames) > 1 and self._frames[-1].indent > indent:
            self._frames.pop()
        owner = self._frames[-1].inside()
        index = self._counts.get(owner, 0)
        self._counts[owner] = index + 1
        self._push(_Frame(inner, (*owner, index)))

    def _frame(self, indent: int) -> _Frame:
        """Return the mapping whose keys stand at an indent, which may begin here."""
        while len(self._frames) > 1 and self._frames[-1].indent > indent:
            self._frames.pop()
        top = self._frames[-1]
        if top.indent < indent:
            top = self._push(_Frame(indent, top.inside()))
        return top

    def _around(self, indent: int) -> Path:
        """Return what words at an indent stand in, without taking them for a key."""
        above = [frame for frame in self._frames if frame.indent <= indent] or self._frames[:1]
        return above[-1].path if above[-1].indent == indent else above[-1].inside()

    def _push(self, frame: _Frame) -> _Frame:
        if len(frame.path) > DEEPEST:
            raise TooDeep
        self._frames.append(frame)
        return frame


def _key(content: str) -> tuple[str, int] | None:
    """Return the key that a line begins with, and where its colon ends."""
    colon = _COLON.search(content)
    if colon is None or content.startswith(_NO_KEY):
        return None
    key = content[: colon.start()].strip()
    return (key.strip("\"'"), colon.end()) if key and " #" not in key else None
