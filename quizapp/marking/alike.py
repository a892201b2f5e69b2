"""Answers in the very same words: what is decided on one can be given to all of them at once.

This is one marker's decision about answers that wait now, with the comment that goes with it; each
stays a person's mark and can be changed by itself. To make words worth a mark for whoever writes
them, now and later, is to put the question right: that is a correction, with its preview.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quizapp.accounts.models import User
from quizapp.attempts.actions import NothingToMark
from quizapp.attempts.models import Response
from quizapp.database import db
from quizapp.items.wording import folded
from quizapp.marking import queries
from quizapp.marking.actions import (
    HeldByOther,
    MarkedMeanwhile,
    Ruling,
    SchemeChanged,
    give,
    let_go,
)
from quizapp.marking.line import current_mark
from quizapp.marking.scheme import OutsideLevel
from quizapp.marking.scripts import Script
from quizapp.marking.words import script_of
from quizapp.quizzes.versions import item_of

ORIGIN = "same words as another answer"


def alike(response: Response, scripts: Sequence[Script], marker: User) -> Sequence[Response]:
    """Return the other answers in line that wait for somebody and say the same.

    Case, accents and spaces do not count, as they do not when a machine compares words.
    """
    words = _words(response)
    free = [each.id for each in scripts if each.free_for(marker.id) and each.id != response.id]
    if not words or not free:
        return []
    rows = db.session.scalars(
        select(Response).where(Response.id.in_(free)).options(joinedload(Response.version))
    )
    return [each for each in rows if _words(each) == words]


def _words(response: Response) -> str:
    return folded(script_of(item_of(response.version), response.fields))


def give_to_all(responses: Sequence[Response], marker: User, ruling: Ruling, now: datetime) -> int:
    """Give these answers the same mark; return to how many.

    Comments on single words stay with the answer they were made to. What somebody else has open,
    or has marked by now, is left to them.
    """
    given = 0
    for response in responses:
        key = (response.version.bank, response.version.item_id)
        newest = queries.newest_versions([key]).get(key)
        in_use = queries.scheme_in_use(response.version, newest)
        own = replace(ruling, remarks=(), version_id=in_use.id, seen=_replaced(response))
        try:
            give(response, marker, own, in_use, now, ORIGIN)
        except (HeldByOther, MarkedMeanwhile, SchemeChanged, NothingToMark, OutsideLevel):
            let_go(response.id, marker)
            continue
        given += 1
    return given


def _replaced(response: Response) -> int:
    """Return the mark of an earlier answer, which gives way; 0 where there is none."""
    before = current_mark(response.id)
    return before.id if before and before.revision != response.revision else 0
