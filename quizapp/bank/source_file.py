"""A source's file as the fields of a form, and the fields as the value of a file again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from quizapp.bank.source_fields import ImageFields, ReadingFields, SourceFields

Value = dict[str, Any]

PLACES: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "short_title": ("short_title",),
    "kind": ("kind",),
    "adapted": ("adapted",),
    "label": ("label",),
    **{
        name: ("provenance", name)
        for name in ("creator", "role", "form", "audience", "date", "circulation", "note")
    },
    "language": ("language",),
    "translation": ("translation",),
    "licence": ("licence",),
    "cuts": ("cuts",),
    "signature_terms": ("signature_terms",),
    "sentences": ("sentences",),
    "word_bank": ("word_bank",),
    "readings": ("readings",),
    "images": ("images",),
    **{f"original_{name}": ("original", name) for name in ("document", "lines", "starts", "ends")},
    "refs": ("refs",),
}
"""Where in the file each field stands, in the order of a new file."""

ENTRIES = {"sentences", "readings", "images"}
LISTS = {"signature_terms", "refs"}
IMAGE = {"file", "alt", "caption", "credit", "licence"}
DEFAULTS = {"kind": "source"}
MODELINE = "# yaml-language-server: $schema=../schema.json#/$defs/source\n"


class NotAForm(ValueError):
    """The file's shape is not one that the form can hold."""


class NoWordList(ValueError):
    """A line of the word list or of a reading does not say which part is which."""


def fields_of(value: object) -> SourceFields:
    """Return a file's value as fields. Raises `NotAForm` for a shape that would be lost."""
    if not isinstance(value, dict):
        raise NotAForm
    texts = {name: _shown(name, value) for name in PLACES if name not in ENTRIES}
    sentences = tuple(_pair(each) for each in _listed(value, "sentences"))
    readings = tuple(map(_reading, _listed(value, "readings")))
    return SourceFields(texts, sentences, readings, tuple(map(_image, _listed(value, "images"))))


def _listed(value: Value, name: str) -> Sequence[Any]:
    found = value.get(name) or ()
    if not isinstance(found, list | tuple):
        raise NotAForm
    return found


def _shown(name: str, value: Value) -> str:
    found: Any = value
    for step in PLACES[name]:
        if found is not None and not isinstance(found, dict):
            raise NotAForm
        found = (found or {}).get(step)
    if name in LISTS and isinstance(found, list) and all(isinstance(each, str) for each in found):
        return "\n".join(found)
    if name == "word_bank" and isinstance(found, dict):
        return "\n".join(f"{word} = {_plain(meaning)}" for word, meaning in found.items())
    return _plain(found if found is not None else DEFAULTS.get(name, ""))


def _plain(found: object) -> str:
    if not isinstance(found, str):
        raise NotAForm
    return found.strip()


def _pair(entry: object) -> tuple[str, str]:
    if not isinstance(entry, dict) or set(entry) != {"id", "text"}:
        raise NotAForm
    return _plain(entry["id"]), _plain(entry["text"])


def _reading(entry: object) -> ReadingFields:
    keys = {"id", "title", "kind", "language", "partial", "sentences"}
    if not isinstance(entry, dict) or not set(entry) <= keys:
        raise NotAForm
    sentences = entry.get("sentences") or {}
    if not isinstance(sentences, dict):
        raise NotAForm
    plain = {name: _plain(entry.get(name) or "") for name in keys - {"sentences"}}
    lines = "\n".join(f"{ident} = {_plain(text)}" for ident, text in sentences.items())
    return ReadingFields(**{**plain, "partial": plain["partial"] or "false"}, lines=lines)


def _image(entry: object) -> ImageFields:
    if not isinstance(entry, dict) or not set(entry) <= IMAGE:
        raise NotAForm
    return ImageFields(**{name: _plain(entry.get(name) or "") for name in IMAGE})


def value_with(base: Mapping[str, Any], fields: SourceFields, ident: str) -> Value:
    """Return a file's value with these fields; what they do not hold, or leave as it is, stays.

    Raises `NoWordList`.
    """
    before = fields_of(dict(base))
    value: Value = {"id": base.get("id", ident)}
    value |= {key: dict(each) if isinstance(each, dict) else each for key, each in base.items()}
    for name in PLACES:
        if name == "sentences":
            _put_entries(value, name, fields.sentences, before.sentences, _sentence)
        elif name == "readings":
            _put_entries(value, name, fields.readings, before.readings, _reading_value)
        elif name == "images":
            _put_entries(value, name, fields.images, before.images, _image_value)
        elif fields.texts.get(name, "") != before.texts.get(name, ""):
            _put(value, PLACES[name], _typed(name, fields.texts.get(name, "")))
    return value


def _put_entries(
    value: Value, name: str, now: Sequence[Any], before: Sequence[Any], make: Any
) -> None:
    """Write entries anew only where they differ, so that the others stay as they were written."""
    if tuple(now) == tuple(before):
        return
    kept = dict(zip(before, value.get(name) or (), strict=True))
    entries = [kept[each] if each in kept else make(each) for each in now]
    _put(value, (name,), entries or None)


def _put(value: Value, place: tuple[str, ...], part: object) -> None:
    """Put a part in its place, or take it away when there is none."""
    if len(place) > 1:
        inner: Value = dict(value.get(place[0]) or {})
        _put(inner, place[1:], part)
        part = inner or None
    if part is None:
        value.pop(place[0], None)
    else:
        value[place[0]] = part


def _typed(name: str, text: str) -> object:
    """Return what a field's text stands for in a file; ``None`` where it is left out."""
    if name in LISTS:
        return [line for each in text.split("\n") if (line := each.strip())] or None
    if name == "word_bank":
        return _pairs(text, "word = what it means") or None
    return text or None


def _pairs(text: str, form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        word, sign, meaning = (part.strip() for part in line.partition("="))
        if not (word and sign and meaning):
            raise NoWordList(f"Write {form} on each line; this line is not so: {line!r}")
        if word in found:
            raise NoWordList(f"{word!r} has two lines. Keep one of them.")
        found[word] = meaning
    return found


def _sentence(pair: tuple[str, str]) -> Value:
    return {"id": pair[0], "text": pair[1]}


def _image_value(fields: ImageFields) -> Value:
    return {name: text for name, text in asdict(fields).items() if text}


def _reading_value(fields: ReadingFields) -> Value:
    value: Value = {"id": fields.id, "title": fields.title, "kind": fields.kind}
    value |= {"language": fields.language} if fields.language else {}
    value |= {"partial": "true"} if fields.partial == "true" else {}
    return {**value, "sentences": _pairs(fields.lines, "s1 = the other wording")}
