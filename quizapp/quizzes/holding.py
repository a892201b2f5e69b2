"""What publishing keeps back although it has no error: what is not ready, and what rests on it."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from quizapp.bank.loader import Loaded
from quizapp.bank.model import Bank
from quizapp.bank.problems import Problem, Severity
from quizapp.items.base import Item, Status
from quizapp.quizzes.models import BankRevision

Why = tuple[str, str]
"""Why a question is kept back, and what to do about it."""


@dataclass(frozen=True)
class Keeper:
    """Somebody who may keep questions back: which ones, by their ids, and why.

    ``seal`` names all that a keeper goes by besides a bank's files, from the bank's id and in no
    time: as long as it stays the same, so does what is kept back.
    """

    keeps: Callable[[Loaded], Mapping[str, Why]]
    seal: Callable[[str], str]


KEEPERS: list[Keeper] = []
"""Who else may keep questions back; features add theirs when they bind."""

NOT_READY: Mapping[Status, Why] = {
    Status.DRAFT: ("the question is a draft and is not published", "write status: ready"),
    Status.REVIEW: (
        "the question is in review and is not published",
        "write status: ready once the review is over",
    ),
}


@dataclass(frozen=True)
class Standing:
    """The ids of the questions and sources that are published now."""

    items: Container[str] = field(default_factory=frozenset)
    sources: Container[str] = field(default_factory=frozenset)


def standing_of(revision: BankRevision | None) -> Standing:
    """Return what a revision has published."""
    if revision is None:
        return Standing()
    return Standing(
        frozenset(each.item_id for each in revision.items),
        frozenset(each.source_id for each in revision.sources),
    )


def seal_of_keepers(bank: str) -> str:
    """Name all that the keepers go by besides a bank's files."""
    return " ".join(keeper.seal(bank) for keeper in KEEPERS)


def held_back(loaded: Loaded, errors: Iterable[Problem], standing: Standing) -> list[Problem]:
    """Return what is to stay as it was published last, each with the reason, as warnings.

    What was never published stays unknown to classes, and so does what needs it.
    """
    bank = loaded.bank
    return list(_Holding(loaded, bank, {each.path for each in errors}, standing)) if bank else []


@dataclass(frozen=True)
class _Holding:
    loaded: Loaded
    bank: Bank
    broken: Container[str]
    standing: Standing

    def __iter__(self) -> Iterator[Problem]:
        held = {ident: why for ident, why in self._items().items() if self._whole("item", ident)}
        for ident, why in held.items():
            yield self._problem("item", ident, why)
        for ident, quiz in self.bank.quizzes.items():
            missing = [each for each in quiz.items if self._missing(each, held)]
            if missing and self._whole("quiz", ident):
                yield self._problem("quiz", ident, _rests(missing, "take them out of the quiz"))

    def _items(self) -> Mapping[str, Why]:
        held: dict[str, Why] = {}
        for keeper in KEEPERS:
            held |= keeper.keeps(self.loaded)
        for ident, item in self.bank.items.items():
            if item.status is not Status.READY:
                held[ident] = NOT_READY[item.status]
            elif missing := self._sources_missing(item):
                held[ident] = _rests(missing, "mend the source")
        return dict(sorted(held.items()))

    def _sources_missing(self, item: Item) -> list[str]:
        return [
            each
            for each in item.sources
            if each in self.bank.sources
            and not self._whole("source", each)
            and each not in self.standing.sources
        ]

    def _missing(self, ident: str, held: Container[str]) -> bool:
        if ident not in self.bank.items or ident in self.standing.items:
            return False
        return ident in held or not self._whole("item", ident)

    def _whole(self, kind: str, ident: str) -> bool:
        return self.loaded.origins[kind, ident].path not in self.broken

    def _problem(self, kind: str, ident: str, why: Why) -> Problem:
        origin = self.loaded.origins[kind, ident]
        return origin.problem(*why, "status", severity=Severity.WARNING)


def _rests(missing: list[str], otherwise: str) -> Why:
    named = ", ".join(missing)
    verb = "is" if len(missing) == 1 else "are"
    return (
        f"it needs {named}, which {verb} not published yet",
        f"publish {named} first, or {otherwise}",
    )
