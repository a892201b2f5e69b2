"""What a student reads of a mark that a person gave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizapp.attempts.additions import Addition
from quizapp.attempts.corrections import in_force
from quizapp.attempts.judging import judged
from quizapp.attempts.keys import key_now
from quizapp.attempts.models import Correction, Response, State
from quizapp.attempts.sitting import Sitting
from quizapp.items.ranking.accepted import decided_on
from quizapp.marking.models import GivenMark
from quizapp.marking.queries import current_marks
from quizapp.marking.scheme import Band, Scheme, scheme_of
from quizapp.marking.words import Piece, pieces, script_of
from quizapp.quizzes.versions import item_of

TEMPLATE = "marking/_judgement.html"


@dataclass(frozen=True)
class Judgement:
    """A mark with what was said, over the student's own words.

    It does not count any more where the same words have another mark for everybody.
    """

    given: GivenMark
    scheme: Scheme
    text: str
    prefix: str
    counts: bool

    @property
    def band(self) -> Band | None:
        return self.scheme.band(self.given.level)

    @property
    def above(self) -> Band | None:
        return self.scheme.next_above(self.given.level)

    @property
    def mark(self) -> Fraction:
        return self.given.mark

    @property
    def pieces(self) -> Sequence[Piece]:
        return pieces(self.text, [(each.start, each.stop) for each in self.given.remarks])


def judgements(sitting: Sitting) -> Mapping[int, Addition]:
    """Return the marks of persons on an attempt, by question, where the student may see them."""
    if not sitting.shows_feedback():
        return {}
    by_person = current_marks(sitting.attempt)
    assignment_id = sitting.attempt.assignment_id
    made = in_force([assignment_id]) if by_person else {}
    found = {}
    for response in sitting.attempt.responses:
        given = by_person.get(response.id)
        question = sitting.question_at(response.position)
        if given is None or question is None or response.state is not State.SCORED:
            continue
        scheme = scheme_of(item_of(given.version))
        if given.revision == response.revision and scheme:
            text = script_of(question.item, response.fields)
            corrections = made.get((assignment_id, response.position), ())
            counts = not _is_overruled(response, given, text, corrections)
            content = Judgement(given, scheme, text, question.prefix, counts)
            found[response.position] = Addition(TEMPLATE, content, retells=counts)
    return found


def _is_overruled(
    response: Response, given: GivenMark, text: str, corrections: Sequence[Correction]
) -> bool:
    """Return whether a response earns what everybody has for its words, and not what was given."""
    decided = decided_on(key_now(item_of(response.version), corrections), text)
    if decided is None or decided.mark == given.mark:
        return False
    return judged(response, corrections) == (State.SCORED, response.earned)
