"""Where an author's cursor stands: at which key or value of a half-written file."""

import re
from dataclasses import dataclass

from quizapp.bank.strict_yaml import Path
from quizapp.bank.writing.flow import TooDeep
from quizapp.bank.writing.outline import Line, Outline

LONGEST = 200_000
"""In longer texts nothing is proposed, so that an answer always comes at once."""

_WORD = re.compile(r"[\w.-]*\Z")
_REST = re.compile(r"[\w.-]*")
_NO_WORDS = ("|", ">", "#", "[", "{")
_KEY_ENDS = re.compile(r"""["']?\s*:(\s|$)""")


@dataclass(frozen=True)
class Cursor:
    """A place in a file.

    ``path`` leads to the value that is being written, or to what surrounds a word that may become
    a key. ``word`` is the part of it in front of the cursor, ``used`` the keys around it.
    """

    path: Path
    is_value: bool
    word: str
    used: frozenset[str] = frozenset()
    indent: int = 0
    in_brackets: bool = False
    first: bool = True
    """Whether the word is the first one of its value: only that can be an id or a choice."""


@dataclass(frozen=True)
class Token:
    """A whole word in a file, where it stands and what it may be."""

    word: str
    start: int
    end: int
    is_key: bool
    cursor: Cursor


def cursor_at(text: str, at: int) -> Cursor | None:
    """Return where a cursor behind so many letters stands; ``None`` in prose and in comments."""
    if len(text) > LONGEST:
        return None
    try:
        return _cursor(text, max(0, min(at, len(text))))
    except TooDeep:
        return None


def token_at(text: str, at: int) -> Token | None:
    """Return the word that stands around a place."""
    before = _WORD.search(text[max(0, at - 200) : at])
    behind = _REST.match(text[at : at + 200])
    start = at - len(before[0] if before else "")
    end = at + len(behind[0] if behind else "")
    cursor = cursor_at(text, end) if end > start else None
    if cursor is None:
        return None
    is_key = not cursor.is_value and bool(_KEY_ENDS.match(text[end : end + 20]))
    return Token(text[start:end], start, end, is_key, cursor)


def _cursor(text: str, at: int) -> Cursor | None:
    outline, begin = Outline(), text.rfind("\n", 0, at) + 1
    offset = 0
    for line in text[:begin].split("\n")[:-1]:
        outline.add(line, offset)
        offset += len(line) + 1
    here = outline.add(text[begin:at], begin)
    if outline.flow:
        return _in_brackets(outline, text[at:])
    if here.kind in {"prose", "comment", "flow"} or here.text.startswith(_NO_WORDS):
        return None
    return _in_block(here, text, begin, at)


def _in_brackets(outline: Outline, rest: str) -> Cursor | None:
    flow = outline.flow
    if flow is None or not flow.open:
        return None
    inner, written = flow.open[-1], flow.word.strip()
    is_value = not inner.is_map or inner.key is not None
    path = inner.inside() if is_value else inner.path
    first = " " not in written
    word = _word(written)
    return Cursor(path, is_value, word, flow.used_with(rest), 0, in_brackets=True, first=first)


def _in_block(here: Line, text: str, begin: int, at: int) -> Cursor:
    behind = text.find("\n", at)
    others = text[:begin] + (text[behind:] if behind >= 0 else "")
    is_value = here.kind == "key"
    used = frozenset() if is_value else _used(others, text, begin, at, here)
    first = " " not in here.text.strip()
    return Cursor(here.path, is_value, _word(here.text), used, here.indent, first=first)


def _used(others: str, text: str, begin: int, at: int, here: Line) -> frozenset[str]:
    """Return the keys around a word, those of its own line left out."""
    dashes = text[begin:at][: here.indent].rstrip(" ")
    whole = f"{text[:begin]}{dashes}{others[begin:]}" if "-" in dashes else others
    return Outline.of(whole).keys_in(here.path)


def _word(written: str) -> str:
    found = _WORD.search(written[-200:])
    return found[0] if found else ""
