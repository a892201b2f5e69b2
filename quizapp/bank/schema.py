"""The bank's files as JSON Schema, for editors that complete and check YAML."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from quizapp.bank.meanings import describe
from quizapp.bank.model import LISTS, BankSettings, Entry, Quiz
from quizapp.bank.sources import Source
from quizapp.items import ITEM_TYPES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {
    **{name: kind.model for name, kind in ITEM_TYPES.items()},
    "bank": BankSettings,
    "source": Source,
    "quiz": Quiz,
}
"""Models of the files that hold one value."""

LISTED = "The entries of the list, each after a dash."

Schema = dict[str, Any]


def schema() -> Schema:
    """Return one schema whose ``$defs`` hold every kind of file by the name of its modeline."""
    models: list[type[BaseModel]] = [*FILES.values(), *LISTS.values(), Entry]
    read: JsonSchemaMode = "validation"
    names, found = models_json_schema([(model, read) for model in models])
    definitions: Schema = found["$defs"]
    describe(definitions)
    _allow_plain_ids(definitions, names[Entry, read]["$ref"])
    files = {kind: names[model, read] for kind, model in FILES.items()}
    for kind, model in LISTS.items():
        files[kind] = _list_file(kind, names[model, read])
    return {"$schema": DIALECT, "$defs": {**_plain(definitions), **files}}


def schema_text() -> str:
    """Return the schema as it is stored."""
    return json.dumps(schema(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_schema(folder: Path) -> Path:
    """Write ``schema.json`` into a bank's folder and return its path."""
    path = folder / "schema.json"
    path.write_text(schema_text(), encoding="utf-8")
    return path


def _allow_plain_ids(definitions: Schema, ref: str) -> None:
    """Let an entry of a quiz be just an item's id, as the reader does."""
    name = ref.rpartition("/")[2]
    entry = definitions.pop(name)
    definitions[name] = {"anyOf": [{"type": "string"}, entry]}


def _list_file(kind: str, entry: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {kind: {"type": "array", "items": entry, "description": LISTED}},
        "required": [kind],
        "additionalProperties": False,
    }


def _plain(value: Any) -> Any:
    """Let text be written as a plain number, which the bank's reader takes as it stands.

    An editor reads ``accept: [1917]`` as a number; the bank reads the text 1917. The name
    variants that items carry come from bank.yaml, so no file of an item may give them.
    """
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    plain = {key: _plain(each) for key, each in value.items()}
    if plain.get("type") == "string" and not {"enum", "const"} & set(plain):
        plain["type"] = ["string", "number"]
    if "properties" in plain and "stem" in plain["properties"]:
        plain["properties"].pop("names", None)
    return plain
