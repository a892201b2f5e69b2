"""Saving an answer: the path that a whole class takes at once.

Every statement is prepared once, when the program starts. A save names the device it comes from,
its number on that device and the revision it began from, so that it can be repeated without harm
and so that nothing is overwritten in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from quizapp.attempts import prepared, rules
from quizapp.attempts.models import (
    AlreadySubmitted,
    Attempt,
    Ended,
    State,
    StepKind,
)
from quizapp.attempts.question import in_words, read
from quizapp.attempts.terms import Timed
from quizapp.database import db
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of

MOST_LATE = 20
"""How many late answers to one question are kept."""
MOST_DEVICES = 12
"""How many devices a response remembers; the one that has been silent longest is forgotten."""


class AlreadyChecked(Exception):
    """The answer was checked, or its attempt voided; it can no longer change."""


class NoSuchQuestion(Exception):
    """The attempt has no question at this position."""


class TooManyLate(Exception):
    """More late answers arrived for one question than anybody could weigh."""


@dataclass(frozen=True)
class Save:
    """One save as it arrived.

    ``client`` is the device, ``sequence`` the number of the save on it (absent without a script),
    ``revision`` what the device had last seen. ``leaving`` says that the student goes on to
    something else, so that a step is worth keeping.
    """

    position: int
    fields: Mapping[str, list[str]]
    certainty: int | None = None
    flagged: bool = False
    revision: int = 0
    client: str = ""
    sequence: int | None = None
    leaving: bool = False


@dataclass(frozen=True)
class Saved:
    """What became of a save: how the response stands now."""

    revision: int
    saved_at: datetime | None
    state: State
    problem: str = ""
    conflict_step: int | None = None
    conflict: str = ""
    late: bool = False
    changed: bool = False

    @property
    def wants_a_look(self) -> bool:
        """Whether the student should see what became of it before going on."""
        return bool(self.conflict_step) or (self.changed and bool(self.problem))


def save(timed: Timed, given: Save, now: datetime) -> Saved:
    """Save one response, and keep the steps that are due.

    What was checked stands, and the very same answer may be sent again without harm. Raises
    `AlreadySubmitted`, `AlreadyChecked`, `NoSuchQuestion`, `TooManyLate`.
    """
    attempt = timed.attempt
    row = db.session.execute(
        prepared.FIND, {"attempt_id": attempt.id, "at_position": given.position}
    ).one_or_none()
    if row is None:
        raise NoSuchQuestion
    item = _item(row)
    given = replace(given, fields=_known_fields(item, given.fields))
    if attempt.voided_at or attempt.ended_by in {Ended.STUDENT, Ended.TEACHER}:
        raise AlreadySubmitted
    if attempt.submitted_at or timed.overdue(now):
        return _save_late(row, item, given, now, attempt)
    checked = row.mark_numerator is not None
    if checked and _differs(row, given):
        raise AlreadyChecked
    if checked or _came_before(row, given):
        return _standing(row, item)
    return _save_in_time(row, item, given, now, attempt)


def _item(row: Row[Any]) -> Item:
    return item_of(ItemVersion(id=row.item_version_id, hash=row.hash, content=row.content))


def _known_fields(item: Item, fields: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the fields that belong to the item, without empty values; forged ones are dropped."""
    names = sorted(ITEM_TYPES[item.type].field_names(item))
    kept = {name: [value for value in fields.get(name, ()) if value.strip()] for name in names}
    return {name: values for name, values in kept.items() if values}


def _came_before(row: Row[Any], given: Save) -> bool:
    """Return whether this save, or a later one of the same device, has been dealt with.

    Two tabs of one device may number alike: then only what changes nothing came before.
    """
    last = row.sequences.get(given.client, -1)
    if given.sequence is None or given.sequence > last:
        return False
    return bool(given.sequence < last or not _changes(row, given))


def _changes(row: Row[Any], given: Save) -> bool:
    return _differs(row, given) or row.flagged != given.flagged


def _differs(row: Row[Any], given: Save) -> bool:
    return bool(row.fields != given.fields or row.certainty != given.certainty)


def _standing(row: Row[Any], item: Item) -> Saved:
    return Saved(row.revision, row.saved_at, row.state, read(item, row.fields)[1])


def _save_in_time(row: Row[Any], item: Item, given: Save, now: datetime, attempt: Attempt) -> Saved:
    other_device = row.revision > 0 and row.client != given.client
    conflict = other_device and given.revision != row.revision and _differs(row, given)
    changes, student = _changes(row, given), attempt.student_id
    kept = None
    if conflict:
        kept = _keep(row, StepKind.CONFLICT, row.revision, row, now, student)
    elif other_device and changes and _newer_than_step(row):
        _keep(row, StepKind.SAVED, row.revision, row, now, student)
    revision = row.revision + 1 if changes else row.revision
    due = row.step_at is None or now - row.step_at >= rules.TYPING or other_device
    unkept = changes or _newer_than_step(row)
    step = unkept and (due or given.leaving)
    if step:
        _keep(row, StepKind.SAVED, revision, given, now, student)
    answer, problem = read(item, given.fields)
    state = State.UNREADABLE if problem else State.BLANK if answer is None else State.READ
    saved_at = now if changes else row.saved_at
    db.session.execute(
        prepared.CHANGE,
        {
            "response_id": row.id,
            "new_revision": revision,
            "new_fields": dict(given.fields),
            "new_certainty": given.certainty,
            "new_flagged": given.flagged,
            "new_client": given.client if changes else row.client,
            "new_sequences": _sequences(row, given),
            "new_step_at": now if step else row.step_at,
            "new_saved_at": saved_at,
            "new_state": state,
        },
    )
    words = in_words(item, row.fields) if conflict else ""
    return Saved(revision, saved_at, state, problem, kept, words, changed=changes)


def _newer_than_step(row: Row[Any]) -> bool:
    """Return whether the response has changed since the last step was kept."""
    return row.saved_at is not None and (row.step_at is None or row.saved_at > row.step_at)


def _sequences(row: Row[Any], given: Save) -> dict[str, int]:
    """Return the last number of each device, this one's last."""
    others = {client: last for client, last in row.sequences.items() if client != given.client}
    if given.sequence is None:
        return dict(row.sequences)
    return {**dict(list(others.items())[1 - MOST_DEVICES :]), given.client: given.sequence}


def _keep(
    row: Row[Any],
    kind: StepKind,
    revision: int,
    what: Row[Any] | Save,
    now: datetime,
    actor_id: int,
) -> int:
    kept = db.session.execute(
        prepared.KEEP,
        {
            "response_id": row.id,
            "kind": kind,
            "revision": revision,
            "fields": dict(what.fields),
            "certainty": what.certainty,
            "at": now,
            "actor_id": actor_id,
            "client": what.client,
            "reason": "",
        },
    )
    return int(kept.inserted_primary_key[0])  # type: ignore[attr-defined]


def _save_late(row: Row[Any], item: Item, given: Save, now: datetime, attempt: Attempt) -> Saved:
    """Keep what arrived after the end as a step; it counts if the teacher accepts it."""
    again = given.sequence is not None and given.sequence <= row.sequences.get(given.client, -1)
    if not again and _differs(row, given):
        if (
            db.session.execute(prepared.COUNT_LATE, {"response_id": row.id}).scalar_one()
            >= MOST_LATE
        ):
            raise TooManyLate
        _keep(row, StepKind.LATE, row.revision, given, now, attempt.student_id)
        db.session.execute(
            prepared.REMEMBER, {"response_id": row.id, "new_sequences": _sequences(row, given)}
        )
    return replace(_standing(row, item), late=True)
