"""A bank as one zip file: written so that equal banks are equal files, read without trust."""

import stat
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quizapp.bank.files import Files, belongs
from quizapp.bank.model import BankSettings
from quizapp.bank.pictures import FOLDER, NoPicture, checked, is_picture
from quizapp.bank.strict_yaml import MOST_BYTES

MOST_FILES = 3_000
MOST_IN_ALL = 30_000_000
"""So many bytes a bank may have once it is unpacked."""
MOST_PACKED = 10_000_000
ENCRYPTED = 0x1
LONG_AGO = (1980, 1, 1, 0, 0, 0)

BESIDE = frozenset({"README.md", "README.txt", "LICENCE.txt", "schema.json"})
"""What lies beside a bank's files and is made anew; it is not taken from a zip."""
_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class CannotUnpack(Exception):
    """The zip is no bank; the message says why, in a sentence."""


class CannotPack(Exception):
    """A file cannot be read, so the zip would not be the whole bank."""


def packed(files: Files, settings: BankSettings) -> bytes:
    """Return the zip of a bank, in a folder of the bank's id, with its licence and authors.

    The same files give the same bytes. Raises `CannotPack`.
    """
    target = BytesIO()
    with ZipFile(target, "w") as zipped:
        for path, content in sorted({**files, "LICENCE.txt": _licence(settings)}.items()):
            if content is None or len(content) > MOST_BYTES:
                raise CannotPack(f"{path} cannot be read, or is over 1 MB.")
            info = ZipInfo(f"{settings.id}/{path}", LONG_AGO)
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            zipped.writestr(info, content, compresslevel=9)
    return target.getvalue()


def _licence(settings: BankSettings) -> bytes:
    authors = "\n".join(f"  {author}" for author in settings.authors)
    text = f"{settings.title}\n\nAuthors:\n{authors}\n\nLicence:\n  {settings.licence}\n"
    return text.encode()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of the bank in a zip, in the order of their paths.

    Reads no more than a bank may have, whatever the zip says of itself, and writes nothing. Raises
    `CannotUnpack`.
    """
    if len(data) > MOST_PACKED:
        raise CannotUnpack(f"The zip is over {MOST_PACKED // 1_000_000} MB.")
    try:
        with ZipFile(BytesIO(data)) as zipped:
            return _files(zipped)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise CannotUnpack("The file is no zip, or it is damaged.") from None


def _files(zipped: ZipFile) -> dict[str, bytes]:
    infos = [info for info in zipped.infolist() if not _is_litter(info)]
    if len(infos) > MOST_FILES:
        raise CannotUnpack(f"The zip has over {MOST_FILES} files.")
    inside = _paths(infos)
    found: dict[str, bytes] = {}
    left = MOST_IN_ALL
    for path, info in sorted(inside.items()):
        found[path] = _content(zipped, info, left)
        _check_picture(path, found[path])
        left -= len(found[path])
    if "bank.yaml" not in found:
        raise CannotUnpack("The zip has no bank.yaml, so it is no question bank.")
    return found


def _is_litter(info: ZipInfo) -> bool:
    """Return whether an entry is a folder, or what a desktop leaves behind."""
    path = PurePosixPath(info.filename)
    return info.filename.endswith("/") or path.parts[:1] == ("__MACOSX",) or path.name in _LITTER


def _paths(infos: list[ZipInfo]) -> Mapping[str, ZipInfo]:
    """Return the bank's entries by their paths in the bank. Raises `CannotUnpack`."""
    top = {info.filename.partition("/")[0] for info in infos if "/" in info.filename}
    folder = f"{next(iter(top))}/" if len(top) == 1 else ""
    if not all(info.filename.startswith(folder) for info in infos):
        folder = ""
    if folder in {"items/", "sources/", "quizzes/", f"{FOLDER}/"}:
        folder = ""
    found: dict[str, ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        path = info.filename.removeprefix(folder)
        _refuse(info, path, seen)
        seen.add(path.casefold())
        if path not in BESIDE:
            found[path] = info
    return found


def _refuse(info: ZipInfo, path: str, seen: set[str]) -> None:
    """Raise `CannotUnpack` for an entry that no bank has."""
    shown = info.orig_filename[:100]
    if path.casefold() in seen:
        raise CannotUnpack(f"{shown!r} is in the zip twice, but for capitals.")
    if info.filename != info.orig_filename or not (
        belongs(path) or is_picture(path) or path in BESIDE
    ):
        raise CannotUnpack(f"{shown!r} is no file of a question bank.")
    if info.flag_bits & ENCRYPTED:
        raise CannotUnpack("The zip is locked with a password. Save it without one.")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise CannotUnpack(f"{shown!r} is a link or a device, not a file.")
    if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise CannotUnpack("The zip is packed in an unusual way. Pack it as an ordinary zip.")


def _check_picture(path: str, content: bytes) -> None:
    if not is_picture(path):
        return
    try:
        checked(path.rpartition("/")[2], content)
    except NoPicture as reason:
        raise CannotUnpack(f"{path}: {reason}") from None


def _content(zipped: ZipFile, info: ZipInfo, left: int) -> bytes:
    """Return what an entry really holds, never more than a file may have."""
    with zipped.open(info) as entry:
        content = entry.read(min(MOST_BYTES, left) + 1)
        if len(content) > MOST_BYTES:
            raise CannotUnpack(f"{info.filename!r} is over 1 MB.")
        if len(content) > left:
            raise CannotUnpack(f"The files have over {MOST_IN_ALL // 1_000_000} MB in all.")
        entry.read(1)  # the checksum is looked at behind the last byte
    return content
