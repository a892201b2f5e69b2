"""``quizapp statistics``: what it prints and how it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli import main


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "marks.csv"


def run(file: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["statistics", str(file), *more])


def test_figures_are_printed_as_json_in_their_order(file: Path):
    file.write_text("Q1,Q2,Q3\n1,1,1\n1,1,0\n1,0,0\n0,0,0\n", encoding="utf-8")

    result = run(file)
    printed = json.loads(result.output)

    assert result.exit_code == 0
    assert list(printed) == [
        "n", "mean", "sd", "alpha", "error_ratio", "standard_error", "skewness", "kurtosis",
        "items",
    ]  # fmt: skip
    assert list(printed["items"][0]) == [
        "item", "n", "facility", "sd", "discrimination_index", "discriminative_efficiency",
        "effective_weight", "item_rest", "point_biserial", "alpha_if_deleted",
    ]  # fmt: skip
    assert (printed["n"], printed["mean"], printed["alpha"]) == (4, 1.5, 0.75)
    assert [each["item"] for each in printed["items"]] == ["Q1", "Q2", "Q3"]
    assert [each["facility"] for each in printed["items"]] == [0.75, 0.5, 0.25]
    assert printed["items"][1]["discrimination_index"] == pytest.approx(100 / 2**0.5)
    assert printed["items"][1]["item_rest"] == pytest.approx(1 / 2**0.5)


def test_maximum_marks_can_be_given(file: Path):
    file.write_text("Q1,Q2\n1,2\n0,1\n", encoding="utf-8")

    printed = json.loads(run(file, "--max-marks", "2,4").output)

    assert [each["facility"] for each in printed["items"]] == [0.25, 0.375]


def test_what_is_not_defined_is_null(file: Path):
    file.write_text("Q1,Q2\n1,1\n", encoding="utf-8")

    printed = json.loads(run(file).output)

    assert (printed["n"], printed["mean"], printed["sd"], printed["alpha"]) == (1, 2, None, None)
    assert printed["items"][0]["discrimination_index"] is None


@pytest.mark.parametrize(
    ("content", "more", "sentence"),
    [
        (b"", [], "The file is empty."),
        (b"Q1,Q2\n1\n", [], "Line 2 has 1 cells"),
        (b"Q1,Q2\n1,x\n", [], "Line 2, item Q2"),
        (b"Q1,Q2\n1,1\n", ["--max-marks", "1"], "2 items, but 1 maximum marks"),
        (b"Q1,Q2\n1,1\n", ["--max-marks", "1,a"], "is not a number above 0."),
        (b"\xff\xfeQ\x001\x00", [], "is not a text file in UTF-8."),
    ],
)
def test_bad_input_gets_a_sentence_and_no_figures(
    file: Path, content: bytes, more: list[str], sentence: str
):
    file.write_bytes(content)

    result = run(file, *more)

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    result = run(tmp_path / "none.csv")

    assert result.exit_code == 2
    assert "none.csv" in result.stderr


def test_the_help_says_where_maximum_marks_come_from():
    result = CliRunner().invoke(main, ["statistics", "--help"])

    assert "highest mark anybody has" in " ".join(result.output.split())
