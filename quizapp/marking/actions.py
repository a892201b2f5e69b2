"""Steps of marking: holding a script, giving a mark, handing over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

from quizapp.accounts.models import User
from quizapp.attempts.actions import mark_by_person
from quizapp.attempts.models import Response, State
from quizapp.database import db
from quizapp.marking import line
from quizapp.marking.models import GivenMark, HandOver, Hold, Remark, SavedComment
from quizapp.marking.scheme import Scheme, scheme_of, spelled
from quizapp.marking.scripts import next_free
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of

HELD_FOR = timedelta(minutes=10)
"""How long a script stays with whoever opened it; the open page asks for more in time."""
LONGEST_SAVED = 300


class HeldByOther(Exception):
    """Somebody else has the script open; ``hold`` says who and until when."""

    def __init__(self, hold: Hold | None) -> None:
        super().__init__()
        self.hold = hold


class MarkedMeanwhile(Exception):
    """Somebody has marked the script since the page was opened."""


class SchemeChanged(Exception):
    """Another mark scheme is in use since the page was opened."""


class NoColleague(Exception):
    """The person does not teach the class that the script comes from."""


@dataclass(frozen=True)
class Said:
    """A comment on the words from ``start`` up to ``stop``."""

    start: int
    stop: int
    quote: str
    text: str


@dataclass(frozen=True)
class Ruling:
    """What a marker decides: ``seen`` is the mark that the page showed, 0 for none."""

    level: int | None
    mark: Fraction
    comment: str
    remarks: Sequence[Said]
    version_id: int
    seen: int


def hold(response_id: int, marker: User, now: datetime) -> bool:
    """Keep a script for a marker, or keep it longer; return whether they have it now.

    It is one statement, so of two who ask at once only one is told yes.
    """
    sqlite = db.session.get_bind().dialect.name == "sqlite"
    insert = insert_on_sqlite if sqlite else insert_on_postgresql
    values = {"marker_id": marker.id, "until": now + HELD_FOR}
    free = (Hold.until <= now) | (Hold.marker_id == marker.id)
    taken = db.session.scalar(
        insert(Hold)
        .values(response_id=response_id, **values)
        .on_conflict_do_update(index_elements=[Hold.response_id], set_=values, where=free)
        .returning(Hold.response_id)
    )
    return taken is not None


def let_go(response_id: int, marker: User) -> None:
    """Give a script back that the marker has open."""
    db.session.execute(
        delete(Hold).where(Hold.response_id == response_id, Hold.marker_id == marker.id)
    )


def take_next(
    marker: User, bank: str, item_id: str, now: datetime, after: int | None = None
) -> int | None:
    """Hold the next script of an item that nobody has, and return it; ``None`` at the end."""
    tried: set[int] = set()
    while True:
        scripts = [s for s in line.scripts_of(marker, bank, item_id, now) if s.id not in tried]
        script = next_free(scripts, marker.id, after)
        if script is None:
            return None
        if hold(script.id, marker, now) and _still_waits(script.id):
            return script.id
        let_go(script.id, marker)
        tried.add(script.id)


def _still_waits(response_id: int) -> bool:
    """Return whether a script waits, now that nobody else can take it."""
    state = db.session.scalar(select(Response.state).where(Response.id == response_id))
    return state is State.WAITING


def give(
    response: Response,
    marker: User,
    ruling: Ruling,
    in_use: ItemVersion,
    now: datetime,
    origin: str = "",
) -> GivenMark:
    """Give a mark, in place of an earlier one, and let go of the script.

    ``origin`` says how it came about where nobody marked the script by itself.
    Raises `HeldByOther`, `MarkedMeanwhile`, `SchemeChanged`, `OutsideLevel`, `NothingToMark`.
    """
    if not hold(response.id, marker, now):
        raise HeldByOther(line.hold_of(response.id, now))
    before = line.current_mark(response.id)
    if ruling.seen != (before.id if before else 0):
        raise MarkedMeanwhile
    scheme = scheme_of(item_of(in_use))
    if scheme is None or ruling.version_id != in_use.id:
        raise SchemeChanged
    scheme.insist(ruling.level, ruling.mark)
    worth = ruling.mark * response.max_mark / scheme.out_of
    words = ": ".join(filter(None, [origin, _in_words(ruling, scheme)]))
    mark_by_person(response, worth, marker, now, words)
    given = _kept(response, marker, ruling, now)
    given.origin = origin
    _learn(response.version, marker, _texts(ruling), _said_before(before, marker), now)
    _close_hand_over(response.id, now)
    let_go(response.id, marker)
    return given


def _in_words(ruling: Ruling, scheme: Scheme) -> str:
    band = scheme.band(ruling.level)
    mark = f"{spelled(ruling.mark)} of {spelled(scheme.top)}"
    return f"{band.name.lower()}, {mark}" if band else f"{mark} for the reason"


def _kept(response: Response, marker: User, ruling: Ruling, now: datetime) -> GivenMark:
    db.session.execute(
        update(GivenMark)
        .where(GivenMark.response_id == response.id, GivenMark.current)
        .values(current=False)
    )
    given = GivenMark(
        response=response,
        marker=marker,
        item_version_id=ruling.version_id,
        revision=response.revision,
        level=ruling.level,
        mark_numerator=ruling.mark.numerator,
        mark_denominator=ruling.mark.denominator,
        comment=ruling.comment,
        at=now,
    )
    given.remarks = [
        Remark(start=each.start, stop=each.stop, quote=each.quote, text=each.text)
        for each in ruling.remarks
    ]
    db.session.add(given)
    db.session.flush()
    return given


def _texts(ruling: Ruling) -> set[str]:
    return {ruling.comment, *(each.text for each in ruling.remarks)} - {""}


def _said_before(before: GivenMark | None, marker: User) -> set[str]:
    """Return what the marker had said to this script already; it is not counted twice."""
    if before is None or before.marker_id != marker.id:
        return set()
    return {before.comment, *(each.text for each in before.remarks)}


def _learn(
    version: ItemVersion, marker: User, texts: set[str], known: set[str], now: datetime
) -> None:
    """Remember comments for the next script; those that are too long to offer are left out."""
    sqlite = db.session.get_bind().dialect.name == "sqlite"
    insert = insert_on_sqlite if sqlite else insert_on_postgresql
    for text in sorted(texts - known):
        if len(text) <= LONGEST_SAVED:
            db.session.execute(
                insert(SavedComment)
                .values(
                    marker_id=marker.id,
                    bank=version.bank,
                    item_id=version.item_id,
                    text=text,
                    uses=1,
                    used_at=now,
                )
                .on_conflict_do_update(
                    index_elements=["marker_id", "bank", "item_id", "text"],
                    set_={"uses": SavedComment.uses + 1, "used_at": now},
                )
            )


def hand_over(
    response: Response, giver: User, taker: User | None, note: str, now: datetime
) -> None:
    """Leave a script to a colleague. Raises `NoColleague`, `HeldByOther`."""
    if taker is None or taker not in line.colleagues(response.attempt.assignment.classroom, giver):
        raise NoColleague
    if not hold(response.id, giver, now):
        raise HeldByOther(line.hold_of(response.id, now))
    _close_hand_over(response.id, now)
    db.session.add(HandOver(response_id=response.id, giver=giver, taker=taker, note=note, at=now))
    db.session.flush()
    let_go(response.id, giver)


def _close_hand_over(response_id: int, now: datetime) -> None:
    db.session.execute(
        update(HandOver)
        .where(HandOver.response_id == response_id, HandOver.closed_at.is_(None))
        .values(closed_at=now)
    )
