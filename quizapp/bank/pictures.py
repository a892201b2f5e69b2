"""Pictures of sources: made small and plain from what is uploaded, and named by what they hold.

A name such as ``poster-1923-4f2a90c1b7de.webp`` ends in digits of the hash, so it is one picture
for good: none is ever changed, and a folder and a database that both have it have the same.
"""

import os
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from quizapp.bank.sources import PICTURE_NAME, Source

FOLDER = "images"
MOST_SIDE = 1_600
MOST_BYTES = 600_000
MOST_UPLOADED = 8_000_000
MOST_PIXELS = 30_000_000
"""So many pixels are decoded; a file that says it has more is not opened any further."""
MOST_PICTURES = 500
"""So many a bank may have; more in a folder are left alone."""
DIGITS = 12
DAMAGED = "The picture is damaged or not complete. Export it anew."
TAKEN = ("PNG", "JPEG", "WEBP")
TYPES = {"webp": "image/webp", "png": "image/png"}
PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
QUALITIES = (86, 76, 62, 46, 30)
_NAME = re.compile(PICTURE_NAME)


class NoPicture(Exception):
    """The file cannot be a picture of a source; the message says why, in a sentence."""


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept and shown."""

    name: str
    content: bytes
    width: int
    height: int

    @property
    def hash(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def media_type(self) -> str:
        return TYPES[self.name.rpartition(".")[2]]


def is_picture(path: str) -> bool:
    """Return whether a bank's picture can have this path, seen from the bank's folder."""
    folder, _, name = path.partition("/")
    return folder == FOLDER and _NAME.fullmatch(name) is not None


def named_in(sources: Iterable[Source]) -> frozenset[str]:
    """Return the names of the pictures that sources show."""
    return frozenset(image.file for source in sources for image in source.images)


def paths_of(
    pictures: Mapping[str, bytes | None], names: frozenset[str]
) -> dict[str, bytes | None]:
    """Return those pictures that have one of the names, by their paths in a bank."""
    return {f"{FOLDER}/{name}": data for name, data in pictures.items() if name in names}


def prepared(data: bytes, filename: str) -> Picture:
    """Return an uploaded file as a picture of its own: upright, small, without what it told of
    camera and place. Raises `NoPicture`."""
    if len(data) > MOST_UPLOADED:
        raise NoPicture(f"The file is over {MOST_UPLOADED // 1_000_000} MB. Make it smaller first.")
    plain = _plain(_opened(data, TAKEN, MOST_PIXELS))
    content = _written(plain)
    name = f"{_stem(filename)}-{sha256(content).hexdigest()[:DIGITS]}.webp"
    return Picture(name, content, plain.width, plain.height)


def checked(name: str, content: bytes) -> Picture:
    """Return a picture that came under its name, from a folder or a zip. Raises `NoPicture`."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NoPicture("The name is none that a picture of a bank has.")
    if len(content) > MOST_BYTES:
        raise NoPicture(f"The picture is over {MOST_BYTES // 1_000} kB.")
    if not sha256(content).hexdigest().startswith(found[1]):
        raise NoPicture("The digits in the name are not those of the picture: it was changed.")
    image = _opened(content, (found[2].upper(),), MOST_SIDE**2)
    if max(image.size) > MOST_SIDE:
        raise NoPicture(f"The picture has over {MOST_SIDE} pixels on one side.")
    told = image.getexif() or image.info.get("xmp") or image.info.get("exif")
    if told or getattr(image, "text", None):
        raise NoPicture("The picture still tells of its camera, its place or its maker.")
    if not _is_all(content, found[2]):
        raise NoPicture("Behind the picture there is something else in the file.")
    return Picture(name, content, image.width, image.height)


def _is_all(content: bytes, kind: str) -> bool:
    """Return whether a file ends where its picture does, so that it is nothing else besides."""
    if kind == "png":
        return content.endswith(PNG_END) and content.count(PNG_END) == 1
    return int.from_bytes(content[4:8], "little") + 8 == len(content)


def pictures_in(folder: Path) -> dict[str, bytes | None]:
    """Return the contents of the pictures in a bank's folder, by name.

    ``None`` stands for what cannot be read, is a link out of the folder, or no file.
    """
    home = folder.resolve()
    paths = sorted(path for path in folder.glob(f"{FOLDER}/*") if _NAME.fullmatch(path.name))
    return {path.name: _content(path, home) for path in paths[:MOST_PICTURES]}


def names_in(folder: Path) -> frozenset[str]:
    """Return the names of the pictures in a bank's folder that are what their names say."""
    found = set()
    for name, content in pictures_in(folder).items():
        try:
            found.add(checked(name, content or b"").name)
        except NoPicture:
            continue
    return frozenset(found)


def put_into(folder: Path, pictures: Mapping[str, bytes]) -> list[str]:
    """Write pictures that a bank's folder does not have; return their names. Raises `OSError`.

    Each is there as a whole or not at all, whenever this ends.
    """
    written = []
    place = folder / FOLDER
    for name, content in sorted(pictures.items()):
        if (place / name).exists() or (place / name).is_symlink():
            continue
        place.mkdir(exist_ok=True)
        if not place.resolve().is_relative_to(folder.resolve()):
            raise OSError(f"{place} leads out of {folder}")
        draft = place / f".{name}.{os.getpid()}"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place / name)
        written.append(name)
    return written


def _content(path: Path, home: Path) -> bytes | None:
    try:
        if not path.resolve().is_relative_to(home) or not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, RuntimeError):
        return None


def _opened(data: bytes, formats: tuple[str, ...], most: int) -> Image.Image:
    """Return the decoded image; it is not decoded when it says that it has more pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(data), formats=formats)
            if image.width * image.height > most:
                raise NoPicture("The picture has too many pixels. Make it smaller first.")
            if getattr(image, "n_frames", 1) > 1:
                raise NoPicture("The picture moves. Upload a single image of it.")
            image.load()
    except Image.DecompressionBombError:
        raise NoPicture("The picture has too many pixels. Make it smaller first.") from None
    except UnidentifiedImageError:
        raise NoPicture("The file is no PNG, JPEG or WebP picture.") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, OverflowError):
        raise NoPicture(DAMAGED) from None
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Return an upright, small copy of the bare pixels, on white where they let light through."""
    try:
        lucent = image.has_transparency_data
        upright = ImageOps.exif_transpose(image.convert("RGBA" if lucent else "RGB"))
    except (OSError, ValueError, SyntaxError):
        raise NoPicture(DAMAGED) from None
    upright.thumbnail((MOST_SIDE, MOST_SIDE), Image.Resampling.LANCZOS)
    if lucent:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright).convert("RGB")
    upright.info = {}
    return upright


def _written(image: Image.Image) -> bytes:
    for quality in QUALITIES:
        target = BytesIO()
        image.save(target, "WEBP", quality=quality, method=4)
        if target.tell() <= MOST_BYTES:
            return target.getvalue()
    raise NoPicture("The picture has too much detail to be kept small. Crop it first.")


def _stem(filename: str) -> str:
    """Return the readable part of a picture's name, from that of the file it was."""
    plain = unicodedata.normalize("NFKD", filename.replace("\\", "/").rpartition("/")[2])
    stem = plain.rpartition(".")[0] or plain
    words = re.findall(r"[a-z0-9]+", stem.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:40].strip("-") or "picture"
