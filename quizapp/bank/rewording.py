"""What is different between two versions of an item, in a few words."""

from collections.abc import Iterator, Mapping

from quizapp.bank.versions import item_content
from quizapp.items.base import Item

PARTS = {
    "stem": "the question",
    "explanation": "the explanation",
    "sources": "the choice of sources",
    "skill": "the skill",
    "difficulty": "the difficulty",
    "max_mark": "the marks",
    "order": "the right order",
    "answer": "the right answer",
    "refs": "the references",
    "seconds": "the time",
}
NAMES = {"options": "option", "rows": "row", "gaps": "gap", "targets": "place", "choices": "choice"}
DETAILS = {"text": "the wording", "credit": "the credit", "feedback": "the feedback"}


def rewordings(old: Item, new: Item) -> list[str]:
    """Return which parts differ: ``the wording of option c``, ``the question``."""
    before, after = item_content(old), item_content(new)
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [words for key in keys for words in _said(key, before.get(key), after.get(key))]


def _said(key: str, before: object, after: object) -> Iterator[str]:
    one, other = _by_id(before), _by_id(after)
    if one is None or other is None:
        yield PARTS.get(key, f"the part “{key.replace('_', ' ')}”")
        return
    name = NAMES.get(key, key.removesuffix("s").replace("_", " "))
    changed = [ident for ident in {**one, **other} if one.get(ident) != other.get(ident)]
    for ident in changed:
        yield f"{_detail(one.get(ident), other.get(ident))}{name} {ident}"
    if not changed:
        yield f"the order of the {key.replace('_', ' ')}"


def _by_id(value: object) -> dict[str, object] | None:
    """Return the entries of a list by their ids, if they have any."""
    if not isinstance(value, list):
        return None
    entries = [each for each in value if isinstance(each, Mapping) and "id" in each]
    found: dict[str, object] = {str(each["id"]): each for each in entries}
    return found if len(found) == len(value) else None


def _detail(before: object, after: object) -> str:
    """Say what of an entry differs, if it is one thing."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    known = DETAILS.get(keys[0]) if len(keys) == 1 else None
    return f"{known} of " if known else ""
