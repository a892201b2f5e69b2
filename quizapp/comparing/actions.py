"""Steps of a round: starting it, gathering scripts, choosing anchors, deciding, taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

from quizapp.accounts.models import User
from quizapp.comparing.models import ComparedScript, ComparingRound, Decision, Verdict
from quizapp.comparing.papers import new_responses
from quizapp.comparing.table import Table
from quizapp.database import db
from quizapp.quizzes.models import Assignment, ItemVersion

MOST_SECONDS = 3600
"""Longer than this nobody thinks about two scripts: the page was left open."""


class Closed(Exception):
    """The round takes no more decisions."""


class NotAJudge(Exception):
    """The person was not asked to judge in this round."""


class Outdated(Exception):
    """The scripts are no longer those that the page showed; the message says why."""


@dataclass(frozen=True)
class Choice:
    """What a judge sends: the scripts that the page showed, with their revisions, and a verdict."""

    turn: int
    left: tuple[int, int]
    right: tuple[int, int]
    verdict: Verdict
    note: str = ""
    seconds: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a round is started with; ``samples`` are marks of examples, by their place."""

    version: ItemVersion
    assignments: Sequence[Assignment]
    judges: Sequence[User]
    least: int
    samples: Mapping[int, int]


def start(plan: Plan, teacher: User, now: datetime, seed: int) -> ComparingRound:
    """Begin a round with all scripts that there are."""
    one = ComparingRound(
        version=plan.version,
        assignments=list(plan.assignments),
        judges=list(plan.judges),
        least=plan.least,
        started_by=teacher,
        started_at=now,
        seed=seed,
    )
    db.session.add(one)
    db.session.flush()
    gather(one)
    set_anchors(one, {}, plan.samples)
    return one


@dataclass(frozen=True)
class Settings:
    """What can be changed in a round: marks are those of scripts by id, of examples by place."""

    judges: Sequence[User]
    least: int
    scripts: Mapping[int, int]
    samples: Mapping[int, int]


def change(one: ComparingRound, chosen: Settings) -> None:
    """Change the settings of a round; what its judges decided stays."""
    one.judges = list(chosen.judges)
    one.least = chosen.least
    db.session.flush()
    set_anchors(one, chosen.scripts, chosen.samples)


def gather(one: ComparingRound) -> int:
    """Take in the scripts that were handed in since; return how many there were."""
    db.session.refresh(one, with_for_update=True)
    found = new_responses(one)
    for number, response_id in enumerate(found, start=_last_number(one) + 1):
        db.session.add(ComparedScript(round_id=one.id, number=number, response_id=response_id))
    db.session.flush()
    return len(found)


def _last_number(one: ComparingRound) -> int:
    last = select(func.max(ComparedScript.number)).where(ComparedScript.round_id == one.id)
    return db.session.scalar(last) or 0


def set_anchors(
    one: ComparingRound, scripts: Mapping[int, int], samples: Mapping[int, int]
) -> None:
    """Say whose marks are known: of scripts by their id, of examples by their place; no others."""
    db.session.refresh(one, with_for_update=True)
    rows = db.session.scalars(select(ComparedScript).filter_by(round_id=one.id)).all()
    for row in rows:
        known = scripts.get(row.id) if row.sample is None else samples.get(row.sample)
        row.anchor_mark = known
    present = {row.sample for row in rows}
    missing = [sample for sample in sorted(samples) if sample not in present]
    for number, sample in enumerate(missing, start=_last_number(one) + 1):
        db.session.add(
            ComparedScript(
                round_id=one.id, number=number, sample=sample, anchor_mark=samples[sample]
            )
        )
    db.session.flush()


def decide(table: Table, judge: User, choice: Choice, now: datetime) -> bool:
    """Keep what a judge decided; return whether it was new.

    The same answer sent twice counts once. Raises `Closed`, `NotAJudge`, `Outdated`.
    """
    if table.round.closed_at:
        raise Closed
    if not table.is_judge(judge):
        raise NotAJudge
    if 0 < choice.turn < table.turn_of(judge):
        return _not_said_otherwise(table, judge, choice)
    _insist(table, choice)
    sqlite = db.session.get_bind().dialect.name == "sqlite"
    insert = insert_on_sqlite if sqlite else insert_on_postgresql
    kept = db.session.scalar(
        insert(Decision)
        .values(
            round_id=table.round.id,
            judge_id=judge.id,
            turn=table.turn_of(judge),
            left_id=choice.left[0],
            right_id=choice.right[0],
            left_revision=choice.left[1],
            right_revision=choice.right[1],
            verdict=choice.verdict,
            note=choice.note[:300],
            seconds=None if choice.seconds is None else min(choice.seconds, MOST_SECONDS),
            at=now,
        )
        .on_conflict_do_nothing(index_elements=["round_id", "judge_id", "turn"])
        .returning(Decision.id)
    )
    return kept is not None


def _insist(table: Table, choice: Choice) -> None:
    """Raise `Outdated` unless both scripts still take part with the words that were shown."""
    if choice.left[0] == choice.right[0]:
        raise Outdated("The page named one script twice.")
    for script, revision in (choice.left, choice.right):
        paper = table.present.get(script)
        if paper is None:
            raise Outdated("One of the two scripts takes part no longer.")
        if paper.revision != revision:
            raise Outdated("One of the two answers was replaced by a late one meanwhile.")


def _not_said_otherwise(table: Table, judge: User, choice: Choice) -> bool:
    """Return ``False`` for an answer that was kept already; another one is `Outdated`."""
    kept = next(
        (d for d in table.decisions if d.judge_id == judge.id and d.turn == choice.turn), None
    )
    same = kept and (kept.left_id, kept.right_id, kept.verdict) == (
        choice.left[0],
        choice.right[0],
        choice.verdict,
    )
    if not same:
        raise Outdated("You had answered this pair already, and differently.")
    return False


def withdraw(decision: Decision, now: datetime) -> None:
    """Take a decision back; doing it twice changes nothing. It stays as history."""
    decision.undone_at = decision.undone_at or now
