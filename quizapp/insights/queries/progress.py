"""What students earned in the quizzes of a class, or one student in all of theirs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from quizapp.accounts.models import User
from quizapp.attempts.queries import results_of
from quizapp.attempts.rules import counting_attempt
from quizapp.bank.model import BankSettings
from quizapp.bank.places import Place, places
from quizapp.bank.sources import Source
from quizapp.database import db
from quizapp.insights.cells import Answer, Cell, Sight, sight
from quizapp.insights.progress import Answered, Earned, Taken
from quizapp.insights.queries.grids import sittings_of
from quizapp.insights.sittings import Sitting, by_student
from quizapp.items.base import Item
from quizapp.quizzes.models import AssignedItem, Assignment
from quizapp.quizzes.queries import newest_revision
from quizapp.quizzes.versions import item_of, source_of

Asked = Mapping[int, tuple[Item, Sequence[Place]]]
"""The items of a quiz by position, and where in its sources each is answered."""


def taken_in(
    assignments: Sequence[Assignment], student_ids: Collection[int]
) -> Mapping[int, Sequence[Taken]]:
    """Return the attempts that count, by student, the earliest first.

    A question that is still to be marked for one of these students is left out for all of them:
    its blank answers alone would say that everybody failed. The number of queries does not depend
    on how many quizzes and students there are.
    """
    found: dict[int, list[Taken]] = {each: [] for each in student_ids}
    sittings = sittings_of(assignments, student_ids) if assignments else {}
    for assignment in assignments:
        owned = by_student(sittings[assignment.id]).values()
        counting = [each for own in owned if (each := counting_attempt(own, assignment.counts))]
        asked = {
            position: each
            for position, each in _asked(assignment).items()
            if not any(_waits(sitting, position) for sitting in counting)
        }
        for sitting in counting:
            if sitting.submitted_at:
                taken = _taken(assignment, asked, sitting, sitting.submitted_at)
                found[sitting.student_id].append(taken)
    for quizzes in found.values():
        quizzes.sort(key=lambda each: (each.at, each.assignment_id))
    return found


def _waits(sitting: Sitting, position: int) -> bool:
    answer = sitting.answers.get(position)
    return answer is not None and sight(answer, handed_in=True) is Sight.WAITING


def _asked(assignment: Assignment) -> Asked:
    known = sources_in([assignment])
    return {
        each.position: (item, places(item, {s: known[s] for s in item.sources if s in known}))
        for each in assignment.items
        for item in [item_of(each.version)]
    }


def _taken(assignment: Assignment, asked: Asked, sitting: Sitting, at: datetime) -> Taken:
    answers = [
        _answered(assignment.bank, *asked[position], answer)
        for position, answer in sorted(sitting.answers.items())
        if position in asked
    ]
    return Taken(assignment.id, assignment.title, at, [each for each in answers if each])


def _answered(bank: str, item: Item, places_of: Sequence[Place], answer: Answer) -> Answered | None:
    """Return what an answer shows; nothing where it is not marked, not reached or not counted."""
    share = Cell(answer, handed_in=True).fraction
    if share is None:
        return None
    earned = Earned(share * answer.max_mark, answer.max_mark)
    return Answered(item.id, (bank, item.skill), earned, places_of)


def sources_in(assignments: Iterable[Assignment]) -> Mapping[str, Source]:
    """Return the sources that quizzes show, by id; of several versions that of the last quiz."""
    return {
        version.source_id: source_of(version)
        for assignment in assignments
        for version in assignment.sources
    }


def settings_of(bank: str) -> BankSettings | None:
    """Return what the newest revision of a bank says of itself."""
    revision = newest_revision(bank)
    content = revision.content.get("bank") if revision else None
    return BankSettings.model_validate(content) if content else None


def seen_by(student: User, now: datetime) -> Sequence[Assignment]:
    """Return the quizzes of which a student may see their marks now, with items and sources."""
    tasks = results_of(student, now)
    counting = [(task, task.counts) for task in tasks]
    ids = [task.assignment.id for task, counts in counting if counts and task.shows_marks(counts)]
    return db.session.scalars(
        select(Assignment)
        .where(Assignment.id.in_(ids))
        .options(
            selectinload(Assignment.items).joinedload(AssignedItem.version),
            selectinload(Assignment.sources),
        )
        .execution_options(populate_existing=True)
    ).all()
