"""Pictures of sources: what is made of an upload, what is refused, and what the linter says."""

import struct
import zlib
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from quizapp.bank import pictures
from quizapp.bank.packing import CannotUnpack, packed, unpacked
from quizapp.bank.pictures import NoPicture, Picture, checked, pictures_in, prepared, put_into
from quizapp.bank.problems import Severity
from quizapp.bank.versions import content_hash, source_content
from tests.bank.pictures import file_of, image
from tests.bank.small import SmallBank

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def picture() -> Picture:
    return prepared(file_of(image()), "The Lamp 1850.png")


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.content))


def with_picture(small: SmallBank, picture: Picture, **given: str) -> None:
    """Let the source of a bank show a picture."""
    words = {
        "alt": "A lamp on a mast above the sea",
        "credit": "The harbour office",
        "licence": "CC BY 4.0",
        **given,
    }
    lines = "".join(f"    {key}: {text}\n" for key, text in words.items() if text)
    entry = f"images:\n  - file: {picture.name}\n{lines}"
    small.files["sources/src1.yaml"] += entry
    small.load()


def hollow_png(width: int, height: int) -> bytes:
    """Return a small file that says it is a large image."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    ends = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ends


def animated(kind: str) -> bytes:
    second = image()
    second.paste("red", (0, 0, 60, 40))
    return file_of(image(), kind, save_all=True, append_images=[second])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_upload_becomes_a_webp_named_by_what_it_holds(kind: str):
    made = prepared(file_of(image(), kind), "C:\\scans\\The Lamp, 1850 (é).jpeg")

    assert made.name == f"the-lamp-1850-e-{sha256(made.content).hexdigest()[:12]}.webp"
    assert (opened(made).format, opened(made).size) == ("WEBP", (60, 40))
    assert checked(made.name, made.content) == made


def test_what_a_camera_wrote_is_taken_out_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera of ours"
    data = file_of(image(), "JPEG", exif=exif, comment=b"secret place", quality=95)

    made = opened(prepared(data, "x.jpg"))

    assert made.size == (40, 60)
    assert not made.getexif()
    assert b"camera" not in prepared(data, "x.jpg").content
    top, bottom = made.getpixel((20, 5)), made.getpixel((20, 55))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] < 60 < 200 < bottom[0]


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "CMYK"])
def test_every_usual_kind_of_pixels_can_be_read(mode: str):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert opened(prepared(file_of(image().convert(mode), kind), "x")).mode == "RGB"


def test_what_lets_light_through_lies_on_white():
    made = opened(prepared(file_of(Image.new("RGBA", (20, 20), (0, 0, 0, 0))), "x.png"))

    assert made.getpixel((10, 10)) == (255, 255, 255)


def test_a_large_picture_is_made_small_in_pixels_and_bytes():
    noise = Image.frombytes("RGB", (2400, 1200), Random(4).randbytes(2400 * 1200 * 3))  # noqa: S311
    made = prepared(file_of(noise, "JPEG", quality=85), "noise.jpg")

    assert (made.width, made.height) == (1600, 800)
    assert len(made.content) <= pictures.MOST_BYTES


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (SVG, "no PNG, JPEG or WebP"),
        (b"", "no PNG, JPEG or WebP"),
        (b"%PDF-1.7 and so on", "no PNG, JPEG or WebP"),
        (file_of(image(), "GIF"), "no PNG, JPEG or WebP"),
        (animated("PNG"), "moves"),
        (animated("WEBP"), "moves"),
        (file_of(image(400, 400), "JPEG")[:-900], "not complete"),
        (hollow_png(300, 300), "not complete"),
        (hollow_png(6_000, 6_000), "too many pixels"),
        (hollow_png(60_000, 60_000), "too many pixels"),
        (b"x" * (pictures.MOST_UPLOADED + 1), "over 8 MB"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(data: bytes, reason: str):
    with pytest.raises(NoPicture, match=reason):
        prepared(data, "x.png")


def test_a_bomb_is_not_even_decoded(monkeypatch: pytest.MonkeyPatch):
    def decoded(_image: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(NoPicture, match="too many pixels"):
        prepared(hollow_png(6_000, 6_000), "x.png")


def test_a_picture_that_does_not_hold_what_its_name_says_is_refused(picture: Picture):
    with pytest.raises(NoPicture, match="changed"):
        checked(picture.name, picture.content + b"more")
    with pytest.raises(NoPicture, match="name"):
        checked("../x-0123456789ab.webp", picture.content)


def test_a_picture_from_a_folder_must_not_tell_of_its_camera():
    exif = Image.Exif()
    exif[0x010F] = "A camera of ours"
    data = file_of(image(), "WEBP", exif=exif)

    with pytest.raises(NoPicture, match="camera"):
        checked(f"x-{sha256(data).hexdigest()[:12]}.webp", data)


def test_a_source_without_pictures_keeps_its_hash(small: SmallBank, picture: Picture):
    plain = small.load().bank
    assert plain
    before = source_content(plain.sources["src1"])
    with_picture(small, picture)
    after = small.load().bank
    assert after

    assert "images" not in before
    assert content_hash(source_content(after.sources["src1"])) != content_hash(before)


def test_a_bank_with_a_picture_has_no_problem(small: SmallBank, picture: Picture):
    with_picture(small, picture)
    put_into(small.folder, {picture.name: picture.content})

    assert small.problems() == []


def test_a_picture_that_is_not_there_is_an_error_at_its_line(small: SmallBank, picture: Picture):
    with_picture(small, picture)

    [problem] = small.problems()

    assert problem.severity is Severity.ERROR
    assert problem.what == f"the bank has no picture {picture.name!r}"
    assert problem.line == small.line_of("sources/src1.yaml", picture.name)


def test_a_picture_that_was_changed_in_the_folder_counts_as_absent(
    small: SmallBank, picture: Picture
):
    with_picture(small, picture)
    put_into(small.folder, {picture.name: picture.content + b"x"})

    assert "has no picture" in small.problems()[0].what


@pytest.mark.parametrize("key", ["alt", "credit", "licence"])
def test_a_picture_says_what_it_shows_whose_it_is_and_its_licence(
    small: SmallBank, picture: Picture, key: str
):
    with_picture(small, picture, **{key: ""})

    assert f"'{key}' is missing" in [each.what for each in small.problems()]


@pytest.mark.parametrize("alt", ["A lamp", "The lamp of the harbour"])
def test_a_thin_description_is_worth_a_second_look(small: SmallBank, picture: Picture, alt: str):
    with_picture(small, picture, alt=alt, caption="The lamp of the harbour")
    put_into(small.folder, {picture.name: picture.content})

    [problem] = small.problems()

    assert problem.severity is Severity.WARNING
    assert problem.what.startswith("the alternative text")


def test_links_out_of_the_folder_are_not_read(small: SmallBank, picture: Picture, tmp_path: Path):
    small.load()
    outside = tmp_path / "outside"
    outside.write_bytes(picture.content)
    (small.folder / "images").mkdir()
    (small.folder / "images" / picture.name).symlink_to(outside)

    assert pictures_in(small.folder) == {picture.name: None}


def test_a_zip_carries_pictures_there_and_back(small: SmallBank, picture: Picture):
    bank = small.load().bank
    assert bank
    path = f"images/{picture.name}"
    files = {"bank.yaml": small.files["bank.yaml"].encode(), path: picture.content}

    assert unpacked(packed(files, bank.settings)) == files


def test_a_zip_with_something_else_under_the_name_of_a_picture_is_refused(
    small: SmallBank, picture: Picture
):
    bank = small.load().bank
    assert bank
    files = {"bank.yaml": b"id: harbour\n", f"images/{picture.name}": SVG}

    with pytest.raises(CannotUnpack, match="digits"):
        unpacked(packed(files, bank.settings))


def named(content: bytes, kind: str) -> str:
    return f"lamp-{sha256(content).hexdigest()[:12]}.{kind}"


def test_a_picture_from_a_folder_must_not_tell_of_its_maker():
    words = PngInfo()
    words.add_text("Location", "51.5, -0.1")
    content = file_of(image(), pnginfo=words)

    with pytest.raises(NoPicture, match="tells of"):
        checked(named(content, "png"), content)


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_a_file_that_is_a_picture_and_something_else_is_none(kind: str):
    whole = file_of(image(), kind.upper())
    double = whole + b"PK\x03\x04 a zip, or <script>"

    assert checked(named(whole, kind), whole).width == 60
    with pytest.raises(NoPicture, match="something else"):
        checked(named(double, kind), double)
