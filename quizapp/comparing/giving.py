"""Giving the scripts of a round the marks that the scale says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quizapp.accounts.models import User
from quizapp.attempts.actions import NothingToMark
from quizapp.attempts.models import Response
from quizapp.attempts.verdicts import Verdict, give
from quizapp.comparing import queries
from quizapp.comparing.finding import Finding
from quizapp.comparing.marks import proposed_marks
from quizapp.comparing.models import ComparedScript, ComparingRound
from quizapp.comparing.table import table_of
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem


@dataclass(frozen=True)
class Used:
    """How many scripts got their mark, kept one given by hand, or can no longer be marked."""

    given: int
    kept: int
    refused: int


def use_marks(
    one: ComparingRound, marker: User, over: Collection[int], origin: str, now: datetime
) -> Used:
    """Give the students' scripts the marks that the scale says. Raises `NoMarks`.

    ``over`` are the responses whose mark by hand may be replaced; all other such marks stay, also
    one that was given a moment ago: nobody marks these scripts until this is over.
    """
    scripts = _locked(one)
    table = table_of(one)
    given = kept = refused = 0
    proposed = proposed_marks(Finding(table), queries.marks_by_person(scripts))
    responses = _responses(scripts)
    for each in proposed:
        response = responses[each.paper.response_id or 0]
        if each.by_hand and response.id not in over:
            kept += 1
            continue
        try:
            mark = Fraction(each.mark)
            give(Verdict(response, mark, table.item.max_mark, marker, origin, now))
        except NothingToMark:
            refused += 1
        else:
            scripts[response.id].mark_used_at = now
            given += 1
    db.session.flush()
    return Used(given, kept, refused)


def _locked(one: ComparingRound) -> Mapping[int, ComparedScript]:
    """Keep others from correcting, marking or comparing; return the students' scripts.

    Assignments come first, then attempts in their order, as everywhere.
    """
    assignments = [each.id for each in one.assignments]
    db.session.execute(
        select(AssignedItem.id)
        .where(AssignedItem.assignment_id.in_(assignments))
        .order_by(AssignedItem.assignment_id, AssignedItem.position)
        .with_for_update(read=True)
    )
    rows = db.session.scalars(
        select(ComparedScript)
        .where(ComparedScript.round_id == one.id, ComparedScript.response_id.is_not(None))
        .order_by(ComparedScript.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    scripts = {row.response_id: row for row in rows if row.response_id}
    attempts = select(Response.attempt_id).where(Response.id.in_(scripts))
    db.session.execute(
        select(Response.id)
        .where(Response.attempt_id.in_(attempts))
        .order_by(Response.attempt_id, Response.position)
        .with_for_update()
    )
    return scripts


def _responses(ids: Collection[int]) -> Mapping[int, Response]:
    rows = db.session.scalars(
        select(Response)
        .where(Response.id.in_(ids))
        .options(joinedload(Response.version), joinedload(Response.attempt))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}
