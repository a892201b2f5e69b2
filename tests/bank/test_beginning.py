"""New banks: an id from the title, one example of each type, and no error."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import quizapp
from quizapp.bank.beginning import bank_id, beginning, beside, is_bank_id
from quizapp.bank.files import belongs
from quizapp.bank.lint import lint
from quizapp.bank.loader import load, load_files
from quizapp.bank.problems import Severity
from quizapp.cli import main
from quizapp.items import ITEM_TYPES
from tests.bank.small import SmallBank

AWKWARD = [
    "no",
    "012",
    "A: b # c",
    "'quoted' \"title\"",
    "{a}",
    "- x",
    "null",
    "Über Maß",
    "x" * 300,
]


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("The Weimar Republic", "weimar-republic"),
        ("A Tale", "tale"),
        ("The", "the"),
        ("L'été 1914", "lete-1914"),
        ("../../etc/passwd", "etc-passwd"),
        ("中国", "bank"),
        ("word " * 40, "-".join(["word"] * 8)),
        ("y" * 90, "y" * 40),
    ],
)
def test_the_id_of_a_bank_comes_from_its_title(title: str, ident: str) -> None:
    assert bank_id(title) == ident
    assert is_bank_id(ident)


@pytest.mark.parametrize(
    "ident", ["", "New", "new", "-a", "a--b", "a/b", "..", "a b", "é", "a" * 41]
)
def test_other_ids_are_refused(ident: str) -> None:
    assert not is_bank_id(ident)


@pytest.mark.parametrize("title", ["The Weimar Republic", *AWKWARD])
def test_a_new_bank_has_one_of_each_type_and_no_error(title: str) -> None:
    texts = beginning(title, "x", author=title, licence=title)
    loaded = load_files({path: text.encode() for path, text in texts.items()}, "x")

    errors = [p for p in [*loaded.problems, *lint(loaded)] if p.severity is Severity.ERROR]
    assert errors == []
    assert loaded.bank is not None
    assert loaded.bank.settings.title == title
    assert {item.type for item in loaded.bank.items.values()} == set(ITEM_TYPES)
    assert len(loaded.bank.quizzes["Q01"].items) == len(ITEM_TYPES)
    assert all(map(belongs, texts))
    assert not any(map(belongs, beside(title, title, title)))


def test_references_of_a_bank_point_into_its_own_documents(small: SmallBank) -> None:
    own = "documents: {'001': The keeper's diary}\nlanguage: en-GB"
    small.replace("bank.yaml", "language: en-GB", own)
    small.replace("quizzes/Q1.yaml", "minutes: 10", "minutes: 10")
    path = "items/A/A-03.yaml"
    small.replace(path, 'refs: ["001:L2"]', 'refs: ["001:L900", "002:L1", "R99"]')

    [problem] = [each for each in small.problems() if path in each.path]

    assert problem.what == "there is no document 002"


def test_the_command_writes_a_folder_that_passes_the_check(tmp_path: Path) -> None:
    folder = tmp_path / "weimar"
    said = CliRunner().invoke(main, ["bank", "new", "The Weimar Republic", "--folder", str(folder)])

    assert said.exit_code == 0, said.output
    assert "bank check --bank" in said.output
    assert "bank publish --bank" in said.output
    assert load(folder).bank is not None
    assert (folder / "README.md").read_text(encoding="utf-8").startswith("# The Weimar Republic")
    assert (folder / "schema.json").exists()
    assert CliRunner().invoke(main, ["bank", "check", "--bank", str(folder)]).exit_code == 0


def test_the_command_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine", encoding="utf-8")

    said = CliRunner().invoke(main, ["bank", "new", "Any", "--folder", str(tmp_path)])

    assert said.exit_code != 0
    assert "is not empty" in said.output
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


def test_nothing_but_the_demo_knows_the_bank_that_is_shipped() -> None:
    """The demo school plays with the shipped bank; no other code may name what is in it."""
    home = Path(quizapp.__file__).parent
    words = ("stalin", "trotsky", "kamenev", "bukharin", "zinoviev", "politburo", "bolshevik")
    code = [p for p in home.rglob("*") if p.suffix in {".py", ".html", ".js", ".css"}]
    knowing = [
        path
        for path in code
        if "demo" not in path.relative_to(home).parts
        and any(word in path.read_text(encoding="utf-8").casefold() for word in words)
    ]

    assert len(code) > 200
    assert knowing == []
