"""Quizzes as files: a first text, the value that a file holds, and ids that are free."""

import re
from collections.abc import Container, Mapping

import yaml
from pydantic import ValidationError

from quizapp.bank.model import Bank, Entry, Quiz

Value = dict[str, object]
MODELINE = "# yaml-language-server: $schema=../schema.json#/$defs/quiz\n"
WIDTH = 96
_NUMBERED = re.compile(r"(.*?)(\d+)")


def quiz_value(quiz: Quiz) -> Value:
    """Return a quiz as its file writes it: in the order of the manual, each entry in short."""
    value: Value = {
        "id": quiz.id,
        "title": quiz.title,
        "purpose": quiz.purpose,
        "mode": quiz.mode.value,
        "minutes": quiz.minutes,
    }
    if quiz.certainty:
        value["certainty"] = True
    return {**value, "entries": [entry_value(each) for each in quiz.entries]}


def entry_value(entry: Entry) -> object:
    """Return an entry as a file writes it: just the id where nothing else is said."""
    whole = entry.model_dump(exclude_none=True)
    return entry.item if set(whole) == {"item"} else whole


def quiz_text(quiz: Quiz) -> str:
    """Return the text of a new quiz's file, its modeline first."""
    value = quiz_value(quiz)
    head = {key: each for key, each in value.items() if key != "entries"}
    values = [entry_value(each) for each in quiz.entries]
    lines = (_written([each], flow=isinstance(each, dict)) for each in values)
    return "".join([MODELINE, _written(head), "entries:\n", *(f"  {line}" for line in lines)])


def _written(value: object, *, flow: bool = False) -> str:
    style = None if flow else False  # None: what holds no other list or mapping stands in one line
    return str(
        yaml.safe_dump(
            value, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=style
        )
    )


def free_quiz_id(bank: Bank, taken: Container[str]) -> str:
    """Return the id that follows the last one of the bank's quizzes and is not, folded, taken."""
    numbered = [match for each in bank.quizzes if (match := _NUMBERED.fullmatch(each))]
    last = max(numbered, key=lambda match: int(match[2]), default=None)
    start, width, number = (last[1], len(last[2]), int(last[2])) if last else ("Q", 2, 0)
    while (ident := f"{start}{number + 1:0{width}}").casefold() in taken:
        number += 1
    return ident


def file_value(quiz: Quiz, present: Mapping[str, object]) -> Value:
    """Return a quiz as the strict reader would find it in its file: every scalar as text.

    What means the same as what stands there is left as it is written there.
    """
    value = {key: _as_text(each) for key, each in quiz_value(quiz).items()}
    before = present.get("entries")
    written = {_meaning(each): each for each in (before if isinstance(before, list) else ())}
    value["entries"] = [written.get(entry, _as_text(entry_value(entry))) for entry in quiz.entries]
    if not quiz.certainty and "certainty" in present:
        value["certainty"] = "false"
    if present:
        try:
            return dict(present) if Quiz.model_validate(present) == quiz else value
        except ValidationError:
            return value
    return value


def _meaning(written: object) -> Entry | None:
    try:
        return Entry.model_validate({"item": written} if isinstance(written, str) else written)
    except ValidationError:
        return None


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {key: _as_text(each) for key, each in value.items()}
    return (
        str(value).lower()
        if isinstance(value, bool)
        else value
        if isinstance(value, list)
        else str(value)
    )
