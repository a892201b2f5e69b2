"""``quizapp bank check`` and ``dump``: what they print and how they end."""

import json

from click.testing import CliRunner

from quizapp.bank.cli import bank
from tests.bank.small import SmallBank

ITEM = "items/A/A-01.yaml"


def test_check_names_problems_and_fails_on_errors(small: SmallBank) -> None:
    small.replace(ITEM, "stem:", "stemm:")
    small.load()
    result = CliRunner().invoke(bank, ["check", "--bank", str(small.folder)])
    line = small.line_of(ITEM, "stemm:")

    assert result.exit_code == 1
    assert f"bank/{ITEM}:{line}:1: unknown key 'stemm'; did you mean 'stem'?" in result.output
    assert "3 items:" in result.output


def test_check_prints_json(small: SmallBank) -> None:
    small.replace(ITEM, "stem:", "stemm:")
    small.load()
    result = CliRunner().invoke(bank, ["check", "--bank", str(small.folder), "--format", "json"])
    problems = json.loads(result.stdout)

    assert result.exit_code == 1
    assert {"path", "line", "column", "what", "mend", "severity"} == set(problems[0])


def test_the_question_bank_has_no_errors() -> None:
    result = CliRunner().invoke(bank, ["check"])

    assert result.exit_code == 0, result.output
    assert " 0 errors" in result.output


def test_dump_prints_one_document_and_leaves_broken_items_out(small: SmallBank) -> None:
    small.replace(ITEM, "stem:", "stemm:")
    small.load()
    result = CliRunner().invoke(bank, ["dump", "--bank", str(small.folder)])

    assert result.exit_code == 0
    assert [item["id"] for item in json.loads(result.stdout)["items"]] == ["A-02", "A-03", "A-04"]
    assert "unknown key 'stemm'" in result.stderr


def test_dump_fails_without_settings(small: SmallBank) -> None:
    small.files["bank.yaml"] = "title: x"
    small.load()
    result = CliRunner().invoke(bank, ["dump", "--bank", str(small.folder)])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "bank.yaml:1:1: 'id' is missing" in result.stderr
