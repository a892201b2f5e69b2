"""One strict reader of YAML: text stays text, no key is given twice, every value has its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from quizapp.bank.problems import Problem

Path = tuple[str | int, ...]
Place = tuple[int, int]

MOST_BYTES = 1_000_000
MOST_VALUES = 20_000
"""So many values a file may hold: nobody can look through more of them in one file."""
MOST_PROBLEMS = 100
"""After so many problems reading ends: whoever mends them sees the rest."""
DEEPEST = 30

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MENDS = {
    "mapping values are not allowed": "put quotes round a text that contains ': '",
    "could not find expected ':'": "write key: value, or indent the line as part of the text above",
}


@dataclass(eq=False)
class Document:
    """A file's value, where each part of it stands (by its path), and the file's first line.

    Two are equal only if they are the same.
    """

    value: object
    places: dict[Path, Place] = field(default_factory=dict)
    first_line: str = ""

    def place(self, path: Path) -> Place:
        """Return line and column of the deepest known part on the path."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


class Malformed(Exception):
    """The text is no YAML that a bank may contain."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def visible(text: str) -> str:
    """Return the text with a sign in place of every character that may not stand in a bank."""
    return _UNPRINTABLE.sub("\ufffd", text)


def read(data: bytes, path: str) -> Document:
    """Read one YAML document. Raises `Malformed` with all that is wrong.

    Scalars are read as text, exactly as written (``no``, ``012``, ``2020-01-01``), and an empty
    plain scalar, ``~`` or ``null`` as ``None``; whoever expects a number asks for one.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Malformed(
            [Problem(path, line, 1, "the file is not UTF-8", "save it with the encoding UTF-8")]
        ) from None
    if len(data) > MOST_BYTES:
        raise Malformed([Problem(path, 1, 1, "the file is over 1 MB", "split it into several")])
    return _composed(text, path)


def _composed(text: str, path: str) -> Document:
    reading = _Reading(path)
    try:
        document = reading.document(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        what = error.problem or "this is not YAML"
        mend = _mend(what, text, line, column)
        raise Malformed([Problem(path, line + 1, column + 1, what, mend)]) from None
    except (yaml.YAMLError, ValueError):
        mend = "remove characters that cannot be typed"
        raise Malformed([Problem(path, 1, 1, "this is not YAML", mend)]) from None
    if reading.problems:
        raise Malformed(reading.problems)
    return document


def _mend(what: str, text: str, line: int, column: int) -> str:
    """Return how to mend what the parser complains of at a place."""
    lines = text.split("\n")
    if line < len(lines) and "\t" in lines[line][: column + 1]:
        return "indent with spaces, not with a tab"
    mends = (mend for start, mend in _MENDS.items() if what.startswith(start))
    return next(mends, "check indentation, quotes and colons near here")


def scalar_value(event: ScalarEvent) -> str | None:
    """Return the text of a scalar; ``None`` for an empty one, ``~`` and ``null`` without quotes."""
    plain = event.implicit[0]
    return None if plain and event.value in {"", "~", "null"} else str(event.value)


class _Reading:
    """Builds a value from the parser's events.

    Events and not nodes: composing nodes of a file that is nested a hundred thousand levels deep
    ends the whole process, while events can be counted.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.places: dict[Path, Place] = {}

    def document(self, text: str) -> Document:
        """Return the only document of the text. Raises `yaml.YAMLError` and `Malformed`."""
        events = iter(yaml.parse(text, Loader=_Loader))
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                value = self._value(next(events), (), events)
                if documents > 1:
                    self._problem(event, "a second document begins", "split the file at '---'")
        return Document(value, self.places, text.partition("\n")[0].rstrip())

    def _value(self, event: Event, at: Path, events: Iterator[Event]) -> object:
        self.places.setdefault(at, _place(event))
        if len(self.places) > MOST_VALUES:
            self._problem(event, f"the file holds over {MOST_VALUES} values", "split it")
            raise Malformed(self.problems)
        if len(at) > DEEPEST:
            self._problem(event, "nested too deeply", "flatten this")
            raise Malformed(self.problems)
        if isinstance(event, ScalarEvent):
            self._check_letters(event)
            return scalar_value(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(at, events)
        if isinstance(event, MappingStartEvent):
            return self._mapping(at, events)
        mend = "write the values out: a bank has no aliases"
        self._problem(event, "an alias (*name) repeats a part", mend)
        return None

    def _sequence(self, at: Path, events: Iterator[Event]) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            found.append(self._value(event, (*at, len(found)), events))
        return found

    def _mapping(self, at: Path, events: Iterator[Event]) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(key := next(events), MappingEndEvent):
            name = self._key(key, at, events)
            if name in found:
                self._problem(key, f"{name!r} is given twice", "keep one of the two")
            self.places[(*at, name)] = _place(key)
            found[name] = self._value(next(events), (*at, name), events)
        return found

    def _key(self, event: Event, at: Path, events: Iterator[Event]) -> str:
        if isinstance(event, ScalarEvent):
            self._check_letters(event)
            return str(event.value)
        self._problem(event, "a key must be a word", "put it in quotes")
        name = f"?{len(self.places)}"
        self._value(event, (*at, name), events)
        return name

    def _check_letters(self, event: ScalarEvent) -> None:
        if _UNPRINTABLE.search(event.value):
            self._problem(event, "a character cannot be shown", "remove it, and its escape")

    def _problem(self, event: Event, what: str, mend: str) -> None:
        self.problems.append(Problem(self.path, *_place(event), what, mend))
        if len(self.problems) >= MOST_PROBLEMS:
            raise Malformed(self.problems)


def _place(event: Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
