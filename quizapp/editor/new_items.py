"""Ids for new questions: which are free, and what a new file begins with."""

import re

from sqlalchemy import select

from quizapp.bank.files import belongs
from quizapp.bank.skeletons import skeleton
from quizapp.bank.writing.ids import next_id
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
    """Return, folded, all ids of questions that were ever used: written, published or retired.

    Two that differ in capitals only would be one file on some disks.
    """
    bank = working.content
    files = {path.rpartition("/")[2].removesuffix(".yaml") for path in working.texts}
    loaded = {*bank.items, *bank.retired} if bank else set()
    return {each.casefold() for each in {*files, *loaded, *_published(working.bank)}}


def _published(bank: str) -> dict[str, str]:
    """Return the ids of all questions that were ever published, with their sections."""
    rows = db.session.execute(select(ItemVersion.item_id, ItemVersion.section).filter_by(bank=bank))
    return {item_id: section for item_id, section in rows}  # noqa: C416  (rows are no pairs)


def free_ids(working: Working) -> dict[str, str]:
    """Return the id for the next question of each section: ``S1-17``."""
    published = _published(working.bank).items()
    known = [*working.texts, *(f"items/{section}/{ident}.yaml" for ident, section in published)]
    return {each: next_id(each, working.content, known) for each in sections(working)}


def _free_id(working: Working, section: str) -> str:
    return free_ids(working).get(section, f"{section}-01")


def new_file(working: Working, type_name: str, section: str, ident: str) -> tuple[str, str]:
    """Return path and text of a new question. Raises `NotFree`."""
    used = used_ids(working)
    ident = ident or _free_id(working, section)
    path = f"items/{section}/{ident}.yaml"
    if not _ID.fullmatch(ident) or not belongs(path):
        raise NotFree("Use letters, digits and hyphens, at most 40 of them.")
    if ident.casefold() in used:
        free = _free_id(working, section)
        raise NotFree(f"{ident} was used before, and ids are permanent. {free} is free.")
    bank = working.content
    skill = next(iter(bank.settings.skills)) if bank else "skill"
    sources = list(bank.sources)[:1] if bank and type_name == "hot_text" else []
    return path, skeleton(type_name, ident, skill=skill, sources=sources)
