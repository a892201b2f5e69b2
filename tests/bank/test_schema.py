"""The schema for editors: up to date, closed in itself, and knowing every key of the bank."""

import json
from collections.abc import Iterator
from typing import Any

from click.testing import CliRunner

from quizapp.bank.cli import QUESTION_BANK, bank
from quizapp.bank.schema import FILES, LISTS, schema, schema_text
from quizapp.bank.strict_yaml import read
from tests.bank.small import SmallBank

SCHEMA = schema()


def test_the_stored_schema_is_up_to_date() -> None:
    stored = (QUESTION_BANK / "schema.json").read_text(encoding="utf-8")

    assert stored == schema_text(), "run: quizapp bank schema"


def test_the_command_writes_the_schema(small: SmallBank) -> None:
    small.load()
    result = CliRunner().invoke(bank, ["schema", "--bank", str(small.folder)])

    assert result.exit_code == 0
    assert json.loads((small.folder / "schema.json").read_text(encoding="utf-8")) == SCHEMA


def test_every_kind_of_file_is_defined() -> None:
    assert {*FILES, *LISTS} <= set(SCHEMA["$defs"])
    assert len(FILES) == 14 + 3


def test_every_reference_inside_leads_somewhere() -> None:
    refs = [each["$ref"] for each in _objects(SCHEMA) if "$ref" in each]

    assert refs
    assert all(ref.removeprefix("#/$defs/") in SCHEMA["$defs"] for ref in refs)


def test_text_may_be_written_as_a_number() -> None:
    texts = [each for each in _objects(SCHEMA) if each.get("type") == "string"]

    assert all("const" in each or "enum" in each for each in texts)
    assert SCHEMA["$defs"]["ShortAnswerItem"]["properties"]["accept"]["items"]["type"] == [
        "string",
        "number",
    ]


def test_an_entry_of_a_quiz_may_be_an_id() -> None:
    assert {"type": ["string", "number"]} in SCHEMA["$defs"]["Entry"]["anyOf"]


def test_only_a_row_of_a_grid_may_be_disputed_instead_of_having_an_answer() -> None:
    row, of_grid = SCHEMA["$defs"]["Row"], SCHEMA["$defs"]["GridRow"]

    assert "answer" in row["required"]
    assert "contested" not in row["properties"]
    assert "answer" not in of_grid["required"]
    assert [each["required"] for each in of_grid["oneOf"]] == [["answer"], ["contested"]]


def test_the_files_of_the_bank_fit_the_schema() -> None:
    for path in sorted(QUESTION_BANK.rglob("*.yaml")):
        document = read(path.read_bytes(), path.name)
        kind = document.first_line.rpartition("/")[2]

        assert list(_misfits(document.value, SCHEMA["$defs"][kind], str(path))) == []


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


def _misfits(value: object, rule: dict[str, Any], at: str) -> Iterator[str]:
    """Yield what a schema forbids: unknown and missing keys, lists and maps in the wrong place."""
    if "$ref" in rule:
        yield from _misfits(value, SCHEMA["$defs"][rule["$ref"].removeprefix("#/$defs/")], at)
    elif "anyOf" in rule:
        found = [list(_misfits(value, each, at)) for each in rule["anyOf"]]
        yield from min(found, key=len)
    elif rule.get("type") == "object":
        yield from _misfits_of_map(value, rule, at)
    elif rule.get("type") == "array":
        if not isinstance(value, list):
            yield f"{at}: no list"
        else:
            for index, each in enumerate(value):
                yield from _misfits(each, rule.get("items", {}), f"{at}[{index}]")
    elif isinstance(value, dict | list):
        yield f"{at}: neither text nor number"
    elif "enum" in rule and value not in rule["enum"]:
        yield f"{at}: {value!r}"


def _misfits_of_map(value: object, rule: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: no keys and values"
        return
    known = rule.get("properties", {})
    if rule.get("additionalProperties") is False:
        yield from (f"{at}: unknown {key}" for key in value if key not in known)
    yield from (f"{at}: missing {key}" for key in rule.get("required", ()) if key not in value)
    for key, each in value.items():
        others = rule.get("additionalProperties")
        yield from _misfits(
            each, known.get(key, others if isinstance(others, dict) else {}), f"{at}.{key}"
        )
