"""A first text for a new item of each type: whole and valid, with words to be written over."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from quizapp import items

_TYPES = Path(items.__file__).parent


def skeleton(type_name: str, ident: str, *, skill: str, sources: Sequence[str] = ()) -> str:
    """Return the text of a new item's file, its modeline first.

    Items that select in a text need a source: without one it is called ``src1``.
    """
    needed = list(sources) or (["src1"] if type_name == "hot_text" else [])
    return (
        f"# yaml-language-server: $schema=../../schema.json#/$defs/{type_name}\n"
        f"id: {ident}\n"
        f"type: {type_name}\n"
        + (f"sources: [{', '.join(needed)}]\n" if needed else "")
        + f"skill: {skill}\n"
        + _body(type_name)
    )


@cache
def _body(type_name: str) -> str:
    """Return what an item begins with from its difficulty on, as its type's folder holds it."""
    return (_TYPES / type_name / "skeleton.yaml").read_text(encoding="utf-8")
