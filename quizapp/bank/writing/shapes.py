"""What may stand at a place of a file, by the schema: keys, choices, what each key means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from quizapp.bank.schema import Schema, schema
from quizapp.bank.strict_yaml import Path
from quizapp.items import ITEM_TYPES

ITEM = "item"
"""The kind of an item's file that does not say its type yet."""

_TYPE = re.compile(r"^type:[ \t]*[\"']?(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Key:
    """A key that a mapping may have; ``opens`` is how its value begins."""

    name: str
    meaning: str
    required: bool
    opens: str


def kind_of(path: str, text: str) -> str:
    """Return which definition of the schema a file follows, by its path and its type."""
    if path.startswith("items/"):
        named = _TYPE.search(text)
        return named[1] if named and named[1] in ITEM_TYPES else ITEM
    if path.startswith("sources/"):
        return "source"
    return "quiz" if path.startswith("quizzes/") else path.removesuffix(".yaml")


def keys_at(kind: str, path: Path) -> list[Key]:
    """Return the keys of the mapping at a place, the required ones first."""
    found = {}
    for shape in shapes_at(kind, path):
        required = shape.get("required", ())
        for name, each in shape.get("properties", {}).items():
            opens = _opens(each)
            found[name] = Key(name, each.get("description", ""), name in required, opens)
    return sorted(found.values(), key=lambda key: not key.required)


def meaning_of(kind: str, path: Path) -> str:
    """Return what the key at the end of a path means; empty where the author chooses the keys."""
    for shape in shapes_at(kind, path[:-1]):
        each = shape.get("properties", {}).get(path[-1])
        if each is not None:
            return str(each.get("description", ""))
    return ""


def choices_at(kind: str, path: Path) -> list[str]:
    """Return the values that are allowed at a place, where there are only some."""
    found: list[str] = []
    for shape in shapes_at(kind, path):
        if shape.get("type") == "boolean":
            found += ["true", "false"]
        found += [str(each) for each in shape.get("enum", ())]
        found += [str(shape["const"])] if "const" in shape else []
    return found


def is_list(kind: str, path: Path) -> bool:
    """Return whether a list stands at a place."""
    return any(shape.get("type") == "array" for shape in shapes_at(kind, path))


def shapes_at(kind: str, path: Path) -> list[Schema]:
    """Return what the schema has for a place: one shape, or several to choose from."""
    shapes = list(_resolved(_definitions().get(kind, {})))
    for step in path:
        shapes = [shape for each in shapes for shape in _below(each, step)]
    return shapes


def _below(shape: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        items = shape.get("items", {})
        yield from _resolved(items if isinstance(items, dict) else {})
    elif step in shape.get("properties", {}):
        yield from _resolved(shape["properties"][step])
    elif isinstance(shape.get("additionalProperties"), dict):
        yield from _resolved(shape["additionalProperties"])


def _resolved(shape: Schema) -> Iterator[Schema]:
    """Yield the shapes that a shape stands for."""
    if "$ref" in shape:
        yield from _resolved(_definitions()[shape["$ref"].rpartition("/")[2]])
    elif "anyOf" in shape:
        for each in shape["anyOf"]:
            yield from _resolved(each)
    elif shape.get("type") != "null":
        yield shape


def _opens(shape: Schema) -> str:
    """Return what an author writes first behind a key of a shape."""
    [first, *_] = [*_resolved(shape)] or [{}]
    if first.get("type") == "array":
        entries = [*_resolved(first.get("items", {}))]
        return "entries" if any(each.get("properties") for each in entries) else "list"
    return "map" if first.get("type") == "object" else "value"


@cache
def _definitions() -> dict[str, Any]:
    found: dict[str, Any] = schema()["$defs"]
    return {**found, ITEM: _any_item(found)}


def _any_item(found: dict[str, Any]) -> Schema:
    """Return what items of all types have in common."""
    models = [found[found[name]["$ref"].rpartition("/")[2]] for name in ITEM_TYPES]
    first, *others = models
    shared = {
        name: each
        for name, each in first["properties"].items()
        if all(name in other["properties"] for other in others)
    }
    chosen = {**shared["type"], "enum": list(ITEM_TYPES)}
    chosen.pop("const", None)
    required = [name for name in first["required"] if name in shared]
    return {
        "type": "object",
        "properties": {**shared, "type": chosen},
        "required": required,
    }
