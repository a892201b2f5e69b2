"""A bank as a zip: the same bytes for the same bank, and nothing hostile comes out of one."""

import stat
import tracemalloc
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from click.testing import CliRunner

from quizapp.bank import packing
from quizapp.bank.files import files_in
from quizapp.bank.packing import CannotPack, CannotUnpack, packed, unpacked
from quizapp.bank.strict_yaml import MOST_BYTES
from quizapp.cli import main
from tests.bank.real import BANK
from tests.bank.small import FILES, SmallBank

TEXTS = {path: text.encode() for path, text in FILES.items()}


def zipped(files: dict[str, bytes], change: Callable[[ZipInfo], object] | None = None) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as file:
        for path, content in files.items():
            info = ZipInfo(path)
            info.compress_type = ZIP_DEFLATED
            if change and path == "bank.yaml":
                change(info)
            file.writestr(info, content)
    return target.getvalue()


def as_link(info: ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def in_bzip2(info: ZipInfo) -> None:
    info.compress_type = ZIP_BZIP2


def locked(data: bytes) -> bytes:
    """Set the mark of encryption in every directory entry."""
    return b"PK\x01\x02".join(
        part if n == 0 else part[:4] + bytes([part[4] | 1]) + part[5:]
        for n, part in enumerate(data.split(b"PK\x01\x02"))
    )


def test_a_bank_comes_out_as_it_went_in(bank_folder: Path) -> None:
    files = files_in(bank_folder)

    data = packed(files, BANK.settings)

    assert unpacked(data) == files
    assert packed(dict(reversed(files.items())), BANK.settings) == data
    assert len(data) < 1_000_000


def test_licence_and_authors_go_along() -> None:
    with ZipFile(BytesIO(packed(TEXTS, BANK.settings))) as file:
        text = file.read(f"{BANK.settings.id}/LICENCE.txt").decode()

    assert BANK.settings.licence in text
    assert all(author in text for author in BANK.settings.authors)


def test_what_cannot_be_read_is_not_packed() -> None:
    with pytest.raises(CannotPack, match=r"bank\.yaml"):
        packed({**TEXTS, "bank.yaml": None}, BANK.settings)


@pytest.mark.parametrize(
    "files",
    [
        TEXTS,
        {f"harbour/{path}": content for path, content in TEXTS.items()},
        {**TEXTS, "README.md": b"x", "__MACOSX/._bank.yaml": b"x", ".DS_Store": b"x"},
        {"items/": b"", **TEXTS},
    ],
)
def test_the_usual_shapes_of_a_zip_are_read(files: dict[str, bytes]) -> None:
    assert unpacked(zipped(files)) == dict(sorted(TEXTS.items()))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({**TEXTS, "../evil.yaml": b"x"}), "no file of a question bank"),
        (zipped({**TEXTS, "items/A/../../../x.yaml": b"x"}), "no file of a question bank"),
        (zipped({**TEXTS, "/etc/passwd": b"x"}), "no file of a question bank"),
        (zipped({**TEXTS, "items\\A\\A-09.yaml": b"x"}), "no file of a question bank"),
        (zipped({**TEXTS, "C:/bank.yaml": b"x"}), "no file of a question bank"),
        (zipped({**TEXTS, "more.zip": zipped(TEXTS)}), "no file of a question bank"),
        (zipped({**TEXTS, "run.py": b"x"}), "no file of a question bank"),
        (zipped({**TEXTS, "items/A/a-01.yaml": b"x"}), "twice"),
        (zipped(TEXTS, as_link), "a link"),
        (zipped(TEXTS, in_bzip2), "unusual way"),
        (locked(zipped(TEXTS)), "password"),
        (zipped({"quizzes/Q1.yaml": b"x"}), "no bank.yaml"),
        (zipped({}), "no bank.yaml"),
        (zipped(TEXTS)[:-40], "damaged"),
        (zipped(TEXTS)[40:], "damaged"),
        (b"", "damaged"),
        (b"PK\x03\x04" * 1000, "damaged"),
        (b"no zip at all", "damaged"),
    ],
)
def test_a_zip_that_is_no_bank_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(CannotUnpack, match=words):
        unpacked(data)


def test_a_flipped_byte_is_noticed() -> None:
    data = bytearray(zipped(TEXTS))
    data[data.index(b"bank.yaml") + 40] ^= 0xFF

    with pytest.raises(CannotUnpack):
        unpacked(bytes(data))


def test_a_bomb_is_stopped_before_it_goes_off() -> None:
    bomb = zipped({**TEXTS, "items/A/A-09.yaml": b"a" * 200_000_000})
    tracemalloc.start()
    try:
        with pytest.raises(CannotUnpack, match="over 1 MB"):
            unpacked(bomb)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_many_files_and_much_in_all_are_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {f"items/A/A-{number}.yaml": b"x" for number in range(packing.MOST_FILES + 1)}
    with pytest.raises(CannotUnpack, match="files"):
        unpacked(zipped({**TEXTS, **many}))
    much = {f"items/A/A-{number}.yaml": b"x" * MOST_BYTES for number in range(5)}
    monkeypatch.setattr(packing, "MOST_IN_ALL", 3 * MOST_BYTES)
    with pytest.raises(CannotUnpack, match="in all"):
        unpacked(zipped({**TEXTS, **much}))


def test_the_commands_pack_and_unpack(small: SmallBank, tmp_path: Path) -> None:
    small.load()
    target, folder = tmp_path / "bank.zip", tmp_path / "again"

    made = CliRunner().invoke(main, ["bank", "pack", "--bank", str(small.folder), str(target)])
    read = CliRunner().invoke(main, ["bank", "unpack", str(target), str(folder)])

    assert made.exit_code == read.exit_code == 0, made.output + read.output
    assert files_in(folder) == files_in(small.folder)
    assert (folder / "schema.json").exists()


def test_unpacking_leaves_nothing_half_written(tmp_path: Path) -> None:
    bad, folder = tmp_path / "bad.zip", tmp_path / "again"
    bad.write_bytes(zipped({**TEXTS, "zz.exe": b"x"}))

    said = CliRunner().invoke(main, ["bank", "unpack", str(bad), str(folder)])

    assert said.exit_code == 1
    assert "no file of a question bank" in said.output
    assert not folder.exists()
    assert [each.name for each in tmp_path.iterdir()] == ["bad.zip"]


def test_unpacking_writes_over_nothing(tmp_path: Path) -> None:
    good, folder = tmp_path / "good.zip", tmp_path / "again"
    good.write_bytes(zipped(TEXTS))
    folder.mkdir()
    (folder / "kept.txt").write_text("mine", encoding="utf-8")

    said = CliRunner().invoke(main, ["bank", "unpack", str(good), str(folder)])

    assert said.exit_code == 1
    assert [each.name for each in folder.iterdir()] == ["kept.txt"]


def test_an_entry_without_a_name_is_no_file_of_a_bank() -> None:
    data = zipped({**TEXTS, "?": b"x"}).replace(b"?", b"\0")

    with pytest.raises(CannotUnpack, match="no file of a question bank"):
        unpacked(data)
