"""Switching a round on and off, giving out answers to read, and keeping what readers say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.peers import line
from quizapp.peers.models import Kind, PeerAssessment, PeerRound, Tick
from quizapp.peers.rules import KEPT_FOR, Script, next_script
from quizapp.quizzes.models import AssignedItem


class NotOpen(Exception):
    """Judgements cannot be sent: the time is not come, is over, or it was switched off."""


class AlreadyReleased(Exception):
    """The author reads the judgement by now, so it stays as it is."""


class TakenBack(Exception):
    """The answer was taken out of the results."""


class AlreadyReported(Exception):
    """The author has reported this judgement, and its report stands."""


@dataclass(frozen=True)
class Terms:
    """What a teacher chooses: whose answers are looked at, when, and whose names are hidden."""

    kind: Kind
    readings: int
    opens_at: datetime
    closes_at: datetime
    after_feedback: bool
    hides_authors: bool
    hides_readers: bool


@dataclass(frozen=True)
class Said:
    """What a reader says: a tick for each line of the checklist, a level, and two sentences."""

    ticks: Mapping[int, Tick]
    level: int
    strength: str
    next_step: str


def switch_on(place: AssignedItem, teacher: User, terms: Terms, now: datetime) -> PeerRound:
    """Open a question to its students' judgement, or change how; what was sent stays."""
    db.session.refresh(place.assignment, with_for_update={"key_share": True})  # one at a time
    round_ = line.find_round(place.assignment_id, place.position)
    if round_ is not None:
        line.wait_for_turn(round_)
    else:
        round_ = PeerRound(
            assignment=place.assignment, position=place.position, made_at=now, made_by_id=teacher.id
        )
        db.session.add(round_)
    for name, value in vars(terms).items():
        setattr(round_, name, value)
    round_.ended_at = None
    db.session.flush()
    return round_


def give_out(
    round_: PeerRound, reader: User, now: datetime, *, own: bool, peers: bool
) -> Sequence[PeerAssessment]:
    """Return what a reader is to look at; what they lack is given to them, as far as there is any.

    Those who ask at once come one after the other, so that each gets what the fewest read.
    Raises `NotOpen`.
    """
    line.wait_for_turn(round_)
    if not round_.open_at(now):
        raise NotOpen
    scripts = line.scripts_in([round_.id])[round_.id]
    given = _without_lost(line.assessments_in(round_.id), scripts, reader)
    mine = [each for each in given if each.reader_id == reader.id]
    if own and not any(each.own for each in mine):
        mine += [_added(round_, reader, s, now) for s in scripts if s.author_id == reader.id]
    if peers:
        mine += _more(round_, reader, scripts, given, now)
    db.session.flush()
    return mine


def _without_lost(
    given: Iterable[PeerAssessment], scripts: Iterable[Script], reader: User
) -> Sequence[PeerAssessment]:
    """Take back what the reader has not sent and cannot read any more; return the others."""
    readable = {each.response_id for each in scripts}
    kept = []
    for each in given:
        if each.reader_id == reader.id and not each.sent_at and each.response_id not in readable:
            db.session.delete(each)
        else:
            kept.append(each)
    db.session.flush()
    return kept


def _more(
    round_: PeerRound,
    reader: User,
    scripts: Sequence[Script],
    given: Sequence[PeerAssessment],
    now: datetime,
) -> list[PeerAssessment]:
    by_peers = [each for each in given if not each.own]
    mine = [each for each in by_peers if each.reader_id == reader.id]
    known = {each.response.attempt.student_id for each in mine}
    taken = Counter(e.response_id for e in by_peers if e.sent_at or now - e.given_at < KEPT_FOR)
    begun = {each.reader_id for each in by_peers} | {reader.id}
    added = []
    for _ in range(round_.readings - len(mine)):
        script = next_script(round_.id, reader.id, scripts, taken, known, begun)
        if script is not None:
            known.add(script.author_id)
            added.append(_added(round_, reader, script, now))
    return added


def _added(round_: PeerRound, reader: User, script: Script, now: datetime) -> PeerAssessment:
    made = PeerAssessment(
        round=round_,
        reader=reader,
        response_id=script.response_id,
        own=script.author_id == reader.id,
        given_at=now,
        revision=script.revision,
    )
    db.session.add(made)
    return made


def send(assessment: PeerAssessment, said: Said, now: datetime) -> None:
    """Keep what a reader says; sending again replaces it.

    Raises `NotOpen`, `TakenBack`, `AlreadyReleased`.
    """
    line.wait_for_turn(assessment.round)
    if not assessment.round.open_at(now):
        raise NotOpen
    if assessment.response.attempt.voided_at:
        raise TakenBack
    if assessment.is_released:
        raise AlreadyReleased
    assessment.ticks = {str(number): tick.value for number, tick in said.ticks.items()}
    assessment.level, assessment.strength = said.level, said.strength
    assessment.next_step, assessment.sent_at = said.next_step, now
    assessment.revision = assessment.response.revision
    db.session.flush()


def report(assessment: PeerAssessment, words: str, now: datetime) -> None:
    """Keep that the author finds a judgement unkind. Raises `AlreadyReported`."""
    if assessment.reported_at is not None:
        raise AlreadyReported
    assessment.reported_at, assessment.report = now, words
    db.session.flush()
