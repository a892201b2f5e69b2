"""From the scale to marks: anchors, the marks between them, and what would change; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import floor

from quizapp.comparing.finding import Finding, Placed
from quizapp.comparing.papers import Paper
from quizapp.comparing.queries import Standing
from quizapp.statistics import judgement
from quizapp.statistics.judgement import Anchor, Scale


class NoMarks(Exception):
    """The scale cannot be turned into marks yet; the message says why and what to do."""


@dataclass(frozen=True)
class Proposed:
    """A mark that a student's script would get.

    ``by_hand`` is set where a person has given the response its mark in another way: then it is
    only replaced where that is ticked.
    """

    placed: Placed
    mark: int
    by_hand: Standing | None

    @property
    def paper(self) -> Paper:
        return self.placed.paper


def proposed_marks(finding: Finding, standing: Mapping[int, Standing]) -> Sequence[Proposed]:
    """Return the marks of the students' scripts, the best first. Raises `NoMarks`."""
    marks = whole_marks(finding)
    return [
        Proposed(placed, marks[placed.paper.id], _by_hand(placed.paper, standing))
        for placed in finding.placed
        if not placed.paper.is_sample
    ]


def _by_hand(paper: Paper, standing: Mapping[int, Standing]) -> Standing | None:
    found = standing.get(paper.response_id or 0)
    if found is None or paper.mark is None or found.at == paper.mark_used_at:
        return None
    return found


def whole_marks(finding: Finding) -> Mapping[int, int]:
    """Return a whole mark for every script on the scale. Raises `NoMarks`."""
    if not finding.has_scale:
        raise NoMarks("There is no scale yet. Compare until the report shows one.")
    anchors = finding.table.anchors
    if len(anchors) < 2:
        raise NoMarks(
            "Marks need at least two scripts whose marks are known, one strong and one weak."
            " Choose them in the settings."
        )
    for low, high in pairwise(anchors):
        _insist(finding.scale, low, high)
    exact = _between(finding.scale, anchors, Fraction(finding.table.item.max_mark))
    return {script: floor(mark + 0.5) for script, mark in exact.items()}


def _insist(scale: Scale, low: Paper, high: Paper) -> None:
    if low.anchor == high.anchor:
        raise NoMarks(
            f"{low.name} and {high.name} have the same mark, {low.anchor}. Anchors need different"
            " marks: choose another script, or take one of them away."
        )
    if scale.places[low.id] >= scale.places[high.id]:
        raise NoMarks(
            f"{high.name} has the higher mark, {high.anchor} and not {low.anchor}, but was not"
            f" judged better than {low.name}. Look at both again: change a mark, take one of them"
            " away, or compare more."
        )


def _between(scale: Scale, anchors: Sequence[Paper], most: Fraction) -> Mapping[int, float]:
    """Return exact marks: a straight line between neighbouring anchors, going on at both ends."""
    found: dict[int, float] = {}
    for low, high in pairwise(anchors):
        line = judgement.marks(scale, _anchor(low), _anchor(high), most)
        found |= {
            script: mark
            for script, mark in line.items()
            if script not in found or scale.places[script] >= scale.places[low.id]
        }
    return found


def _anchor(paper: Paper) -> Anchor:
    return Anchor(paper.id, Fraction(paper.anchor or 0))
