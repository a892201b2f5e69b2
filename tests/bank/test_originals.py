"""A teacher's own copies: checked, attached, and searched for the original wording."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.bank.originals import Copy, Originals, Wording, as_listed
from quizapp.bank.seeds import Document
from quizapp.bank.seeds_cli import seeds as command
from quizapp.bank.sources import Original
from quizapp.config import ROOT, from_environment
from tests.bank.small import DOCUMENT, DOCUMENT_TEXT, SmallBank

HEAD = """documents:
  - {id: "%s", title: %s, author: %s, date: "1851", kind: Article, standpoint: Theirs,
     licence: Ours, sha256: %s, lines: %d,
     sections: [{lines: L1, title: All, summary: A heading.}]}
"""
SECOND_TEXT = "A pilot's memory\n\nHe steered by the church tower.\n"
LAMP = DOCUMENT.model_copy(update={"sha256": sha256(DOCUMENT_TEXT.encode()).hexdigest()})


def anchor(lines: str, starts: str, ends: str) -> Original:
    return Original(document="001", lines=lines, starts=starts, ends=ends)


def listed(ident: str, title: str, author: str, text: str) -> str:
    hashed = sha256(text.encode()).hexdigest()
    return HEAD % (ident, title, author, hashed, len(text.rstrip().split("\n")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first = listed("001", "The lamp and the council", "Not named", DOCUMENT_TEXT)
    second = listed("002", "A pilot's memory", "A pilot", SECOND_TEXT)
    both = first + second.removeprefix("documents:\n")
    (tmp_path / "documents.yaml").write_text(both, encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("notes:\n  - {id: E01, text: So.}\n", encoding="utf-8")
    return tmp_path


def attach(folder: Path, **contents: bytes) -> Result:
    paths = []
    for name, content in contents.items():
        paths.append(str(folder / f"{name}.txt"))
        (folder / f"{name}.txt").write_bytes(content)
    options = ["--seeds", str(folder), "--originals", str(folder / "originals")]
    return CliRunner().invoke(command, ["attach", *paths, *options])


def status(folder: Path, small: SmallBank) -> Result:
    options = ["--seeds", str(folder), "--originals", str(folder / "originals")]
    return CliRunner().invoke(command, ["status", "--bank", str(small.folder), *options])


@pytest.mark.parametrize(
    "copy",
    [
        DOCUMENT_TEXT.encode(),
        DOCUMENT_TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
        DOCUMENT_TEXT.replace("\n", "\r").encode(),
        (DOCUMENT_TEXT + "\n\n").encode(),
        DOCUMENT_TEXT.replace("\n", "\r\n").encode("utf-16"),
    ],
    ids=["as it is", "Windows", "old Mac", "lines at the end", "UTF-16"],
)
def test_line_endings_and_marks_of_editors_do_not_matter(copy: bytes) -> None:
    assert as_listed(copy, LAMP) == DOCUMENT_TEXT


@pytest.mark.parametrize(
    "copy", [DOCUMENT_TEXT.replace("thin", "thick").encode(), b"", b"\xff\xfe\x00", b"\x89PNG\xff"]
)
def test_another_text_is_not_the_document(copy: bytes) -> None:
    assert as_listed(copy, LAMP) is None


def test_copies_are_attached_under_their_ids_and_the_status_says_so(
    folder: Path, small: SmallBank
) -> None:
    small.replace("sources/src1.yaml", "starts: The lamp, ends: a hand", "starts: On, ends: thin")
    small.load()
    before = status(folder, small)
    result = attach(folder, mine=b"\xef\xbb\xbf" + DOCUMENT_TEXT.replace("\n", "\r\n").encode())
    after = status(folder, small)

    assert result.exit_code == 0, result.output
    assert "001: The lamp and the council is attached." in result.output
    assert (folder / "originals" / "001.txt").read_bytes() == DOCUMENT_TEXT.encode()
    assert "001: The lamp and the council: not attached" in before.output
    assert "src1: waits for document 001" in before.output
    assert "001: The lamp and the council: attached" in after.output
    assert "002: A pilot's memory: not attached" in after.output
    assert "src1: original wording found" in after.output
    assert after.exit_code == 0


def test_the_status_tells_of_an_anchor_that_is_not_found(folder: Path, small: SmallBank) -> None:
    small.load()
    attach(folder, mine=DOCUMENT_TEXT.encode())

    result = status(folder, small)

    assert result.exit_code == 1
    assert "src1: no original wording: the words 'The lamp' stand nowhere in L2-3" in result.output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("001", b"Nothing alike", "Expected was 001, 'The lamp and the council' by Not named"),
        ("copy", SECOND_TEXT.replace("church", "old").encode(), "Expected was 002"),
        ("a-pilots-memory", b"Read it elsewhere", "Expected was 002"),
        ("notes", b"Bread, oil, soap", "They are: 001 'The lamp and the council'; 002"),
        ("photo", b"\x89PNG\xff\x00", "photo.txt is no plain text"),
    ],
)
def test_anything_else_is_refused_with_what_was_expected_and_nothing_is_copied(
    folder: Path, name: str, content: bytes, said: str
) -> None:
    result = attach(folder, good=DOCUMENT_TEXT.encode(), **{name: content})

    assert result.exit_code == 1
    assert said in result.output
    assert "Nothing was copied." in result.output
    assert not (folder / "originals").exists()


def test_a_folder_in_the_way_stops_all_of_it(folder: Path) -> None:
    (folder / "originals" / "002.txt").mkdir(parents=True)

    result = attach(folder, one=DOCUMENT_TEXT.encode(), two=SECOND_TEXT.encode())

    assert result.exit_code == 1
    assert [path.name for path in (folder / "originals").iterdir()] == ["002.txt"]


@pytest.fixture
def copies(tmp_path: Path) -> Originals:
    (tmp_path / "001.txt").write_text(DOCUMENT_TEXT, encoding="utf-8")
    return Originals(tmp_path, {"001": LAMP})


@pytest.mark.parametrize(
    ("lines", "starts", "ends", "words"),
    [
        ("L2", "On most", "was thin", "On most nights of that spring our lamp burned low because"),
        ("L2-3", "the oil  was", "to\nhelp", "the oil was thin."),
        ("L1", "The lamp", "council", "The lamp and the council"),
    ],
)
def test_the_wording_is_found_by_its_first_and_last_words(
    copies: Originals, lines: str, starts: str, ends: str, words: str
) -> None:
    found = copies.wording(anchor(lines, starts, ends))

    assert found.missing == ""
    assert found.paragraphs[0].startswith(words)


def test_a_bracket_that_was_opened_is_closed(tmp_path: Path) -> None:
    text = "Two went (and the council heard 'Bring oil!'). Then all left.\n"
    (tmp_path / "001.txt").write_text(text, encoding="utf-8")
    document = DOCUMENT.model_copy(update={"sha256": sha256(text.encode()).hexdigest()})
    copies = Originals(tmp_path, {"001": document})

    whole = copies.wording(anchor("L1", "Two went", "Bring oil"))
    part = copies.wording(anchor("L1", "the council", "Bring oil"))

    assert whole.paragraphs == ("Two went (and the council heard 'Bring oil!')",)
    assert part.paragraphs == ("the council heard 'Bring oil!'",)


def test_quotes_may_be_set_in_another_way(tmp_path: Path) -> None:
    text = "He said: “We\u2019re out of oil \u2013 again.” Then he left.\n"
    (tmp_path / "001.txt").write_text(text, encoding="utf-8")
    document = DOCUMENT.model_copy(update={"sha256": sha256(text.encode()).hexdigest()})
    copies = Originals(tmp_path, {"001": document})

    found = copies.wording(anchor("L1", "We're out", "oil - again"))

    assert found.paragraphs == ("“We\u2019re out of oil \u2013 again.”",)


@pytest.mark.parametrize(
    ("lines", "starts", "ends", "why"),
    [
        ("L2-3", "our lamp", "not there", "'not there' stand nowhere in L2-3 of document 001"),
        ("L2", "our lamp", "to help", "'to help' stand nowhere"),
        ("L1-3", "The", "to help", "'The' stand twice"),
        ("L3", "The council", "keeper gave", "'keeper gave' stand nowhere"),
        ("L2", "was thin", "On most", "the last words stand before the first ones"),
        ("3", "was thin", "On most", "names no lines"),
        ("L3-2", "was thin", "On most", "names no lines"),
    ],
)
def test_what_is_not_found_once_is_not_shown_and_says_why(
    copies: Originals, lines: str, starts: str, ends: str, why: str
) -> None:
    found = copies.wording(anchor(lines, starts, ends))

    assert found.paragraphs == ()
    assert why in found.missing


def test_a_copy_that_is_changed_or_taken_away_is_noticed(copies: Originals) -> None:
    place = anchor("L2", "On most", "was thin")
    assert copies.wording(place).paragraphs
    path = copies.path("001")

    path.write_text("Another text altogether", encoding="utf-8")
    changed = copies.copy("001"), copies.wording(place)
    path.unlink()
    gone = copies.copy("001"), copies.wording(place)

    assert (changed[0], gone[0]) == (Copy.OTHER, Copy.ABSENT)
    assert changed[1] == gone[1] == Wording()


def test_an_unknown_document_and_no_anchor_at_all_show_nothing(copies: Originals) -> None:
    nothing = replace(copies, documents=dict[str, Document]())

    assert not nothing.wording(anchor("L2", "On most", "was thin")).paragraphs
    assert not copies.wording(None).paragraphs


def test_the_folder_is_the_projects_unless_the_environment_says_otherwise() -> None:
    assert from_environment({}).originals == ROOT / "seeds" / "originals"
    assert from_environment({"QUIZAPP_ORIGINALS": "/srv/o"}).originals == Path("/srv/o")
