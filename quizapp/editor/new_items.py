"""Ids for new questions: which are free, and what a new file begins with."""

import re
from collections.abc import Collection
from itertools import count

from sqlalchemy import select

from quizapp.bank.files import belongs
from quizapp.bank.skeletons import skeleton
from quizapp.database import db
from quizapp.editor.working import Working
from quizapp.quizzes.models import ItemVersion

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")


class NotFree(ValueError):
    """An id cannot be given to a new question; the message says why."""


def sections(working: Working) -> dict[str, str]:
    """Return the sections that a new question can go into, by the name of their folder."""
    bank = working.content
    named = dict(bank.settings.sections) if bank else {}
    folders = {path.split("/")[1] for path in working.texts if path.startswith("items/")}
    return {**named, **{each: each for each in sorted(folders - set(named))}}


def used_ids(working: Working) -> set[str]:
    """Return all ids of questions that were ever used: written, published or retired."""
    bank = working.content
    files = {path.rpartition("/")[2].removesuffix(".yaml") for path in working.texts}
    published = select(ItemVersion.item_id).filter_by(bank=working.bank)
    loaded = {*bank.items, *bank.retired} if bank else set()
    return {*files, *loaded, *db.session.scalars(published)}


def next_id(working: Working, section: str, used: Collection[str]) -> str:
    """Return the first free id behind the highest that a section has: ``S1-17``."""
    pattern = re.compile(rf"items/[^/]+/{re.escape(section)}-(\d{{1,6}})\.yaml")
    numbers = [int(found[1]) for path in working.texts if (found := pattern.fullmatch(path))]
    ids = (f"{section}-{number:02}" for number in count(max(numbers, default=0) + 1))
    return next(each for each in ids if each not in used)


def new_file(working: Working, type_name: str, section: str, ident: str) -> tuple[str, str]:
    """Return path and text of a new question. Raises `NotFree`."""
    used = used_ids(working)
    ident = ident or next_id(working, section, used)
    path = f"items/{section}/{ident}.yaml"
    if not _ID.fullmatch(ident) or not belongs(path):
        raise NotFree("Use letters, digits and hyphens, at most 40 of them.")
    if ident in used:
        free = next_id(working, section, used)
        raise NotFree(f"{ident} was used before, and ids are permanent. {free} is free.")
    bank = working.content
    skill = next(iter(bank.settings.skills)) if bank else "skill"
    sources = list(bank.sources)[:1] if bank and type_name == "hot_text" else []
    return path, skeleton(type_name, ident, skill=skill, sources=sources)
