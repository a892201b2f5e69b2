"""Finding words in a bank: in any order, by any spelling of a name, from the start of a word."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quizapp.bank.sources import Source
from quizapp.items.base import Item
from quizapp.items.wording import Names, folded

AROUND = 60
"""How many letters of a text stand before and after a word that was found."""
MOST_WORDS = 12
"""How many words of a query are looked for."""
MOST_SNIPPETS = 3
KEPT_TEXTS = 30_000
"""How many texts are kept as they were read last, so that the next search is quick."""

Forms = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*'?")  # noqa: RUF001  (a typographer's apostrophe)
_fold = lru_cache(50_000)(folded)

LABELS = {
    "stem": "Question",
    "explanation": "Explanation",
    "feedback": "Feedback",
    "right": "Feedback",
    "wrong": "Feedback",
    "accept": "Accepted answer",
    "answers": "Near miss",
    "indicative": "Mark scheme",
    "descriptor": "Mark scheme",
    "checklist": "Checklist",
}
"""What the texts of an item are called; any other is an answer, or something beside it."""

APART = frozenset(
    {
        "id", "type", "sources", "skill", "difficulty", "bloom", "solo", "seconds", "max_mark",
        "twin", "facts", "reviewed", "refs", "names", "misconception", "credit", "order", "answer",
        "source", "pick",
    }
)  # fmt: skip
"""What stands in an item and is not for reading."""


@dataclass(frozen=True)
class Text:
    """A text with what it is called."""

    label: str
    words: str


@dataclass(frozen=True)
class Token:
    """A word in the form that is compared, and where it stands."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Snippet:
    """A part of a text; of its ``runs`` those that were found are marked with true."""

    label: str
    runs: Sequence[tuple[str, bool]]


def item_texts(item: Item) -> Iterator[Text]:
    """Yield everything in an item that somebody reads."""
    yield from _texts(item.model_dump(mode="json", exclude_defaults=True), "")


def source_texts(source: Source) -> Iterator[Text]:
    """Yield the title, the provenance and the sentences of a source."""
    yield Text("Title", source.title)
    yield Text("Provenance", source.provenance.note)
    yield from (Text(f"Sentence {each.id[1:]}", each.text) for each in source.sentences)


def _texts(value: object, label: str) -> Iterator[Text]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in APART:
                known = LABELS.get(key) or label
                yield from _texts(inner, known if known != "Question" or key == "stem" else "")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, label)
    elif isinstance(value, str):
        yield Text(label or "Answer", value)


class Query:
    """What is looked for: every word of it has to occur, in any order."""

    def __init__(self, words: str, names: Names) -> None:
        self._reader = _reader(tuple(sorted((name, *variants) for name, variants in names.items())))
        forms = (token.form for token in self._reader.tokens(words))
        self.forms = tuple(dict.fromkeys(filter(None, forms)))[:MOST_WORDS]

    def snippets(self, texts: Iterable[Text]) -> Sequence[Snippet]:
        """Return where the words stand, at most a few places; empty if one of them is missing."""
        missing, found = set(self.forms), []
        for text in texts:
            plain = self._reader.plain(text.words)
            held = [form for form in self.forms if f" {form}" in plain]
            if held:
                found.append((len(missing & set(held)), text))
                missing -= set(held)
        if missing:
            return []
        telling = sorted(found, key=lambda each: -each[0])[:MOST_SNIPPETS]
        return [self._snippet(text) for _, text in telling]

    def _snippet(self, text: Text) -> Snippet:
        hits = [token for token in self._reader.tokens(text.words) if self._meets(token)]
        return Snippet(text.label, _runs(text.words, hits))

    def _meets(self, token: Token) -> bool:
        return any(token.form.startswith(form) for form in self.forms)


class _Reader:
    """Takes texts apart into words; those that spell a name in another way spell it alike."""

    def __init__(self, names: Names) -> None:
        self._spellings = _spellings(names)
        self.plain = lru_cache(KEPT_TEXTS)(self._plain)

    def tokens(self, text: str) -> list[Token]:
        """Return the words of a text."""
        plain = [Token(_fold(m[0]), *m.span()) for m in _WORD.finditer(text)]
        found, at = [], 0
        while at < len(plain):
            length, house = self._name_at(plain, at)
            start, end = plain[at].start, plain[at + length - 1].end
            found += [Token(form, start, end) for form in house or (plain[at].form,)]
            at += length
        return found

    def _plain(self, text: str) -> str:
        return "".join(f" {token.form}" for token in self.tokens(text))

    def _name_at(self, tokens: Sequence[Token], at: int) -> tuple[int, tuple[str, ...]]:
        """Return how many words from here on are a name in another spelling, and its own."""
        for variant, house in self._spellings.get(tokens[at].form.removesuffix("s"), ()):
            forms = [token.form.removesuffix("s") for token in tokens[at : at + len(variant)]]
            if forms == list(variant):
                return len(variant), house
        return 1, ()


@lru_cache(8)
def _reader(names: tuple[tuple[str, ...], ...]) -> _Reader:
    return _Reader({name: tuple(variants) for name, *variants in names})


def _spellings(names: Names) -> dict[str, list[tuple[Forms, Forms]]]:
    """Return the variants of all names by their first word, the longest first.

    An s at the end of a word is taken off: ``Trotskii's`` is that name as well.
    """
    found: dict[str, list[tuple[Forms, Forms]]] = {}
    for name, variants in names.items():
        house = _forms(name)
        for forms in map(_forms, variants):
            variant = tuple(form.removesuffix("s") for form in forms)
            if variant and forms != house:
                found.setdefault(variant[0], []).append((variant, house))
    return {first: sorted(pairs, key=lambda p: -len(p[0])) for first, pairs in found.items()}


def _forms(words: str) -> Forms:
    return tuple(filter(None, (_fold(match[0]) for match in _WORD.finditer(words))))


def _runs(text: str, hits: Sequence[Token]) -> Sequence[tuple[str, bool]]:
    """Return the part of a text round its first hit, with all hits in that part."""
    start, end = max(0, hits[0].start - AROUND), min(len(text), hits[0].end + AROUND)
    start = text.rfind(" ", 0, start + 1) + 1
    end = len(text) if end == len(text) or text.find(" ", end) < 0 else text.find(" ", end)
    runs, at = [("…" if start else "", False)], start
    for hit in hits:
        if at <= hit.start and hit.end <= end:
            runs += [(text[at : hit.start], False), (text[hit.start : hit.end], True)]
            at = hit.end
    runs += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [run for run in runs if run[0]]
