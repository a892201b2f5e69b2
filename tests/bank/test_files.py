"""Reading the files of a bank from a folder."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.files import belongs, files_in
from quizapp.bank.loader import load, load_files
from quizapp.bank.strict_yaml import MOST_BYTES
from tests.bank.small import SmallBank


def test_a_bank_is_the_same_from_its_folder_and_from_its_files(small: SmallBank) -> None:
    small.load()
    folder = small.folder
    loaded = load(folder)

    again = load_files(files_in(folder), folder.name)

    assert again.bank == loaded.bank
    assert again.problems == loaded.problems
    assert {key: each.path for key, each in again.origins.items()} == {
        key: each.path for key, each in loaded.origins.items()
    }


def test_every_file_of_a_bank_belongs_to_it(bank_folder: Path) -> None:
    found = files_in(bank_folder)

    assert len(found) > 250
    assert all(belongs(path) for path in found)


@pytest.mark.parametrize(
    "path",
    [
        "../bank.yaml",
        "items/../bank.yaml",
        "items/S1/../../../x.yaml",
        "/etc/passwd",
        "items/S1/.hidden.yaml",
        "items/S1.yaml",
        "items/a/b/c.yaml",
        "other.yaml",
        "sources/a.yml",
        "sources/a.yaml\n",
        "sources/a\0.yaml",
        "sources\\a.yaml",
        "sources/con .yaml",
        "",
    ],
)
def test_a_path_that_leads_elsewhere_belongs_to_no_bank(path: str) -> None:
    assert not belongs(path)


@given(st.text(max_size=40))
def test_what_belongs_stays_below_the_folder(path: str) -> None:
    if belongs(path):
        assert Path("/home/bank", path).resolve().is_relative_to("/home/bank")


def test_a_link_out_of_the_bank_is_not_followed(small: SmallBank, tmp_path: Path) -> None:
    small.load()
    folder = small.folder
    secret = tmp_path / "secret.yaml"
    secret.write_text("id: secret")
    (folder / "sources/leak.yaml").symlink_to(secret)
    (folder / "sources/circle.yaml").symlink_to(folder / "sources/circle.yaml")

    found = files_in(folder)

    assert found["sources/leak.yaml"] is None
    assert found["sources/circle.yaml"] is None
    assert "cannot be read" in str(load(folder).problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(small: SmallBank) -> None:
    small.load()
    folder = small.folder
    os.mkfifo(folder / "sources/pipe.yaml")

    assert files_in(folder)["sources/pipe.yaml"] is None


def test_a_huge_file_is_a_problem_and_not_read_to_its_end(small: SmallBank) -> None:
    small.load()
    folder = small.folder
    with (folder / "sources/huge.yaml").open("wb") as file:
        file.truncate(1_000 * MOST_BYTES)

    assert len(files_in(folder)["sources/huge.yaml"] or b"") == MOST_BYTES + 1
    assert "over 1 MB" in str(load(folder).problems)


def test_a_bank_that_was_checked_before_gives_the_same_problems(small: SmallBank) -> None:
    whole = small.problems()
    small.replace("items/A/A-02.yaml", "twice in one week", "all of the above")
    changed = small.problems()

    (small.folder / "items/A/A-02.yaml").unlink()
    lacking = SmallBank(small.folder, {k: v for k, v in small.files.items() if "A-02" not in k})

    assert changed != whole
    assert "A-02" in str(lacking.problems())
    assert small.problems() == changed
    small.replace("items/A/A-02.yaml", "all of the above", "twice in one week")
    assert small.problems() == whole
