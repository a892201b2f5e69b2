"""Steps with anchors: agreeing on them, the exercise, and an anchor among the scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.marking.actions import Ruling, SchemeChanged
from quizapp.marking.anchors import reading
from quizapp.marking.anchors.models import Anchor, Exercise, Origin, Standard, Trial
from quizapp.marking.anchors.reading import FEWEST_ANCHORS
from quizapp.marking.anchors.topics import Topic
from quizapp.marking.scripts import place_in_line
from quizapp.quizzes.models import ItemVersion


class AnchorThere(Exception):
    """The same text is an anchor already."""


class TooFewAnchors(Exception):
    """There are fewer anchors that fit the scheme than standardisation needs."""


class AnchorGone(Exception):
    """The anchor was withdrawn, or is no longer shared with the marker."""


class GivenAlready(Exception):
    """The marker has marked or skipped this anchor already."""


@dataclass(frozen=True)
class Agreed:
    """What an anchor says, and what was agreed about it."""

    text: str
    level: int | None
    mark: Fraction
    reason: str


def take_turn(topic: Topic) -> None:
    """Let whoever changes the same item's set-up at this moment go on only after this step."""
    db.session.scalar(
        select(ItemVersion.id)
        .where(ItemVersion.id == topic.version.id)
        .with_for_update(key_share=True)
    )


def add_anchor(
    topic: Topic, owner: User, agreed: Agreed, origin: Origin, ranked: str, now: datetime
) -> Anchor:
    """Add an anchor. Raises `OutsideLevel`, `AnchorThere`."""
    take_turn(topic)
    anchor = Anchor(owner=owner, origin=origin, ranked=ranked, at=now, **topic.key)
    _agree(topic, owner, anchor, agreed)
    db.session.add(anchor)
    db.session.flush()
    return anchor


def change_anchor(topic: Topic, teacher: User, anchor: Anchor, agreed: Agreed) -> None:
    """Agree anew on an anchor, under the scheme in use. Raises `OutsideLevel`, `AnchorThere`."""
    take_turn(topic)
    _agree(topic, teacher, anchor, agreed)
    db.session.flush()


def _agree(topic: Topic, teacher: User, anchor: Anchor, agreed: Agreed) -> None:
    topic.scheme.insist(agreed.level, agreed.mark)
    with db.session.no_autoflush:
        others = [each for each in reading.all_anchors(teacher, topic) if each is not anchor]
    if any(_same(each.text, agreed.text) for each in others if each.withdrawn_at is None):
        raise AnchorThere
    anchor.version = topic.version
    anchor.text, anchor.reason = agreed.text, agreed.reason
    anchor.level, anchor.mark = agreed.level, agreed.mark


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def withdraw(anchor: Anchor, now: datetime) -> None:
    """Take an anchor out of use; what was given to it stays on record."""
    anchor.withdrawn_at = now


def set_standard(topic: Topic, teacher: User, on: bool, every: int, now: datetime) -> Standard:
    """Switch standardisation on or off for all who share it. Raises `TooFewAnchors`."""
    take_turn(topic)
    if on and len(reading.usable_anchors(teacher, topic)) < FEWEST_ANCHORS:
        raise TooFewAnchors
    standard = reading.standard_for(teacher, topic)
    if standard is None:
        standard = Standard(owner_id=teacher.id, **topic.key)
        db.session.add(standard)
    standard.on, standard.every, standard.at = on, every, now
    db.session.flush()
    return standard


def begin_exercise(topic: Topic, marker: User, now: datetime) -> Exercise:
    """Lay the anchors before a marker, in an order of their own; one under way goes on.

    Raises `TooFewAnchors`.
    """
    take_turn(topic)
    running = reading.last_exercise(marker, topic)
    if running and running.ended_at is None and next_trial(marker, running) is not None:
        return running
    anchors = reading.usable_anchors(marker, topic)
    if len(anchors) < FEWEST_ANCHORS:
        raise TooFewAnchors
    if running and running.ended_at is None:
        running.ended_at = now
    exercise = Exercise(marker_id=marker.id, began_at=now, **topic.key)
    db.session.add(exercise)
    db.session.flush()
    lot = f"{marker.id}/{exercise.id}"
    for anchor in sorted(anchors, key=lambda each: place_in_line("exercise", lot, each.id)):
        db.session.add(
            Trial(anchor_id=anchor.id, marker_id=marker.id, exercise_id=exercise.id, served_at=now)
        )
        db.session.flush()
    return exercise


def go_on(topic: Topic, marker: User, now: datetime) -> None:
    """Let a marker mark scripts, whether or not they have been through the anchors."""
    exercise = reading.last_exercise(marker, topic)
    if exercise is None:
        exercise = Exercise(marker_id=marker.id, began_at=now, **topic.key)
        db.session.add(exercise)
    exercise.ended_at = exercise.ended_at or now
    db.session.flush()


def next_trial(marker: User, exercise: Exercise, after: int | None = None) -> Trial | None:
    """Return the next anchor of an exercise to mark, from the start again at the end."""
    trials = [each for each in reading.trials_of(exercise) if each.closed_at is None]
    ahead = [each for each in trials if after is None or each.id > after]
    before = [each for each in trials if after is not None and each.id < after]
    return next((each for each in (*ahead, *before) if _is_there(marker, each)), None)


def _is_there(marker: User, trial: Trial) -> bool:
    return reading.find_anchor(marker, trial.anchor_id) is not None


def serve(topic: Topic, marker: User, beside_id: int, now: datetime) -> Trial | None:
    """Return the anchor that is to lie among the scripts now; ``None`` while none is due.

    One that the marker has left unmarked comes first, otherwise the one seen least often.
    """
    standard = reading.standard_for(marker, topic)
    if standard is None or not standard.on or not standard.every:
        return None
    left = reading.open_return(marker, topic)
    if left is not None:
        left.beside_id = beside_id
        return left
    anchors = reading.usable_anchors(marker, topic)
    marked = reading.marked_since_anchor(marker, topic)
    if len(anchors) < FEWEST_ANCHORS or marked < standard.every:
        return None
    anchor = _seen_least(anchors, reading.returns_of(marker, topic), marker)
    trial = Trial(anchor=anchor, marker_id=marker.id, beside_id=beside_id, served_at=now)
    db.session.add(trial)
    db.session.flush()
    return trial


def _seen_least(anchors: Sequence[Anchor], seen: Mapping[int, int], marker: User) -> Anchor:
    """Return one of the anchors that came round least often, by a lot of the marker's own."""
    return min(
        anchors,
        key=lambda each: (seen.get(each.id, 0), place_in_line("return", str(marker.id), each.id)),
    )


def give(topic: Topic, marker: User, trial: Trial, ruling: Ruling, now: datetime) -> None:
    """Keep what a marker gives to an anchor; no student's mark is touched.

    Raises `AnchorGone`, `GivenAlready`, `SchemeChanged`, `OutsideLevel`.
    """
    db.session.scalar(select(Trial.id).where(Trial.id == trial.id).with_for_update())
    db.session.refresh(trial)  # as it is now that nobody else can change it
    if trial.closed_at is not None:
        raise GivenAlready
    if not _is_there(marker, trial):
        raise AnchorGone
    if ruling.version_id != topic.version.id:
        raise SchemeChanged
    topic.scheme.insist(ruling.level, ruling.mark)
    trial.said = said(ruling)
    trial.close(ruling.level, ruling.mark, now)
    db.session.flush()


def said(ruling: Ruling) -> dict[str, Any]:
    """Return the comments of a ruling as they are kept."""
    return {"comment": ruling.comment, "remarks": [asdict(each) for each in ruling.remarks]}


def skip(trial: Trial, now: datetime) -> None:
    """Leave an anchor: for later in an exercise, for good among the scripts."""
    if trial.exercise_id is None and trial.closed_at is None:
        trial.closed_at = now
