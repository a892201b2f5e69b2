"""The questions of a bank as a list: one row a file, with filters, an order and pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import PurePosixPath

from quizapp.bank.problems import Severity
from quizapp.bank.search import Query, Snippet, Text, item_texts, source_texts
from quizapp.editor.behaviour import Figures
from quizapp.editor.usage import Use
from quizapp.editor.working import Working
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item

ON_A_PAGE = 50


class Status(StrEnum):
    """Where a question stands: a draft was never published, a broken one cannot be."""

    PUBLISHED = "published"
    CHANGED = "changed"
    DRAFT = "draft"
    BROKEN = "broken"


class Order(StrEnum):
    """What the list is sorted by."""

    PLACE = "place"
    DIFFICULTY = "difficulty"
    USED = "used"
    EASY = "easy"
    HARD = "hard"


@dataclass(frozen=True)
class Wanted:
    """What an author looks for; empty words ask for nothing."""

    q: str = ""
    section: str = ""
    source: str = ""
    skill: str = ""
    type: str = ""
    difficulty: str = ""
    status: str = ""
    misconception: str = ""
    use: str = ""
    figures: str = ""
    reports: str = ""
    order: Order = Order.PLACE
    page: int = 1

    @property
    def given(self) -> Mapping[str, str]:
        """What is asked for, as it stands in an address."""
        words = {name: getattr(self, name) for name in FILTERS}
        order = "" if self.order is Order.PLACE else self.order.value
        return {name: value for name, value in {**words, "order": order}.items() if value}

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words is asked for."""
        return bool(set(self.given) - {"q"})


FILTERS = (
    "q", "section", "source", "skill", "type", "difficulty", "status", "misconception", "use",
    "figures", "reports",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A question; without ``item`` its file cannot be read as one."""

    path: str
    ident: str
    section: str
    status: Status
    item: Item | None
    use: Use | None = None
    figures: Figures | None = None
    reports: int = 0
    snippets: Sequence[Snippet] = ()

    @property
    def type_label(self) -> str:
        return ITEM_TYPES[self.item.type].label if self.item else ""

    @property
    def misconceptions(self) -> Sequence[str]:
        return ITEM_TYPES[self.item.type].misconceptions(self.item) if self.item else ()


@dataclass(frozen=True)
class Known:
    """What the database says about the questions, by their ids."""

    uses: Mapping[str, Use] = field(default_factory=dict)
    figures: Mapping[str, Figures] = field(default_factory=dict)
    reports: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """What was found, and the page of it to show."""

    found: Sequence[Row]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.found) // ON_A_PAGE))

    @property
    def shown(self) -> Sequence[Row]:
        return self.found[(self.page - 1) * ON_A_PAGE : self.page * ON_A_PAGE]


def rows_of(working: Working, known: Known) -> list[Row]:
    """Return all questions of a bank, in the order of sections and ids."""
    by_path = {
        origin.path.removeprefix(f"{working.bank}/"): ident
        for (kind, ident), origin in working.loaded.origins.items()
        if kind == "item"
    }
    broken = {working.path_of(each) for each in working.problems if each.severity is Severity.ERROR}
    items = working.content.items if working.content else {}
    rows = []
    for path in working.texts:
        if not path.startswith("items/"):
            continue
        ident = by_path.get(path, PurePosixPath(path).stem)
        rows.append(
            Row(
                path,
                ident,
                PurePosixPath(path).parent.name,
                _status(working, path, broken),
                items.get(ident) if path in by_path else None,
                known.uses.get(ident),
                known.figures.get(ident),
                known.reports.get(ident, 0),
            )
        )
    places = {section: n for n, section in enumerate(_sections(working))}
    return sorted(rows, key=lambda row: (places.get(row.section, len(places)), row.ident))


def _sections(working: Working) -> Sequence[str]:
    return list(working.content.settings.sections) if working.content else []


def _status(working: Working, path: str, broken: set[str]) -> Status:
    if path in broken:
        return Status.BROKEN
    if path not in working.published:
        return Status.DRAFT
    return Status.CHANGED if path in working.drafts else Status.PUBLISHED


TESTS: Mapping[str, Callable[[Row, str], bool]] = {
    "section": lambda row, value: row.section == value,
    "source": lambda row, value: row.item is not None and value in row.item.sources,
    "skill": lambda row, value: row.item is not None and row.item.skill == value,
    "type": lambda row, value: row.item is not None and row.item.type == value,
    "difficulty": lambda row, value: row.item is not None and str(row.item.difficulty) == value,
    "status": lambda row, value: row.status.value == value,
    "misconception": lambda row, value: value in row.misconceptions,
    "use": lambda row, value: (row.use is None) == (value == "never"),
    "figures": lambda row, _: row.figures is not None and row.figures.suspicious,
    "reports": lambda row, _: row.reports > 0,
}
"""What a row must be like for each filter, given the value that is asked for."""


def found_rows(working: Working, rows: Sequence[Row], wanted: Wanted) -> Catalogue:
    """Return the rows that are wanted, in the order that is wanted."""
    tests = [(TESTS[name], getattr(wanted, name)) for name in TESTS if getattr(wanted, name)]
    kept = [row for row in rows if all(test(row, value) for test, value in tests)]
    if wanted.q.strip():
        kept = _searched(working, kept, wanted.q)
    kept = sorted(kept, key=ORDERS[wanted.order])
    last = max(1, -(-len(kept) // ON_A_PAGE))
    return Catalogue(kept, len(rows), min(max(1, wanted.page), last))


def _facility(row: Row) -> float:
    facility = row.figures.facility if row.figures else None
    return 2.0 if facility is None else float(facility)


def _last(row: Row) -> float:
    return -row.use.last.timestamp() if row.use else 0.0


ORDERS: Mapping[Order, Callable[[Row], float]] = {
    Order.PLACE: lambda _: 0,
    Order.DIFFICULTY: lambda row: row.item.difficulty if row.item else 0,
    Order.USED: _last,
    Order.HARD: _facility,
    Order.EASY: lambda row: -_facility(row) if _facility(row) <= 1 else 1,
}
"""What each order goes by; equal ones keep the order of sections and ids."""


def _searched(working: Working, rows: Sequence[Row], words: str) -> list[Row]:
    """Return the rows that hold all words, with the places; a broken file is searched as text."""
    query = query_of(working, words)
    found = []
    for row in rows:
        own = [Text("Id", row.ident)]
        texts = item_texts(row.item) if row.item else [Text("File", working.texts[row.path])]
        snippets = query.snippets([*own, *texts])
        if snippets:
            found.append(replace(row, snippets=snippets))
    return found


def query_of(working: Working, words: str) -> Query:
    """Return a search in the bank's own spellings of names."""
    return Query(words, working.content.settings.names if working.content else {})


@dataclass(frozen=True)
class SourceHit:
    """A source in which words were found."""

    ident: str
    title: str
    path: str
    snippets: Sequence[Snippet]


def found_sources(working: Working, words: str) -> Sequence[SourceHit]:
    """Return the sources that hold all words."""
    if not words.strip() or working.content is None:
        return []
    query = query_of(working, words)
    hits = []
    for source in working.content.sources.values():
        snippets = query.snippets(source_texts(source))
        if snippets:
            path = working.find("source", source.id) or ""
            hits.append(SourceHit(source.id, source.short_title, path, snippets))
    return hits
