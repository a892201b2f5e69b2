"""A bank as it can be published: all that a revision of it would hold, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from quizapp.bank.files import Files
from quizapp.bank.loader import Loaded
from quizapp.bank.model import LISTS, Bank
from quizapp.bank.problems import Problem
from quizapp.bank.versions import Content, content_hash, normal_form
from quizapp.quizzes.models import BankRevision
from quizapp.quizzes.parts import FOLDERS, Parts, StaysBack, parts_of


@dataclass(frozen=True)
class Edition:
    """What is to be published; ``hash`` names all that classes and authors would notice of it.

    ``content`` becomes that of the revision, and holds how the files stood besides.
    """

    bank: str
    hash: str
    content: Content
    parts: Parts


def edition_of(
    loaded: Loaded,
    bank: Bank,
    files: Files,
    previous: BankRevision | None,
    errors: Sequence[Problem],
    held: Sequence[Problem],
) -> Edition:
    """Return what a loaded bank can publish, with its last good parts where it is not whole."""
    stays_back = StaysBack(loaded, {problem.path for problem in [*errors, *held]})
    parts = parts_of(bank, files, stays_back, previous)
    notes = _notes(bank, stays_back, parts, previous)
    whole = {**_bank_content(bank, stays_back, previous), "notes": notes}
    name = content_hash([whole, *_hashes(parts)])
    return Edition(
        bank.settings.id, name, {**whole, "broken": _questions_in(loaded, errors)}, parts
    )


def _bank_content(bank: Bank, stays_back: StaysBack, previous: BankRevision | None) -> Content:
    """Return the bank's settings and lists, each from a file: the last good one if it is broken."""
    form = normal_form(bank)
    last = previous.content if previous else {}
    return {
        key: last[key] if key in last and stays_back.is_in(f"{key}.yaml") else form[key]
        for key in ("bank", *LISTS)
    }


def _notes(
    bank: Bank, stays_back: StaysBack, parts: Parts, previous: BankRevision | None
) -> Content:
    """Return the authors' notes on each item; of one that stays back, those on its last version."""
    notes: Content = dict(previous.content.get("notes", {})) if previous else {}
    for item in bank.items.values():
        if stays_back.holds("item", item.id):
            continue
        notes[item.id] = item.model_dump(
            mode="json", include=set(item.NOTES), exclude_defaults=True
        )
    return {ident: notes[ident] for ident in sorted(parts["item"]) if notes.get(ident)}


def _hashes(parts: Parts) -> list[list[str]]:
    return [[f"{ident}={some[ident].hash}" for ident in sorted(some)] for some in parts.values()]


def _questions_in(loaded: Loaded, problems: Sequence[Problem]) -> list[str]:
    """Return which questions have problems, by the names of their files."""
    items = f"{loaded.name}/{FOLDERS['item']}/"
    paths = {problem.path for problem in problems}
    return sorted(PurePosixPath(path).stem for path in paths if path.startswith(items))
