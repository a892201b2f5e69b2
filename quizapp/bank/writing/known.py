"""The ids that a place of a file can name, each with what it stands for."""

from collections.abc import Callable, Iterator, Mapping

from quizapp.bank.model import Bank
from quizapp.bank.seeds import Seeds
from quizapp.bank.strict_yaml import Path
from quizapp.bank.writing.flow import TooDeep
from quizapp.bank.writing.outline import Outline

Ids = dict[str, str]

_ITEM_KEYS = {"twin", "item", "claim", "evidence"}
_LOCAL_LISTS = ("elements", "columns", "categories", "choices", "rows")


def known_ids(kind: str, path: Path, bank: Bank | None, seeds: Seeds, text: str) -> Ids:
    """Return the ids that the value at a place may be; empty where it is no id of anything."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    if kind == "quiz" and len(path) == 2 and path[0] == "entries":
        key = "item"
    if key in {"answer", "order", "first", "second", "open_pairs"}:
        return _local(key, text)
    if bank is None:
        return {}
    if kind == "hot_text" and path[:1] == ("targets",) and key == "id":
        return _sentences(bank, text)
    if kind == "bank":
        return dict(bank.settings.skills) if key == "skills" and path[0] == "objectives" else {}
    return _of_the_bank(kind, key, bank, seeds)


def _of_the_bank(kind: str, key: str, bank: Bank, seeds: Seeds) -> Ids:
    found: Mapping[str, Callable[[], Ids]] = {
        "sources": lambda: {each.id: each.title for each in bank.sources.values()},
        "misconception": lambda: {e.id: e.belief for e in bank.misconceptions.values()},
        "facts": lambda: {each.id: each.claim for each in bank.facts.values()},
        "items": lambda: {each.id: each.stem for each in bank.items.values()},
        "quizzes": lambda: {each.id: each.title for each in bank.quizzes.values()},
        "skill": lambda: dict(bank.settings.skills),
        "document": lambda: {each.id: each.title for each in seeds.documents.values()},
        "refs": lambda: _references(seeds),
    }
    if key in _ITEM_KEYS and (key != "claim" or kind == "quiz"):
        key = "items"
    key = "sources" if key == "source" else key
    return found[key]() if key in found and not (kind == "facts" and key == "facts") else {}


def _references(seeds: Seeds) -> Ids:
    documents = {each.id: each.title for each in seeds.documents.values()}
    return documents | {each.id: each.text for each in seeds.notes.values()}


def _sentences(bank: Bank, text: str) -> Ids:
    """Return the sentences of the sources that the item names."""
    named = [each for each in bank.sources.values() if each.id in _named_sources(text, bank)]
    return {each.id: each.text for source in named for each in source.sentences}


def _named_sources(text: str, bank: Bank) -> set[str]:
    outline = _outline(text)
    if outline is None:
        return set()
    listed = [line.text for line in outline.lines if line.path[:1] == ("sources",)]
    words = " ".join(listed).replace("[", " ").replace("]", " ").replace(",", " ")
    return {word.strip("\"'") for word in words.split()} & set(bank.sources)


def _local(key: str, text: str) -> Ids:
    """Return the ids of the parts of this very item that others of its parts name."""
    outline = _outline(text)
    lists = _LOCAL_LISTS[:1] if key != "answer" else _LOCAL_LISTS[1:4]
    ids: Iterator[str] = (
        each for name in lists for each in (outline.ids_in((name,)) if outline else ())
    )
    return dict.fromkeys(ids, "")


def _outline(text: str) -> Outline | None:
    try:
        return Outline.of(text)
    except TooDeep:
        return None
