"""Pictures made for tests."""

from io import BytesIO

from PIL import Image


def image(width: int = 60, height: int = 40, **given: object) -> Image.Image:
    """Return a plain image whose left half is dark."""
    made = Image.new(str(given.get("mode", "RGB")), (width, height), "white")
    made.paste("navy", (0, 0, width // 2, height))
    return made


def file_of(picture: Image.Image, kind: str = "PNG", **given: object) -> bytes:
    """Return an image as the bytes of a file."""
    target = BytesIO()
    picture.save(target, kind, **given)
    return target.getvalue()
