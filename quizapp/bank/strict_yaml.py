"""One strict reader of YAML: text stays text, no key is given twice, every value has its place."""

from dataclasses import dataclass, field

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from quizapp.bank.problems import Problem

Path = tuple[str | int, ...]
Place = tuple[int, int]

MOST_BYTES = 1_000_000
DEEPEST = 30

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MENDS = {
    "found character '\\t' that cannot start any token": "indent with spaces, not with a tab",
    "mapping values are not allowed here": "put quotes round a text that contains ': '",
    "could not find expected ':'": "write key: value, or indent the line as part of the text above",
}


@dataclass
class Document:
    """A file's value and where each part of it stands, by its path of keys and indexes."""

    value: object
    places: dict[Path, Place] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set, repr=False)

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
    try:
        node: Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = error.problem or "this is not YAML"
        mend = _MENDS.get(what, "check indentation, quotes and colons near here")
        raise Malformed([Problem(path, line, column, what, mend)]) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        mend = "remove characters that cannot be typed, and nesting beyond need"
        raise Malformed([Problem(path, 1, 1, "this is not YAML", mend)]) from None
    document = Document(None)
    problems: list[Problem] = []
    document.value = _value(node, (), document, problems, path)
    if problems:
        raise Malformed(problems)
    return document


def _value(
    node: Node | None, at: Path, document: Document, problems: list[Problem], path: str
) -> object:
    if node is None:
        return None
    document.places[at] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if len(at) > DEEPEST:
        problems.append(Problem(path, *document.places[at], "nested too deeply", "flatten this"))
        return None
    if isinstance(node, CollectionNode) and id(node) in document.seen:
        mend = "write the values out: a bank has no aliases"
        problems.append(
            Problem(path, *document.places[at], "an alias (*name) repeats a part", mend)
        )
        return None
    document.seen.add(id(node))
    if isinstance(node, ScalarNode):
        plain = node.style is None
        return None if plain and node.value in {"", "~", "null"} else node.value
    if isinstance(node, SequenceNode):
        return [
            _value(child, (*at, index), document, problems, path)
            for index, child in enumerate(node.value)
        ]
    return _mapping(node, at, document, problems, path)


def _mapping(
    node: Node, at: Path, document: Document, problems: list[Problem], path: str
) -> dict[str, object]:
    found: dict[str, object] = {}
    pairs = node.value if isinstance(node, MappingNode) else []
    for key, child in pairs:
        place = (key.start_mark.line + 1, key.start_mark.column + 1)
        if not isinstance(key, ScalarNode):
            problems.append(Problem(path, *place, "a key must be a word", "put it in quotes"))
            continue
        name = str(key.value)
        if name in found:
            what = f"{name!r} is given twice"
            problems.append(Problem(path, *place, what, "keep one of the two"))
        found[name] = _value(child, (*at, name), document, problems, path)
        document.places[(*at, name)] = place
    return found
