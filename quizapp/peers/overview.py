"""What a teacher sees of a round: who has looked at what, level beside level."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizapp.accounts.models import User
from quizapp.attempts.models import ResponseStep
from quizapp.classrooms.queries import by_last_name
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.peers import line, queries
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.peers.rules import Agreement, Script, level_of


@dataclass(frozen=True)
class Row:
    """One student: what they wrote, how it was judged, and what they have read."""

    student: User
    response_id: int | None
    own: PeerAssessment | None
    received: Sequence[PeerAssessment]
    by_teacher: int | None
    read: int

    @property
    def has_something(self) -> bool:
        """Whether anybody said anything about this student's answer."""
        return self.own is not None or bool(self.received)


@dataclass(frozen=True)
class Overview:
    """A round with everything that was sent in it."""

    round: PeerRound
    item: ExtendedResponseItem
    scripts: Sequence[Script]
    sent: Sequence[PeerAssessment]
    marked: Mapping[int, ResponseStep]
    people: Mapping[int, User]

    @cached_property
    def rows(self) -> Sequence[Row]:
        """A row for each student who wrote or read something, by last name."""
        return [self._row(each) for each in sorted(self.people.values(), key=by_last_name)]

    def _row(self, student: User) -> Row:
        response_id = self._responses.get(student.id)
        about = [e for e in self.sent if e.response.attempt.student_id == student.id]
        return Row(
            student,
            response_id,
            next((each for each in about if each.own), None),
            [each for each in about if not each.own],
            self._level(response_id),
            sum(each.reader_id == student.id and not each.own for each in self.sent),
        )

    @cached_property
    def _responses(self) -> Mapping[int, int]:
        """The answer of each student that stands in the table: the last one, if there is one."""
        judged = {e.response.attempt.student_id: e.response_id for e in self.sent}
        return {**judged, **{each.author_id: each.response_id for each in self.scripts}}

    def _level(self, response_id: int | None) -> int | None:
        step = self.marked.get(response_id) if response_id else None
        return teachers_level(self.item, step)

    def _agreement(self, chosen: Iterable[PeerAssessment]) -> Agreement:
        pairs = (pair(self.item, each, self.marked.get(each.response_id)) for each in chosen)
        return Agreement([each for each in pairs if each])

    @property
    def self_agreement(self) -> Agreement:
        return self._agreement(each for each in self.sent if each.own)

    @property
    def peer_agreement(self) -> Agreement:
        return self._agreement(each for each in self.sent if not each.own)

    @property
    def own_done(self) -> int:
        return sum(each.own for each in self.sent)

    @property
    def readers(self) -> int:
        """How many students have read at least one classmate's answer."""
        return len({each.reader_id for each in self.sent if not each.own})

    @property
    def unread(self) -> int:
        """How many answers no classmate has said anything about."""
        read = Counter(each.response_id for each in self.sent if not each.own)
        return sum(not read[each.response_id] for each in self.scripts)

    @property
    def unreleased(self) -> int:
        """How many classmates' judgements their authors do not see yet."""
        return sum(not each.own and not each.is_released for each in self.sent)

    @property
    def reported(self) -> Sequence[PeerAssessment]:
        return [each for each in self.sent if each.waits]


def teachers_level(item: ExtendedResponseItem, step: ResponseStep | None) -> int | None:
    """Return the level that a person gave; ``None`` when nobody has marked the answer.

    A quiz can give other marks for a question than its scheme counts in.
    """
    share = queries.share_of(step) if step else None
    return None if share is None else level_of(item, share * item.max_mark)


def pair(
    item: ExtendedResponseItem, assessment: PeerAssessment, step: ResponseStep | None
) -> tuple[int, int] | None:
    """Return a judgement's level and the teacher's, where they can be compared.

    What students said of their own answer when the mark was already there is left out.
    """
    by_teacher = teachers_level(item, step)
    if step is None or by_teacher is None or assessment.level is None or not assessment.sent_at:
        return None
    if assessment.own and assessment.sent_at > step.at:
        return None
    return assessment.level, by_teacher


def overview_of(round_: PeerRound, item: ExtendedResponseItem) -> Overview:
    """Read a round whole, in as many queries for a large class as for a small one."""
    scripts = line.scripts_in([round_.id])[round_.id]
    sent = [each for each in line.assessments_in(round_.id) if each.is_sent]
    ids = {each.response_id for each in scripts} | {each.response_id for each in sent}
    known = {each.author_id for each in scripts}
    people = queries.people(known | {e.reader_id for e in sent} | {_author(e) for e in sent})
    return Overview(round_, item, scripts, sent, queries.given_by_persons(ids), people)


def _author(assessment: PeerAssessment) -> int:
    return assessment.response.attempt.student_id
