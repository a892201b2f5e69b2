"""Reporting a mistake in a question, and answering reports."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.database import db
from quizapp.mistakes.models import MistakeReport, Outcome
from quizapp.quizzes.models import ItemVersion

MOST_IN_A_DAY = 12
"""How many reports a student can make in twenty-four hours; a quiz has about ten questions."""
A_DAY = timedelta(days=1)


class AlreadyReported(Exception):
    """The student's report on this question is still open."""


class TooManyReports(Exception):
    """The student has reported more in a day than a teacher could look at."""


def report(student: User, response: Response, words: str, now: datetime) -> MistakeReport:
    """Keep what a student says about a question, with their response as it is now.

    Raises `AlreadyReported`, `TooManyReports`.
    """
    version = response.version
    if _has_open(student, version):
        raise AlreadyReported
    if _made_since(student, now - A_DAY) >= MOST_IN_A_DAY:
        raise TooManyReports
    made = MistakeReport(
        bank=version.bank,
        item_id=version.item_id,
        item_version_id=version.id,
        attempt_id=response.attempt_id,
        position=response.position,
        student_id=student.id,
        fields=dict(response.fields),
        text=words,
        reported_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as twice:  # sent twice at the same moment
        raise AlreadyReported from twice
    return made


def _has_open(student: User, version: ItemVersion) -> bool:
    found = db.session.scalar(
        select(MistakeReport.id).where(
            MistakeReport.student_id == student.id,
            MistakeReport.bank == version.bank,
            MistakeReport.item_id == version.item_id,
            MistakeReport.closed_at.is_(None),
        )
    )
    return found is not None


def _made_since(student: User, moment: datetime) -> int:
    made = db.session.scalar(
        select(func.count(MistakeReport.id)).where(
            MistakeReport.student_id == student.id, MistakeReport.reported_at > moment
        )
    )
    return made or 0


def answer(
    reports: Iterable[MistakeReport], teacher: User, outcome: Outcome, note: str, now: datetime
) -> int:
    """Close those of the reports that are open, and return how many these were."""
    open_ones = [each for each in reports if each.is_open]
    for each in open_ones:
        each.close(teacher, outcome, note, now)
    db.session.flush()
    return len(open_ones)
