"""An assignment as it is printed: its questions on paper, with what was put right since."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizapp.attempts.corrections import in_force
from quizapp.attempts.models import Correction, Remedy
from quizapp.bank.sources import Source
from quizapp.quizzes.models import Assignment
from quizapp.quizzes.showing import ShownQuestion, assigned_questions
from quizapp.quizzes.versions import item_of, source_of

NOTES = {
    Remedy.VERSION: "The key was corrected; this is the corrected one.",
    Remedy.CREDIT: "Everybody gets full marks here, whatever they answered.",
    Remedy.DROP: "This question was dropped and does not count.",
}


def sources_of(assignment: Assignment) -> dict[str, Source]:
    """Return the sources of an assignment by id."""
    return {each.source_id: source_of(each) for each in assignment.sources}


def questions_of(assignment: Assignment, sources: Mapping[str, Source]) -> list[ShownQuestion]:
    """Return the questions as they were set."""
    return assigned_questions(assignment, sources)


def key_of(assignment: Assignment, sources: Mapping[str, Source]) -> list[ShownQuestion]:
    """Return the questions as they are scored now, saying where that was changed."""
    corrections = in_force([assignment.id])
    return [
        _corrected(each, corrections.get((assignment.id, each.number), ()))
        for each in assigned_questions(assignment, sources)
    ]


def _corrected(question: ShownQuestion, corrections: Sequence[Correction]) -> ShownQuestion:
    if not corrections:
        return question
    version = next((each.version for each in reversed(corrections) if each.version), None)
    note = NOTES[corrections[-1].remedy]
    return replace(question, item=item_of(version) if version else question.item, note=note)
