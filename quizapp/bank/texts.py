"""A file of a bank as text: line endings of one kind inside, those of the file outside."""

from quizapp.bank.strict_yaml import MOST_BYTES

_BOM = "\ufeff"


class Unreadable(ValueError):
    """A file holds no text that a bank may have; the message says why and how to mend it."""


def plain(text: str) -> str:
    """Return a text with lines that end in one way and without a mark at its beginning."""
    return text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")


def decoded(content: bytes | None) -> str:
    """Return what a file says, as `plain` does. Raises `Unreadable`."""
    if content is None:
        raise Unreadable("it cannot be opened, or leads out of the folder; put a plain file there")
    if len(content) > MOST_BYTES:
        raise Unreadable("it is over 1 MB; split it into several")
    try:
        text = plain(content.decode())
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable(f"line {line} is not UTF-8; save it with the encoding UTF-8") from None
    if "\0" in text:
        line = text.partition("\0")[0].count("\n") + 1
        raise Unreadable(f"line {line} holds a character that no file may have; remove it")
    return text


def encoded(text: str, like: bytes | None = None) -> bytes:
    """Return a text as a file of the same kind as ``like``: its line endings, its first mark."""
    like = like or b""
    if like.count(b"\r\n") * 2 > like.count(b"\n"):
        text = text.replace("\n", "\r\n")
    return (_BOM if like.startswith(_BOM.encode()) else "").encode() + text.encode()
