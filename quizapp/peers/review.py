"""What a student finds in the review of an attempt: what to look at, and what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.attempts.additions import Addition
from quizapp.attempts.models import Response, ResponseStep
from quizapp.attempts.sitting import Sitting
from quizapp.items.extended_response.model import ExtendedResponseItem
from quizapp.peers import queries
from quizapp.peers.models import PeerAssessment, PeerRound
from quizapp.peers.overview import pair
from quizapp.peers.rules import Agreement, distance, judged_by_levels
from quizapp.quizzes.versions import item_of

TEMPLATE = "peers/_in_review.html"

FEW = 2
"""From how many marked answers of classmates on a reader is told how close their judgements lay.

Fewer would tell them a classmate's level.
"""


@dataclass(frozen=True)
class Heard:
    """One question of a review: the round, the student's own judgement, what classmates said.

    ``own_pair`` and ``read`` hold the teacher's levels, and so are empty before marks are shown.
    """

    round: PeerRound
    item: ExtendedResponseItem
    own: PeerAssessment | None
    received: Sequence[PeerAssessment]
    revision: int
    own_pair: tuple[int, int] | None
    read: Agreement

    @property
    def distance(self) -> str:
        return distance(*self.own_pair) if self.own_pair else ""

    @property
    def tells_about_reading(self) -> bool:
        return self.round.hides_authors and len(self.read.pairs) >= FEW

    def level_word(self, level: int | None) -> str:
        """Return the words of the scheme for a level."""
        return next((each.label for each in self.item.levels if each.level == level), "")


def heard(sitting: Sitting) -> Mapping[int, Addition]:
    """Return what belongs to the questions of an attempt that students judge, by question."""
    if sitting.attempt.submitted_at is None or sitting.attempt.voided_at is not None:
        return {}
    places = _places(sitting)
    if not places:
        return {}
    reader = _reader(sitting, places)
    return {each.round.position: Addition(TEMPLATE, reader.heard(each)) for each in places}


@dataclass(frozen=True)
class Place:
    """A question of the attempt for which there is a round, and the response to it."""

    round: PeerRound
    item: ExtendedResponseItem
    response: Response


def _places(sitting: Sitting) -> Sequence[Place]:
    responses = {each.position: each for each in sitting.attempt.responses}
    found = []
    for round_ in queries.rounds_in([sitting.assignment.id]):
        response = responses.get(round_.position)
        item = judged_by_levels(item_of(response.version)) if response else None
        if response and item:
            found.append(Place(round_, item, response))
    return found


@dataclass(frozen=True)
class Reader:
    """Everything that was said about a student's answers, and by the student."""

    about: Sequence[PeerAssessment]
    by_me: Sequence[PeerAssessment]
    marked: Mapping[int, ResponseStep]

    def heard(self, place: Place) -> Heard:
        about = [each for each in self.about if each.response_id == place.response.id]
        own = next((each for each in about if each.own), None)
        step = self.marked.get(place.response.id)
        mine = [e for e in self.by_me if e.round_id == place.round.id and not e.own]
        pairs = (pair(place.item, each, self.marked.get(each.response_id)) for each in mine)
        return Heard(
            place.round,
            place.item,
            own,
            [each for each in about if each.is_shown],
            place.response.revision,
            pair(place.item, own, step) if own else None,
            Agreement([each for each in pairs if each]),
        )


def _reader(sitting: Sitting, places: Sequence[Place]) -> Reader:
    """Fetch it; the teacher's marks only where the student may see theirs."""
    answers = {each.response.id for each in places}
    by_me = queries.assessments_by(sitting.attempt.student, [each.round.id for each in places])
    known = answers | {each.response_id for each in by_me}
    marked = queries.given_by_persons(known) if sitting.shows_feedback() else {}
    return Reader(queries.about(answers), by_me, marked)
