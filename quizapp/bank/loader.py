"""Reads a bank's files: everything that is whole, and every problem of everything that is not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from quizapp.bank.files import Files, files_in, misnamed
from quizapp.bank.house_style import StyleRule
from quizapp.bank.kept import kept_document, kept_value
from quizapp.bank.model import (
    Bank,
    BankSettings,
    Event,
    Fact,
    LessonPath,
    Misconception,
    Quiz,
    Retired,
    Term,
)
from quizapp.bank.pictures import names_in
from quizapp.bank.problems import Problem, Severity, nearest
from quizapp.bank.sources import Source
from quizapp.bank.strict_yaml import MOST_PROBLEMS, Document, Malformed
from quizapp.bank.strict_yaml import Path as Place
from quizapp.bank.validation import ModelT
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.items.wording import folded


@dataclass(frozen=True)
class Origin:
    """Where a value came from: its file and its place in it."""

    path: str
    document: Document
    at: Place = ()

    def problem(
        self, what: str, mend: str, *steps: str | int, severity: Severity = Severity.ERROR
    ) -> Problem:
        """Return a problem at a part of the value."""
        place = self.document.place((*self.at, *steps))
        return Problem(self.path, *place, what, mend, severity)


@dataclass
class Loaded:
    """A loaded bank, if its ``bank.yaml`` is whole, with all problems and all origins.

    ``name`` is that of its folder, with which all paths begin. ``origins`` is keyed by kind and
    id: ``("item", "S1-03")``. ``pictures`` are the names of the sources' pictures that are there.
    """

    name: str
    bank: Bank | None = None
    problems: list[Problem] = field(default_factory=list)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()


def load(folder: Path) -> Loaded:
    """Load the bank in a folder, as `load_files` does, and see which pictures are there."""
    loaded = load_files(files_in(folder), folder.name)
    loaded.pictures = names_in(folder)
    return loaded


def load_files(files: Files, name: str) -> Loaded:
    """Load a bank. Never raises for what stands in the files; broken parts are left out.

    What was read before is not read again, so that one changed file costs little.
    """
    loaded = Loaded(name)
    reader = _Reader(loaded, files)
    settings = reader.one("bank", BankSettings, "bank.yaml")
    items, sections = reader.items()
    sources = reader.each("source", Source, reader.paths("sources/*.yaml"))
    quizzes = reader.each("quiz", Quiz, reader.paths("quizzes/*.yaml"))
    bank = partial(
        Bank,
        sections=sections,
        sources=sources,
        quizzes=quizzes,
        misconceptions=reader.list_in("misconceptions", Misconception),
        glossary=reader.list_in("glossary", Term),
        timeline=reader.list_in("timeline", Event),
        facts=reader.list_in("facts", Fact),
        paths=reader.list_in("paths", LessonPath),
        house_style=reader.list_in("house_style", StyleRule),
        retired=reader.list_in("retired", Retired),
    )
    if settings:
        named = {each: _with_names(item, settings.names) for each, item in items.items()}
        loaded.bank = bank(settings=settings, items=named)
    return loaded


@dataclass
class _Reader:
    loaded: Loaded
    files: Files

    def paths(self, pattern: str) -> list[str]:
        """Return the paths of a shape in their order; ``*`` stands for one name.

        One that no bank's file can have is a problem, and nobody reads it.
        """
        depth = pattern.count("/")
        found = sorted(
            path
            for path in self.files
            if path.count("/") == depth and PurePosixPath(path).match(pattern)
        )
        wrong = {path: (what, mend) for path, what, mend in misnamed(found)}
        self.loaded.problems += [Problem(self._shown(p), 1, 1, *why) for p, why in wrong.items()]
        return [path for path in found if path not in wrong]

    def items(self) -> tuple[dict[str, Item], dict[str, str]]:
        """Return the items by id, and the section (its folder) of each."""
        items: dict[str, Item] = {}
        sections: dict[str, str] = {}
        for path in self.paths("items/*/*.yaml"):
            item = self._item(path)
            if item and self._new("item", item.id, path):
                items[item.id] = item
                sections[item.id] = PurePosixPath(path).parent.name
        return dict(sorted(items.items())), sections

    def _item(self, path: str) -> Item | None:
        document = self._document(path)
        if document is None:
            return None
        where = self._shown(path)
        value = document.value
        name = value.get("type") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in ITEM_TYPES:
            what = f"unknown type {name!r}" if name else "'type' is missing"
            mend = nearest(str(name or ""), list(ITEM_TYPES))
            self.loaded.problems.append(Problem(where, *document.place(("type",)), what, mend))
            return None
        model: type[Item] = ITEM_TYPES[name].model
        item, problems = kept_value(model, document, where)
        self.loaded.problems += problems
        if item:
            self._remember("item", item.id, Origin(where, document))
        return item

    def one(self, kind: str, model: type[ModelT], path: str) -> ModelT | None:
        """Return the one value of a file."""
        document = self._document(path)
        if document is None:
            return None
        value, problems = kept_value(model, document, self._shown(path))
        self.loaded.problems += problems
        if value:
            self._remember(kind, str(getattr(value, "id")), Origin(self._shown(path), document))  # noqa: B009
        return value

    def each(self, kind: str, model: type[ModelT], paths: Iterable[str]) -> dict[str, ModelT]:
        """Return the values of several files, one a file, by id."""
        found: dict[str, ModelT] = {}
        for path in paths:
            value = self.one(kind, model, path)
            ident = str(getattr(value, "id", ""))
            if value and self._new(kind, ident, path):
                found[ident] = value
        return dict(sorted(found.items()))

    def list_in(self, name: str, model: type[ModelT]) -> dict[str, ModelT]:
        """Return the values listed in ``<name>.yaml``, by id; the file may be absent."""
        path = f"{name}.yaml"
        document = self._document(path) if path in self.files else None
        if document is None:
            return {}
        value = document.value
        entries = value.get(name) if isinstance(value, dict) else None
        if not isinstance(entries, list):
            if entries is not None or not isinstance(value, dict) or set(value) != {name}:
                what, mend = f"expected a list under {name!r}", f"begin the file with {name}:"
                self.loaded.problems.append(Problem(self._shown(path), 1, 1, what, mend))
            return {}
        found: dict[str, ModelT] = {}
        wrong = 0
        for index in range(len(entries)):
            entry, problems = kept_value(model, document, self._shown(path), (name, index))
            self.loaded.problems += problems[: max(0, MOST_PROBLEMS - wrong)]
            wrong += len(problems)
            ident = str(getattr(entry, "id", ""))
            if entry and ident in found:
                origin = Origin(self._shown(path), document, (name, index))
                self.loaded.problems.append(
                    origin.problem(f"the id {ident!r} is used twice", "choose another id", "id")
                )
            elif entry:
                found[ident] = entry
                self._remember(name, ident, Origin(self._shown(path), document, (name, index)))
        return found

    def _document(self, path: str) -> Document | None:
        where, content = self._shown(path), self.files.get(path)
        if content is None:
            what, mend = "the file is missing or cannot be read", "add it, or mend its permissions"
            self.loaded.problems.append(Problem(where, 1, 1, what, mend))
            return None
        try:
            return kept_document(content, where)
        except Malformed as malformed:
            self.loaded.problems += malformed.problems
        return None

    def _new(self, kind: str, ident: str, path: str) -> bool:
        """Note whether an id is used for the first time; a second use is a problem."""
        origin = self.loaded.origins[kind, ident]
        if origin.path == self._shown(path):
            return True
        document = self._document(path)
        place = document.place(("id",)) if document else (1, 1)
        what = f"the id {ident!r} is used already, in {origin.path}"
        mend = "ids are permanent: give the newer of the two another id"
        self.loaded.problems.append(Problem(self._shown(path), *place, what, mend))
        return False

    def _remember(self, kind: str, ident: str, origin: Origin) -> None:
        self.loaded.origins.setdefault((kind, ident), origin)

    def _shown(self, path: str) -> str:
        return f"{self.loaded.name}/{path}"


def _with_names(item: Item, names: Mapping[str, tuple[str, ...]]) -> Item:
    """Give an item that reads typed words the bank's name variants, so that it stands alone."""
    if "names" not in type(item).model_fields or not names:
        return item
    words = f" {folded(str(item.model_dump()))} "
    used = {name: spelt for name, spelt in names.items() if f" {folded(name)} " in words}
    return item.model_copy(update={"names": used})
