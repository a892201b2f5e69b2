"""Four eyes: who has confirmed key and source of a question, and whether that is enough."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from quizapp.accounts.models import User
from quizapp.bank.loader import Loaded
from quizapp.bank.model import Bank
from quizapp.bank.versions import content_hash, item_content, source_content
from quizapp.database import db
from quizapp.editor.models import Confirmation, DraftSave
from quizapp.editor.publication import present_seal, seal_of
from quizapp.editor.working import Working, get_working
from quizapp.items.base import Item, Status
from quizapp.quizzes.checking import checked
from quizapp.quizzes.holding import Keeper, Why
from quizapp.quizzes.queries import newest_revision

UNCONFIRMED: Why = (
    "no second person has confirmed its key and source",
    "let an author who did not write it confirm them on the page of the question",
)


class OwnWork(Exception):
    """Whoever wrote a question last cannot be the second person."""


class Changed(Exception):
    """The question is not the one that was shown."""


@dataclass(frozen=True)
class Care:
    """One question as it stands: its status, who wrote it last, and who has confirmed it.

    ``confirmed`` is absent when nobody but the writer has; ``hash`` names question and sources.
    """

    item: Item
    path: str
    hash: str
    writer: User | None
    confirmed: Confirmation | None

    @property
    def status(self) -> Status:
        return self.item.status

    def may_be_confirmed_by(self, person: User) -> bool:
        return self.confirmed is None and (self.writer is None or self.writer.id != person.id)


def wording_hash(bank: Bank, item: Item) -> str:
    """Return the hash of all that is confirmed: the question, and the sources that it rests on."""
    sources = [bank.sources[each] for each in sorted(item.sources) if each in bank.sources]
    return content_hash([item_content(item), *map(source_content, sources)])


def cares_of(loaded: Loaded) -> Mapping[str, Care]:
    """Return how every question of a bank stands, by id; three queries, whatever its size."""
    bank = loaded.bank
    if bank is None:
        return {}
    writers, given = _writers(bank.settings.id), _given(bank.settings.id)
    found = {}
    for ident, item in bank.items.items():
        path = loaded.origins["item", ident].path.removeprefix(f"{loaded.name}/")
        name, writer = wording_hash(bank, item), writers.get(path)
        second = [
            each for each in given.get((ident, name), ()) if not writer or each.by_id != writer.id
        ]
        found[ident] = Care(item, path, name, writer, second[0] if second else None)
    return found


def care_of(working: Working, item_id: str) -> Care | None:
    """Return how one question stands; ``None`` where it cannot be read."""
    return cares_of(working.loaded).get(item_id)


def _writers(bank: str) -> Mapping[str, User | None]:
    """Return who saved each file last; nobody where it came from the folder."""
    last = select(func.max(DraftSave.id)).filter_by(bank=bank).group_by(DraftSave.path)
    rows = db.session.scalars(
        select(DraftSave).where(DraftSave.id.in_(last)).options(joinedload(DraftSave.saved_by))
    )
    return {each.path: each.saved_by for each in rows}


def _given(bank: str) -> Mapping[tuple[str, str], list[Confirmation]]:
    rows = db.session.scalars(
        select(Confirmation)
        .filter_by(bank=bank)
        .order_by(Confirmation.id)
        .options(joinedload(Confirmation.by))
    )
    found: dict[tuple[str, str], list[Confirmation]] = {}
    for each in rows:
        found.setdefault((each.item_id, each.hash), []).append(each)
    return found


def confirm(bank: str, item_id: str, shown: str, person: User, now: datetime) -> None:
    """Note that a second person has read the question and its source, as they were shown.

    Confirming twice is confirming once. Uses transactions of its own, as `checked` says, and leaves
    the last one to the caller. Raises `OwnWork`, `Changed` and `KeepsChanging`.
    """
    care = checked(lambda: _seen(bank, item_id)).care
    if care is None or care.hash != shown:
        raise Changed
    if care.writer is not None and care.writer.id == person.id:
        raise OwnWork
    key = {"bank": bank, "item_id": item_id, "hash": shown, "by_id": person.id}
    if db.session.scalar(select(Confirmation).filter_by(**key)) is None:
        db.session.add(Confirmation(**key, at=now))
        db.session.flush()


@dataclass(frozen=True)
class _Seen:
    """How a question stood, and the seals of all that this depends on."""

    bank: str
    seals: tuple[str, str]
    care: Care | None

    def holds(self) -> bool:
        return self.seals == (present_seal(self.bank), seal(self.bank))


def _seen(bank: str, item_id: str) -> _Seen:
    working = get_working(bank)
    return _Seen(bank, (seal_of(working), seal(bank)), care_of(working, item_id))


def seal(bank: str) -> str:
    """Name all that confirmations depend on: who wrote what in a bank, and who confirmed it."""
    saves = select(func.max(DraftSave.id), func.count(DraftSave.saved_by_id)).filter_by(bank=bank)
    given = select(func.max(Confirmation.id), func.count(Confirmation.id)).filter_by(bank=bank)
    return " ".join(str(each) for one in (saves, given) for each in db.session.execute(one).one())


def unconfirmed(loaded: Loaded) -> Mapping[str, Why]:
    """Return the new and changed questions that wait for a second person, where a bank asks so."""
    bank = loaded.bank
    if bank is None or not bank.settings.four_eyes:
        return {}
    revision = newest_revision(bank.settings.id)
    known = {each.item_id: each.hash for each in revision.items} if revision else {}
    return {
        ident: UNCONFIRMED
        for ident, care in cares_of(loaded).items()
        if care.confirmed is None and known.get(ident) != content_hash(item_content(care.item))
    }


KEEPER = Keeper(unconfirmed, seal)
