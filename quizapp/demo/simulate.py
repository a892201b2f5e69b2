"""How an invented class works through a quiz: abilities, answers, certainty, time. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from quizapp.demo.replies import POPULAR, Form, Mind, dice, filled_in
from quizapp.items import ITEM_TYPES
from quizapp.items.base import Item

SEED = "demo school 1"

HARDNESS = {1: -0.75, 2: 0.1, 3: 0.75}
"""What the difficulty tag means on the scale of ability."""
EASE = {
    "single_choice": 0.3,
    "multiple_response": 0.8,
    "hot_text": 0.5,
    "grid": 0.3,
    "matching": 0.3,
    "categorise": 0.4,
    "gap_fill": 0.3,
    "ordering": 0.5,
    "ranking": 0.6,
    "best_answer": 0.2,
    "short_answer": -0.1,
}
"""How much easier a part of such an item is than a question that is right or wrong as a whole."""
AVERAGE_ABILITY, SPREAD = 0.35, 0.85
SHARED = 0.5
"""How far one student's grasp of one item departs from what ability and difficulty say."""


@dataclass(frozen=True)
class Learner:
    """What makes one invented student differ from another.

    ``pace`` is the time taken as a share of the time an author expects; ``nerve`` is how readily
    certainty is claimed; ``care`` how often a question is looked at again.
    """

    ability: float
    pace: float
    nerve: float
    care: float


@dataclass(frozen=True)
class Reply:
    """What a student has filled in for one item, at a moment counted in seconds from the start."""

    position: int
    fields: Form
    certainty: int | None
    flagged: bool
    at: float


def learner(name: str) -> Learner:
    """Return the learner behind a name; always the same one."""
    rng = dice(SEED, "learner", name)
    ability = rng.gauss(AVERAGE_ABILITY, SPREAD)
    return Learner(
        ability=max(-1.3, min(2.2, ability)),
        pace=min(1.5, 0.85 * rng.lognormvariate(0, 0.28)),
        nerve=rng.gauss(0.2, 0.5),
        care=rng.uniform(0, 0.25),
    )


def sitting(
    items: Sequence[Item], who: Learner, name: str, *, seconds: float | None, certainty: bool
) -> list[Reply]:
    """Return the replies of a whole attempt in the order in which they are given.

    Positions count from 1. Items that the student does not reach in time have no reply; a reply
    without fields was seen and left blank. Flagged items may be answered once more at the end.
    """
    replies: list[Reply] = []
    clock = 0.0
    for position, item in enumerate(items, start=1):
        rng = dice(SEED, "reply", name, item.id)
        needed = item.seconds * who.pace * rng.lognormvariate(0, 0.2)
        left = seconds - clock if seconds is not None else needed
        if left <= 0:
            break
        clock += min(needed, left)
        replies.append(_reply(position, item, who, rng, min(1.0, left / needed), clock, certainty))
    return replies + _second_thoughts(items, replies, who, name, clock, seconds)


def _reply(
    position: int,
    item: Item,
    who: Learner,
    rng: Random,
    share_of_time: float,
    at: float,
    certainty: bool,
) -> Reply:
    strength = _strength(item, who, rng)
    fields = filled_in(Mind(item, strength, share_of_time, rng))
    asked = certainty and item.certainty and fields
    return Reply(
        position,
        fields,
        _certainty(item, fields, strength, who, rng) if asked else None,
        flagged=rng.random() < who.care * (1.5 if strength < 0 else 0.5),
        at=at,
    )


def _strength(item: Item, who: Learner, rng: Random) -> float:
    own = dice("hardness", item.id).uniform(-0.35, 0.35)
    hardness = HARDNESS[item.difficulty] + own - EASE.get(item.type, 0.0)
    return who.ability - hardness + rng.gauss(0, SHARED)


def _certainty(item: Item, fields: Form, strength: float, who: Learner, rng: Random) -> int | None:
    """Return how sure the student claims to be, 1 to 3: surest of popular mistakes."""
    if rng.random() < 0.04:
        return None
    kind = ITEM_TYPES[item.type]
    response = kind.read(item, fields)
    chosen = set(kind.chosen(item, response))
    beliefs = [c.misconception for c in kind.choosables(item) if c.id in chosen]
    felt = 0.6 * strength + who.nerve + rng.gauss(0, 0.7)
    if any(belief in POPULAR for belief in beliefs):
        felt += 1.2
    elif kind.score(item, response).fraction < 1:
        felt -= 0.4
    return 1 if felt < -0.3 else 2 if felt < 0.9 else 3


def _second_thoughts(
    items: Sequence[Item],
    replies: Sequence[Reply],
    who: Learner,
    name: str,
    clock: float,
    seconds: float | None,
) -> list[Reply]:
    """Return what becomes of flagged items: with time left, some are answered anew."""
    changed: list[Reply] = []
    for first in replies:
        item = items[first.position - 1]
        rng = dice(SEED, "again", name, item.id)
        clock += 0.3 * item.seconds * who.pace
        if not first.flagged or rng.random() < 0.4 or (seconds is not None and clock > seconds):
            continue
        again = _reply(first.position, item, who, rng, 1.0, clock, first.certainty is not None)
        if again.fields and again.fields != first.fields:
            changed.append(Reply(first.position, again.fields, again.certainty, False, clock))
    return changed
