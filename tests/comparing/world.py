"""A class whose essays are compared, and judges who decide by what is written in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quizapp.accounts.models import User
from quizapp.comparing import actions
from quizapp.comparing.actions import Choice, Plan
from quizapp.comparing.models import ComparingRound, Decision, Verdict
from quizapp.comparing.queries import find_table
from quizapp.comparing.table import Table
from quizapp.database import db
from quizapp.quizzes.models import Assignment
from tests.make import Make

ESSAY = "S1-16"
LATER = Make().later(days=1)


def essays(make: Make, number: int, **given: object) -> Assignment:
    """A class with this many essays; the last one is the best, for it is the longest."""
    assignment = make.assignment(make.classroom(), items=[ESSAY], **given)
    for quality in range(1, number + 1):
        essay(make, assignment, quality)
    return assignment


def essay(make: Make, assignment: Assignment, quality: int):
    """Hand in an essay of this quality; returns the response."""
    return make.attempt(assignment, None, {1: {"text": ["word " * quality]}}).responses[0]


def begun(
    assignment: Assignment,
    judges: Sequence[User] = (),
    *,
    least: int = 10,
    samples: dict[int, int] | None = None,
    seed: int = 7,
) -> ComparingRound:
    teacher = assignment.teacher
    version = assignment.items[0].version
    plan = Plan(version, [assignment], judges or [teacher], least, samples or {})
    one = actions.start(plan, teacher, LATER, seed)
    db.session.flush()
    return one


def seen(one: ComparingRound) -> Table:
    """Return the round as whoever started it sees it now."""
    db.session.flush()
    db.session.expire_all()
    table = find_table(one.started_by, one.id)
    assert table
    return table


def judge(one: ComparingRound, judge: User, decisions: int, now: datetime = LATER) -> None:
    """Let somebody decide by length this many times."""
    table = seen(one)
    for minute in range(decisions):
        sent, at = choice(table, judge), now + timedelta(minutes=minute)
        actions.decide(table, judge, sent, at)
        table = replace(table, decisions=[*table.decisions, as_kept(judge, sent, at)])


def as_kept(judge: User, sent: Choice, at: datetime) -> Decision:
    """Return what the database now holds, without asking it."""
    return Decision(
        judge_id=judge.id,
        turn=sent.turn,
        left_id=sent.left[0],
        right_id=sent.right[0],
        left_revision=sent.left[1],
        right_revision=sent.right[1],
        verdict=sent.verdict,
        at=at,
    )


def choice(table: Table, judge: User, verdict: Verdict | None = None, **given: object) -> Choice:
    """Return what somebody sends who prefers the longer answer."""
    left, right = table.pair_for(judge)
    longer = Verdict.LEFT if left.words > right.words else Verdict.RIGHT
    turn = table.turn_of(judge)
    pair = (left.id, left.revision), (right.id, right.revision)
    return Choice(turn, *pair, verdict or longer, seconds=20, **given)


def script_of(table: Table, words: int):
    """Return the student's script with this many words."""
    return next(p for p in table.papers if p.words == words and not p.is_sample)


def anchored(one: ComparingRound, marks: dict[int, int]) -> None:
    """Say the marks of students' scripts by their number of words."""
    table = seen(one)
    known = {script_of(table, words).id: mark for words, mark in marks.items()}
    actions.set_anchors(one, known, {})
