"""Banks that begin in the browser or arrive as a zip: as drafts, never straight to classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from quizapp.accounts.models import User
from quizapp.bank.beginning import beginning
from quizapp.bank.loader import load_files
from quizapp.bank.packing import CannotUnpack, packed, unpacked
from quizapp.bank.pictures import FOLDER, checked, is_picture, named_in, paths_of
from quizapp.editor import actions
from quizapp.editor.publication import seal_of
from quizapp.editor.working import Working, find_working, get_working
from quizapp.quizzes.checking import one_at_a_time
from quizapp.quizzes.pictures import contents_of, keep, names_of

MOST_UPLOADED = 1_400_000
"""A zip is carried along in a form, a third longer than it is, while its changes are looked at."""


class BankExists(Exception):
    """There is a bank of this id already."""


@dataclass(frozen=True)
class Arrival:
    """A bank that came as a zip: its id, its texts by path, its pictures by name."""

    bank: str
    texts: Mapping[str, str]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Effects:
    """What an arrival would do to a bank: paths of files that are new, differ, or are not in it."""

    added: Sequence[str]
    changed: Sequence[str]
    missing: Sequence[str]


def arrival_from(data: bytes) -> Arrival:
    """Read a zip. Raises `CannotUnpack`, saying why it cannot be taken."""
    if len(data) > MOST_UPLOADED:
        why = "The zip is over 1.4 MB, too much for the browser"
        raise CannotUnpack(f"{why}. Use quizapp bank unpack and quizapp bank publish.")
    files = unpacked(data)
    texts = {path: _text(path, data) for path, data in files.items() if not is_picture(path)}
    pictures = {path.partition("/")[2]: data for path, data in files.items() if is_picture(path)}
    loaded = load_files({"bank.yaml": texts["bank.yaml"].encode()}, "zip")
    if loaded.bank is None:
        first = loaded.problems[0]
        raise CannotUnpack(f"bank.yaml, line {first.line}: {first.what}. To mend it: {first.mend}.")
    if loaded.bank.settings.id.casefold() == "new":
        raise CannotUnpack("A bank cannot have the id 'new'. Give it another one in bank.yaml.")
    return Arrival(loaded.bank.settings.id, texts, pictures)


def _text(path: str, content: bytes) -> str:
    try:
        return actions.clean(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CannotUnpack(f"{path} is not UTF-8. Save it with that encoding.") from None
    except actions.CannotBeKept as reason:
        raise CannotUnpack(f"{path}: {reason}") from None


def effects_of(arrival: Arrival, working: Working) -> Effects:
    """Return what would differ from the working copy."""
    here, there = working.texts, arrival.texts
    new = sorted(set(arrival.pictures) - names_of(working.bank))
    return Effects(
        [*(path for path in there if path not in here), *(f"{FOLDER}/{name}" for name in new)],
        [path for path in there if path in here and here[path] != there[path]],
        [path for path in here if path not in there],
    )


def begin(
    title: str, ident: str, author: User, now: datetime, *, language: str, by: str, licence: str
) -> None:
    """Make the drafts of a new bank. Raises `BankExists`."""
    texts = beginning(title, ident, language=language, author=by, licence=licence)
    take_new(Arrival(ident, texts), author, now)


def take_new(arrival: Arrival, author: User, now: datetime) -> None:
    """Make the drafts of a bank that there is not yet. Raises `BankExists`."""
    one_at_a_time()
    if find_working(arrival.bank):
        raise BankExists
    empty = Working(arrival.bank, None, {}, {})
    for path, text in arrival.texts.items():
        actions.keep(empty, path, text, author, now)
    _keep_pictures(arrival)


def take_over(
    arrival: Arrival, author: User, now: datetime, *, seal: str, removing: bool
) -> Effects:
    """Make drafts of what differs; with ``removing`` files that did not come are to go.

    Returns what it did. Raises `Outdated` when the bank is not as it was when ``seal`` was taken.
    """
    one_at_a_time()
    working = get_working(arrival.bank)
    if seal_of(working) != seal:
        raise actions.Outdated
    effects = effects_of(arrival, working)
    for path in (*effects.added, *effects.changed):
        if is_picture(path):
            continue
        actions.keep(working, path, arrival.texts[path], author, now)
    _keep_pictures(arrival)
    for path in effects.missing if removing else ():
        actions.keep(working, path, None, author, now)
    return effects


def _keep_pictures(arrival: Arrival) -> None:
    for name, content in arrival.pictures.items():
        keep(arrival.bank, checked(name, content))


def zip_of(working: Working, *, published: bool) -> bytes | None:
    """Return a bank as a zip, as it is published or worked on; ``None`` while that is not whole."""
    shown = Working(working.bank, working.revision, working.published, {}) if published else working
    if shown.content is None:
        return None
    names = named_in(shown.content.sources.values())
    beside = paths_of(contents_of(shown.bank, names), names)
    return packed({**shown.files, **beside}, shown.content.settings)
