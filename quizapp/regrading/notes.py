"""What a student reads of a question that was put right, in the review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quizapp.attempts.additions import Addition
from quizapp.attempts.corrections import in_force
from quizapp.attempts.keys import key_now
from quizapp.attempts.models import Correction, Response
from quizapp.attempts.question import Question, arranged
from quizapp.attempts.sitting import Sitting
from quizapp.items.base import Item
from quizapp.quizzes.models import ItemVersion
from quizapp.quizzes.versions import item_of
from quizapp.regrading import queries
from quizapp.regrading.keys import Sources, key_for_students
from quizapp.regrading.models import Change
from quizapp.regrading.variants import added


@dataclass(frozen=True)
class Note:
    """One correction with the keys before and after, and what it did to this response.

    ``change`` is absent where the mark does not follow it, because a teacher decided on it. It
    ``holds`` while the response is worth what the correction made of it. ``of_reasons`` says that
    it only gave reasons in the same words the same mark.
    """

    correction: Correction
    old_key: Sequence[str]
    new_key: Sequence[str]
    of_reasons: bool
    change: Change | None
    holds: bool


def notes(sitting: Sitting) -> Mapping[int, Addition]:
    """Return what was put right in an attempt's questions, where the student may see marks."""
    if not sitting.shows_feedback():
        return {}
    assignment_id = sitting.attempt.assignment_id
    made = in_force([assignment_id])
    changes = queries.changes_in(sitting.attempt) if made else {}
    found = {}
    for response in sitting.attempt.responses:
        position, question = response.position, sitting.question_at(response.position)
        corrections = made.get((assignment_id, position), ())
        if corrections and question:
            decided = response.fixed is not None or not response.max_mark
            noted = _notes(response.version, corrections, question.sources)
            shown = [
                Note(each, *keys, change, holds=change is not None and _holds(change, response))
                for each, keys in zip(corrections, noted, strict=True)
                for change in [None if decided else changes.get((each.id, position))]
            ]
            content = {"notes": shown, "prefix": question.prefix}
            judged = _judged(sitting, question, item_of(response.version), corrections)
            found[position] = Addition("regrading/_note.html", content, judged=judged)
    return found


def _holds(change: Change, response: Response) -> bool:
    """Return whether nobody has marked the response since, or let another answer count."""
    return change.revision == response.revision and change.after.earned == response.earned


def _judged(
    sitting: Sitting, question: Question, asked: Item, corrections: Sequence[Correction]
) -> Question | None:
    """Return the question with the key that counts now, in the order the student had it."""
    key = key_now(asked, corrections)
    if key is asked:
        return None
    attempt = sitting.attempt
    shuffle = sitting.assignment.shuffle
    return replace(question, item=arranged(key, attempt.seed, question.position, shuffle=shuffle))


def _notes(
    asked: ItemVersion, corrections: Sequence[Correction], sources: Sources
) -> Sequence[tuple[Sequence[str], Sequence[str], bool]]:
    """Return the key before and after each correction, and whether it was about reasons alone."""
    versions = [asked]
    for each in corrections:
        versions.append(each.version or versions[-1])
    items = [item_of(version) for version in versions]
    return [
        (key_for_students(old, sources), key_for_students(new, sources), _of_reasons(old, new))
        for old, new in pairwise(items)
    ]


def _of_reasons(old: Item, new: Item) -> bool:
    found = added(old, new)
    return found is not None and found.is_reason
