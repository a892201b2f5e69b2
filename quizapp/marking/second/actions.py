"""Steps of second marking: the draw, the second mark, and which mark a script has in the end."""

from collections.abc import Collection, Sequence
from datetime import datetime
from fractions import Fraction
from math import ceil
from random import Random

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.marking import actions as marking
from quizapp.marking import line
from quizapp.marking.actions import HeldByOther, MarkedMeanwhile, Ruling, Said, SchemeChanged
from quizapp.marking.anchors.actions import said, take_turn
from quizapp.marking.anchors.topics import Topic
from quizapp.marking.scheme import Scheme, scheme_of
from quizapp.marking.second import reading
from quizapp.marking.second.models import Outcome, Sample, SecondMark
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of


class NothingMarked(Exception):
    """No script has a mark yet, so there is nothing to draw from."""


class EnoughDrawn(Exception):
    """As many scripts as asked for were drawn already."""


class OwnFirstMark(Exception):
    """Who gave the first mark cannot give the second."""


class GivenMeanwhile(Exception):
    """Somebody has given the second mark already."""


class AnswerReplaced(Exception):
    """The answer is another one since it was drawn, so there is nothing to compare."""


class NotGivenYet(Exception):
    """There is no second mark yet to take over."""


def wanted(marked: int, per_cent: int, least: int) -> int:
    """Return how many of the marked scripts a sample holds."""
    return min(marked, max(least, ceil(Fraction(marked * per_cent, 100))))


def drawn_by_lot(ids: Collection[int], number: int, seed: int) -> Sequence[int]:
    """Return so many of these, in the order of the draw; the same for the same seed."""
    return Random(seed).sample(sorted(ids), number)  # noqa: S311  (a lot, not a secret)


def draw(
    topic: Topic, teacher: User, per_cent: int, least: int, seed: int, now: datetime
) -> Sample:
    """Draw from the marked scripts of the teacher's classes until the sample has its share.

    Raises `NothingMarked`, `EnoughDrawn`.
    """
    take_turn(topic)
    scripts = line.scripts_of(teacher, topic.bank, topic.item_id, now)
    marked = {script.id for script in scripts if script.marked}
    if not marked:
        raise NothingMarked
    drawn = reading.drawn_already(marked)
    missing = wanted(len(marked), per_cent, least) - len(drawn)
    if missing <= 0:
        raise EnoughDrawn
    sample = Sample(
        owner_id=teacher.id, per_cent=per_cent, least=least, seed=seed, at=now, **topic.key
    )
    db.session.add(sample)
    firsts = reading.current_marks(marked)
    for response_id in drawn_by_lot(marked - drawn, missing, seed):
        second = SecondMark(sample=sample, response_id=response_id, first=firsts[response_id])
        db.session.add(second)
        db.session.flush()
    return sample


def waiting_for(marker: User, drawn: Sequence[SecondMark]) -> Sequence[SecondMark]:
    """Return what a marker can mark second: what waits, and not what they marked first."""
    return [
        each
        for each in drawn
        if each.at is None and not each.replaced and each.first.marker_id != marker.id
    ]


def take_next(
    marker: User, drawn: Sequence[SecondMark], now: datetime, after: int | None = None
) -> SecondMark | None:
    """Hold the next script for its second marker, and return it; ``None`` at the end."""
    waiting = waiting_for(marker, drawn)
    ahead = [each for each in waiting if after is None or each.id > after]
    before = [each for each in waiting if after is not None and each.id < after]
    for each in (*ahead, *before):
        if marking.hold(each.response_id, marker, now):
            return each
    return None


def give_second(
    second: SecondMark, marker: User, ruling: Ruling, in_use: ItemVersion, now: datetime
) -> None:
    """Keep a second mark; the first one stands.

    Raises `HeldByOther`, `GivenMeanwhile`, `OwnFirstMark`, `AnswerReplaced`, `SchemeChanged`,
    `OutsideLevel`.
    """
    _lock(second)
    if second.first.marker_id == marker.id:
        raise OwnFirstMark
    if second.at is not None:
        raise GivenMeanwhile
    if second.replaced:
        raise AnswerReplaced
    if not marking.hold(second.response_id, marker, now):
        raise HeldByOther(line.hold_of(second.response_id, now))
    if ruling.version_id != in_use.id:
        raise SchemeChanged
    _scheme(in_use).insist(ruling.level, ruling.mark)
    second.marker, second.level, second.at = marker, ruling.level, now
    second.mark_numerator, second.mark_denominator = ruling.mark.numerator, ruling.mark.denominator
    second.item_version_id, second.said = in_use.id, said(ruling)
    db.session.flush()
    marking.let_go(second.response_id, marker)


def _lock(second: SecondMark) -> None:
    """Read the row anew, and let whoever else changes it wait."""
    db.session.scalar(
        select(SecondMark.id).where(SecondMark.id == second.id).with_for_update(of=SecondMark)
    )
    db.session.refresh(second)


def _scheme(version: ItemVersion) -> Scheme:
    scheme = scheme_of(item_of(version))
    if scheme is None:
        raise SchemeChanged
    return scheme


def keep_first(second: SecondMark, decider: User, now: datetime) -> None:
    """Decide that the first mark stands. Raises `NotGivenYet`, and `MarkedMeanwhile` if it fell."""
    _lock(second)
    if second.at is None:
        raise NotGivenYet
    current = line.current_mark(second.response_id)
    if current is not None and current.id != second.first_id:
        raise MarkedMeanwhile
    _settle(second, Outcome.FIRST, decider, now)


def take_over(
    second: SecondMark,
    decider: User,
    in_use: ItemVersion,
    seen: int,
    now: datetime,
    agreed: Fraction | None = None,
) -> None:
    """Give the script its second mark, or one agreed on instead, in place of the one ``seen``.

    What was said to the student's words stays, unless the second marker has said something.
    Raises `NotGivenYet`, `AnswerReplaced`, and what `marking.actions.give` raises.
    """
    _lock(second)
    if second.at is None or second.mark is None:
        raise NotGivenYet
    if second.replaced:
        raise AnswerReplaced
    mark = second.mark if agreed is None else agreed
    ruling = _ruling(second, in_use, seen, mark)
    origin = "second marking" if agreed is None else "agreed after second marking"
    marking.give(second.response, decider, ruling, in_use, now, origin)
    _settle(second, Outcome.SECOND if agreed is None else Outcome.THIRD, decider, now)


def _ruling(second: SecondMark, in_use: ItemVersion, seen: int, mark: Fraction) -> Ruling:
    before = line.current_mark(second.response_id)
    comment = str(second.said.get("comment", ""))
    remarks = [Said(**each) for each in second.said.get("remarks", ())]
    if before is not None:
        comment = comment or before.comment
        remarks = remarks or [Said(r.start, r.stop, r.quote, r.text) for r in before.remarks]
    return Ruling(_scheme(in_use).level_of(mark), mark, comment, remarks, in_use.id, seen)


def _settle(second: SecondMark, outcome: Outcome, decider: User, now: datetime) -> None:
    second.outcome, second.settled_by, second.settled_at = outcome, decider, now
    db.session.flush()
