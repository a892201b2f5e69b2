"""The list of documents: whole, true to the fingerprints, and without their text."""

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapp.bank.own_words import fingerprints, shared_runs
from quizapp.bank.references import Lines, is_note
from quizapp.bank.seeds import SEEDS, load_seeds
from quizapp.bank.seeds_cli import seeds as command
from tests.bank.small import DOCUMENT_TEXT

LISTED = """documents:
  - id: "001"
    title: The lamp and the council
    author: Not named
    date: "1851"
    kind: Article
    standpoint: The council's own account
    licence: Ours
    sha256: {hash}
    lines: 3
    exempt: [The lamp and the council]
    sections:
      - {{lines: L1-3, title: All, summary: The council tells its side.}}
"""


@pytest.mark.parametrize(
    ("handle", "lines"),
    [
        ("003:L15", Lines("003", 15, 15)),
        ("003:L43-45", Lines("003", 43, 45)),
        ("003:15", None),
        ("3:L15", None),
        ("003:L15-", None),
        ("003:L15 ", None),
        ("E25", None),
    ],
)
def test_handles_of_lines(handle: str, lines: Lines | None) -> None:
    assert Lines.read(handle) == lines


@pytest.mark.parametrize("handle", ["E25", "X12", "F06", "R28", "2.4"])
def test_handles_of_notes(handle: str) -> None:
    assert is_note(handle)


@pytest.mark.parametrize("handle", ["E", "E1", "E123", "Y12", "24", "003:L15", ""])
def test_what_is_no_note(handle: str) -> None:
    assert not is_note(handle)


def test_five_documents_are_listed() -> None:
    seeds = load_seeds()

    assert seeds.problems == ()
    assert len(seeds.notes) > 30
    assert list(seeds.documents) == ["000", "001", "002", "003", "004"]
    assert all(document.sections for document in seeds.documents.values())


def test_the_list_and_its_pages_are_our_own_words() -> None:
    seeds = load_seeds()
    pages = [
        SEEDS / "documents.yaml",
        SEEDS / "notes.yaml",
        SEEDS / "README.md",
        SEEDS / "originals" / "README.md",
    ]

    assert len(seeds.fingerprints) > 10_000
    assert [
        shared_runs(page.read_text(encoding="utf-8"), seeds.fingerprints, seeds.exempt)
        for page in pages
    ] == [[], [], [], []]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    hashed = sha256(DOCUMENT_TEXT.encode()).hexdigest()
    (tmp_path / "documents.yaml").write_text(LISTED.format(hash=hashed), encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("notes:\n  - {id: E01, text: So.}\n", encoding="utf-8")
    (tmp_path / "mine.txt").write_text(DOCUMENT_TEXT, encoding="utf-8")
    return tmp_path


def test_fingerprints_are_written_from_the_listed_documents(folder: Path) -> None:
    result = CliRunner().invoke(
        command, ["fingerprint", str(folder / "mine.txt"), "--seeds", str(folder)]
    )

    assert result.exit_code == 0
    assert load_seeds(folder).fingerprints == fingerprints(
        [DOCUMENT_TEXT], ("The lamp and the council",)
    )


def test_another_file_is_refused(folder: Path) -> None:
    (folder / "other.txt").write_text("Something else", encoding="utf-8")
    result = CliRunner().invoke(
        command, ["fingerprint", str(folder / "other.txt"), "--seeds", str(folder)]
    )

    assert result.exit_code == 1
    assert "other.txt is none of the documents" in result.output
    assert not (folder / "fingerprints.bin").exists()


def test_all_documents_must_be_given(folder: Path) -> None:
    listed = (folder / "documents.yaml").read_text(encoding="utf-8")
    second = listed.partition("documents:\n")[2].replace('"001"', '"002"')
    second = second.replace(sha256(DOCUMENT_TEXT.encode()).hexdigest(), "0" * 64)
    (folder / "documents.yaml").write_text(listed + second, encoding="utf-8")
    result = CliRunner().invoke(
        command, ["fingerprint", str(folder / "mine.txt"), "--seeds", str(folder)]
    )

    assert result.exit_code == 1
    assert "missing: 002" in result.output


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("lines: L1-3", "lines: L1-4", "section L1-4 must lie between"),
        ("lines: L1-3", "lines: L3-1", "section L3-1 must lie between"),
        ("kind:", "kinds:", "unknown key 'kinds'"),
        ("documents:", "papers:", "'documents' is missing"),
        ("documents:", "documents: [", "did not find expected"),
        ("id: ", "id: x", "is no good id"),
    ],
)
def test_a_faulty_list_gives_problems(folder: Path, old: str, new: str, what: str) -> None:
    path = folder / "documents.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    assert any(what in problem.what for problem in load_seeds(folder).problems)


def test_a_missing_list_gives_a_problem(tmp_path: Path) -> None:
    assert [problem.path for problem in load_seeds(tmp_path).problems] == [
        f"{tmp_path.name}/documents.yaml",
        f"{tmp_path.name}/notes.yaml",
    ]


def test_notes_are_about_lines_that_exist() -> None:
    seeds = load_seeds()
    places = [Lines.read(handle) for note in seeds.notes.values() for handle in note.about]

    assert places
    assert all(
        lines and lines.in_order and lines.last <= seeds.documents[lines.document].lines
        for lines in places
    )


def test_texts_are_compared_with_the_documents(folder: Path) -> None:
    runner = CliRunner()
    runner.invoke(command, ["fingerprint", str(folder / "mine.txt"), "--seeds", str(folder)])
    (folder / "ours").mkdir()
    (folder / "ours" / "page.html").write_text("<p>We speak of something else here.</p>")
    (folder / "ours" / "picture.png").write_bytes(b"\x89\xff\xfe")
    arguments = ["compare", str(folder / "ours"), "--seeds", str(folder)]

    clean = runner.invoke(command, arguments)
    (folder / "ours" / "copied.md").write_text(f"As they say: {DOCUMENT_TEXT}")
    copied = runner.invoke(command, arguments)

    assert (clean.exit_code, clean.output.split(":")[0]) == (0, "1 files")
    assert copied.exit_code == 1
    assert "copied.md: these words stand in a document: 'lamp burned low" in copied.output


def test_a_teachers_own_copy_is_not_compared(folder: Path) -> None:
    runner = CliRunner()
    runner.invoke(command, ["fingerprint", str(folder / "mine.txt"), "--seeds", str(folder)])
    (folder / "originals").mkdir()
    (folder / "mine.txt").rename(folder / "originals" / "mine.txt")

    result = runner.invoke(command, ["compare", str(folder), "--seeds", str(folder)])

    assert result.exit_code == 0, result.output
