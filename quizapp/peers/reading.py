"""One answer as its reader sees it: the text, the sources, what to judge it by; no key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.attempts.question import read, sources_of
from quizapp.bank.sources import Source
from quizapp.items.extended_response.model import ExtendedResponseItem, Level
from quizapp.peers.models import PeerAssessment
from quizapp.peers.rules import judged_by_levels, named_levels
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.versions import item_of


@dataclass(frozen=True)
class Reading:
    """An answer that somebody was given; ``author`` is empty while names are hidden.

    The checklist and the levels are what writers had before them too. Nothing else of the mark
    scheme is here: neither points, nor examples, nor marks.
    """

    assessment: PeerAssessment
    item: ExtendedResponseItem
    text: str

    @property
    def assignment(self) -> Assignment:
        return self.assessment.response.attempt.assignment

    @property
    def sources(self) -> Mapping[str, Source]:
        return sources_of(self.assignment.sources, self.item)

    @property
    def levels(self) -> Sequence[tuple[int, Level | None]]:
        return named_levels(self.item)

    @property
    def author(self) -> str:
        if self.assessment.own or self.assessment.round.hides_authors:
            return ""
        return self.assessment.response.attempt.student.name

    @property
    def title(self) -> str:
        if self.assessment.own:
            return "Your own answer"
        return f"The answer of {self.author}" if self.author else "A classmate's answer"


def reading_of(assessment: PeerAssessment) -> Reading | None:
    """Return an answer for its reader; ``None`` where students have nothing to judge it by."""
    response = assessment.response
    item = judged_by_levels(item_of(response.version))
    if item is None:
        return None
    text, _ = read(item, response.fields)
    return Reading(assessment, item, text or "")
