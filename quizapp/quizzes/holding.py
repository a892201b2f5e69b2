"""What publishing keeps back although it has no error: what is not ready, and what rests on it."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TypeVar

from quizapp.bank.loader import Loaded
from quizapp.bank.model import Bank
from quizapp.bank.problems import Problem, Severity
from quizapp.items.base import Item, Status
from quizapp.quizzes.fitting import Key, Mixture, misfits
from quizapp.quizzes.models import BankRevision, ItemVersion, QuizVersion, SourceVersion
from quizapp.quizzes.parts import StaysBack
from quizapp.quizzes.versions import item_of, quiz_of, source_of

ValueT = TypeVar("ValueT")

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
    """The questions, sources and quizzes that are published now, by their ids."""

    items: Mapping[str, ItemVersion] = field(default_factory=dict)
    sources: Mapping[str, SourceVersion] = field(default_factory=dict)
    quizzes: Mapping[str, QuizVersion] = field(default_factory=dict)


def standing_of(revision: BankRevision | None) -> Standing:
    """Return what a revision has published."""
    if revision is None:
        return Standing()
    return Standing(
        {each.item_id: each for each in revision.items},
        {each.source_id: each for each in revision.sources},
        {each.quiz_id: each for each in revision.quizzes},
    )


def seal_of_keepers(bank: str) -> str:
    """Name all that the keepers go by besides a bank's files."""
    return " ".join(keeper.seal(bank) for keeper in KEEPERS)


def held_back(loaded: Loaded, errors: Iterable[Problem], standing: Standing) -> list[Problem]:
    """Return what is to stay as it was published last, each with the reason, as warnings.

    What was never published stays unknown to classes, and so does what needs it. What stays, and
    what is published beside it, always fit together: where they would not, more stays back.
    """
    bank = loaded.bank
    return list(_Holding(loaded, bank, {each.path for each in errors}, standing)) if bank else []


@dataclass(frozen=True)
class _Holding:
    loaded: Loaded
    bank: Bank
    broken: AbstractSet[str]
    standing: Standing

    def __iter__(self) -> Iterator[Problem]:
        held: dict[Key, Why] = {("item", ident): why for ident, why in self._items().items()}
        held = {key: why for key, why in held.items() if self._whole(*key)}
        while more := dict(self._more(held)):
            held |= more
        return (self._problem(*key, why) for key, why in held.items())

    def _more(self, held: Mapping[Key, Why]) -> Iterator[tuple[Key, Why]]:
        """Yield what has to stay back too, because of what does."""
        for key, why in (*self._lacking(held), *self._apart(held)):
            if key not in held and self._whole(*key):
                yield key, why

    def _lacking(self, held: Mapping[Key, Why]) -> Iterator[tuple[Key, Why]]:
        for ident, quiz in self.bank.quizzes.items():
            missing = [each for each in quiz.items if self._missing(each, held)]
            if missing:
                yield ("quiz", ident), _rests(missing, "take them out of the quiz")

    def _apart(self, held: Mapping[Key, Why]) -> Iterator[tuple[Key, Why]]:
        """Yield what does not fit with the published state of something that stays back."""
        back = StaysBack(self.loaded, {*self.broken, *(self._path(*key) for key in held)})
        if not back.paths:
            return
        for user, needed in misfits(self._mixture(back)):
            if back.may_hold(*user):
                yield needed, _unlike(user[1], "stays as it was published and needs this as it was")
            else:
                yield user, _unlike(needed[1], "stays as it was published and does not suit this")

    def _mixture(self, back: StaysBack) -> Mixture:
        """Return what would be published: what is new, and what stays as it was."""
        bank, standing = self.bank, self.standing

        def mixed(
            kind: str, new: Mapping[str, ValueT], old: Mapping[str, ValueT]
        ) -> Mapping[str, ValueT]:
            goes = {ident: each for ident, each in new.items() if not back.holds(kind, ident)}
            stays = {ident: each for ident, each in old.items() if back.may_hold(kind, ident)}
            whole = {**stays, **goes}
            return {ident: each for ident, each in whole.items() if ident not in bank.retired}

        return Mixture(
            mixed("item", bank.items, {k: item_of(v) for k, v in standing.items.items()}),
            mixed("source", bank.sources, {k: source_of(v) for k, v in standing.sources.items()}),
            mixed("quiz", bank.quizzes, {k: quiz_of(v) for k, v in standing.quizzes.items()}),
        )

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

    def _missing(self, ident: str, held: Container[Key]) -> bool:
        if ident not in self.bank.items or ident in self.standing.items:
            return False
        return ("item", ident) in held or not self._whole("item", ident)

    def _whole(self, kind: str, ident: str) -> bool:
        """Return whether something was read and its file has no error."""
        return (kind, ident) in self.loaded.origins and self._path(kind, ident) not in self.broken

    def _path(self, kind: str, ident: str) -> str:
        return self.loaded.origins[kind, ident].path

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


def _unlike(other: str, reason: str) -> Why:
    return f"{other} {reason}", f"make {other} ready to be published along with it"
