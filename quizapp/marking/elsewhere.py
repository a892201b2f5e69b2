"""Marks that persons gave in another way than script by script, kept like all others."""

from sqlalchemy import update

from quizapp.attempts.models import Response
from quizapp.attempts.verdicts import Verdict
from quizapp.database import db
from quizapp.marking.models import GivenMark, HandOver
from quizapp.marking.scheme import scheme_of
from quizapp.quizzes.versions import item_of


def keep(verdict: Verdict) -> None:
    """Keep the mark with the level in whose range it lies; items without a scheme keep none."""
    response = verdict.response
    scheme = scheme_of(item_of(response.version))
    if scheme is None:
        return
    db.session.execute(
        update(GivenMark)
        .where(GivenMark.response_id == response.id, GivenMark.current)
        .values(current=False)
    )
    db.session.execute(
        update(HandOver)
        .where(HandOver.response_id == response.id, HandOver.closed_at.is_(None))
        .values(closed_at=verdict.at)
    )
    db.session.add(
        GivenMark(
            response=response,
            marker=verdict.marker,
            item_version_id=response.item_version_id,
            revision=response.revision,
            level=scheme.level_of(verdict.mark),
            mark_numerator=verdict.mark.numerator,
            mark_denominator=verdict.mark.denominator,
            origin=verdict.origin,
            at=verdict.at,
        )
    )
    db.session.flush()


def follow(response: Response) -> None:
    """Let the mark of the state before, with all that was said, speak of the response as it is."""
    db.session.execute(
        update(GivenMark)
        .where(
            GivenMark.response_id == response.id,
            GivenMark.current,
            GivenMark.revision == response.revision - 1,
        )
        .values(revision=response.revision)
    )
