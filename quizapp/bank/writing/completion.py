"""What an author may write next, at the cursor of a half-written file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizapp.bank.files import belongs
from quizapp.bank.model import Bank
from quizapp.bank.seeds import Seeds
from quizapp.bank.skeletons import skeleton
from quizapp.bank.writing import shapes
from quizapp.bank.writing.cursor import Cursor, cursor_at
from quizapp.bank.writing.ids import next_id, section_of
from quizapp.bank.writing.known import known_ids
from quizapp.items import ITEM_TYPES

MOST = 400

_ID = re.compile(r"^id:[ \t]*([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True)
class Proposal:
    """Something to write: what it is called, what it means, and the text itself.

    The cursor goes ``back`` so many letters from the end of the text. ``whole`` proposals take
    the place of the whole file.
    """

    label: str
    text: str
    meaning: str = ""
    kind: str = "value"
    back: int = 0
    whole: bool = False


@dataclass(frozen=True)
class Proposals:
    """What may come next; ``word`` is the part of it that stands there already."""

    word: str
    options: list[Proposal]


@dataclass(frozen=True)
class Desk:
    """What the author has at hand: the bank as it stands with their text, and the documents."""

    path: str
    text: str
    bank: Bank | None
    seeds: Seeds
    paths: Iterable[str] = ()

    @property
    def kind(self) -> str:
        return shapes.kind_of(self.path, self.text)


def proposals(desk: Desk, at: int) -> Proposals:
    """Return what may come next behind so many letters of the text."""
    cursor = cursor_at(desk.text, at)
    if cursor is None or not belongs(desk.path):
        return Proposals("", [])
    found = _keys(desk, cursor) if not cursor.is_value else []
    if cursor.first:
        found += _values(desk, cursor)
    if not cursor.path and is_empty(desk.text, cursor.word):
        found += _skeletons(desk)
    return Proposals(cursor.word, found[:MOST])


def _keys(desk: Desk, cursor: Cursor) -> list[Proposal]:
    listed = not cursor.in_brackets and shapes.is_list(desk.kind, cursor.path)
    path = (*cursor.path, 0) if listed else cursor.path
    known = shapes.keys_at(desk.kind, path)
    indent = cursor.indent + 2 * listed
    return [
        _key(key, indent, cursor.in_brackets, "- " if listed else "")
        for key in known
        if key.name not in cursor.used
    ]


def _key(key: shapes.Key, indent: int, in_brackets: bool, dash: str) -> Proposal:
    begun = f"{dash}{key.name}: "
    text, back = begun, 0
    below = f"\n{' ' * (indent + 2)}"
    if key.opens == "list":
        text, back = f"{begun}[]", 1
    elif key.opens == "map":
        text, back = (f"{begun}{{}}", 1) if in_brackets else (f"{begun.rstrip()}{below}", 0)
    elif key.opens == "entries" and not in_brackets:
        text = f"{begun.rstrip()}{below}- "
    kind = "required" if key.required else "key"
    return Proposal(key.name, text, key.meaning, kind, back)


def _values(desk: Desk, cursor: Cursor) -> list[Proposal]:
    choices = [
        Proposal(each, each, _choice_meaning(cursor, each), "choice")
        for each in shapes.choices_at(desk.kind, cursor.path)
    ]
    ids = known_ids(desk.kind, cursor.path, desk.bank, desk.seeds, desk.text)
    if cursor.path == ("twin",):
        ids.pop(_written_id(desk.text), None)
    listed = _dash(desk, cursor)
    own = [Proposal(each, each, "the next free id", "id") for each in _own_id(desk, cursor)]
    return [*own, *choices, *(Proposal(i, f"{listed}{i}", words, "id") for i, words in ids.items())]


def _written_id(text: str) -> str:
    found = _ID.search(text)
    return found[1] if found else ""


def _dash(desk: Desk, cursor: Cursor) -> str:
    """Return what makes a word an entry of the list that the cursor stands in."""
    if not shapes.is_list(desk.kind, cursor.path) or cursor.in_brackets:
        return ""
    return "" if cursor.is_value else "- "


def _choice_meaning(cursor: Cursor, value: str) -> str:
    return ITEM_TYPES[value].label if cursor.path == ("type",) and value in ITEM_TYPES else ""


def _own_id(desk: Desk, cursor: Cursor) -> Iterator[str]:
    """Yield what the id of the file's own value can be."""
    if cursor.path != ("id",):
        return
    section = section_of(desk.path)
    name = desk.path.rpartition("/")[2].removesuffix(".yaml")
    if not section:
        yield from [name] if "/" in desk.path else []
        return
    others = [each for each in desk.paths if each != desk.path]
    if desk.bank is None or _is_free(name, desk):
        yield name
    free = next_id(section, desk.bank, others)
    if free != name:
        yield free


def _is_free(ident: str, desk: Desk) -> bool:
    """Return whether no other file has an id, and none had it before."""
    bank = desk.bank
    own = desk.path in desk.paths
    return bank is None or (ident not in bank.retired and (own or ident not in bank.items))


def _skeletons(desk: Desk) -> list[Proposal]:
    """Return a whole first text of each type, for an item's file that holds nothing yet."""
    if not section_of(desk.path):
        return []
    ident = proposed_id(desk)
    return [
        Proposal(
            f"Question: {kind.label.lower()}",
            first_text(name, ident, desk.bank),
            "a whole first text to write over",
            "skeleton",
            whole=True,
        )
        for name, kind in ITEM_TYPES.items()
    ]


def first_text(type_name: str, ident: str, bank: Bank | None) -> str:
    """Return a whole first text for a new item of this bank."""
    skill = next(iter(bank.settings.skills), "SKILL") if bank else "SKILL"
    needed = list(bank.sources)[:1] if bank and type_name == "hot_text" else []
    return skeleton(type_name, ident, skill=skill, sources=needed)


def proposed_id(desk: Desk) -> str:
    """Return the id that a new question in this file can have; empty for other files."""
    return next(_own_id(desk, Cursor(("id",), True, "")), "")


def is_empty(text: str, word: str = "") -> bool:
    """Return whether a text says nothing besides remarks and a word that is being written."""
    lines = (line.strip() for line in text.split("\n"))
    return not any(line and not line.startswith("#") and line != word for line in lines)
