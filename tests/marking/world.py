"""Essays of a class that wait, and what a marker decides on them."""

from collections.abc import Sequence
from fractions import Fraction

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.classrooms.actions import add_co_teacher
from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.items.base import Item
from quizapp.marking.actions import Ruling, Said, give
from quizapp.marking.models import GivenMark
from quizapp.marking.queries import newest_versions, scheme_in_use
from quizapp.quizzes.models import Assignment, RevisionItem
from tests.make import Make, real_bank

ESSAY = "S1-16"
TEXT = "The Declaration says that secretaries choose the delegates. It gives no figures."
LATER = Make().later(days=1)


def ranking() -> str:
    """Return a ranking of the real bank of which the machine marks two fifths."""
    return next(
        each.id
        for each in real_bank().items.values()
        if each.type == "ranking" and each.order_share == Fraction(2, 5)
    )


def quiz(make: Make, classroom: Classroom | None = None, item: str = ESSAY) -> Assignment:
    return make.assignment(classroom or make.classroom(), items=[item])


def essay(make: Make, assignment: Assignment, text: str = TEXT, student: User | None = None):
    """Hand in an essay; returns the response."""
    attempt = make.attempt(assignment, student, {1: {"text": [text]}})
    return attempt.responses[0]


def ruling(
    response: Response,
    level: int | None = 2,
    mark: str | None = None,
    comment: str = "",
    remarks: Sequence[Said] = (),
    seen: int = 0,
    version_id: int = 0,
) -> Ruling:
    if mark is None:
        levels = real_bank().items[response.version.item_id].levels
        mark = str(levels[level - 1].lowest) if level else "0"
    version_id = version_id or response.item_version_id
    return Ruling(level, Fraction(mark), comment, remarks, version_id, seen)


def marked(response: Response, marker: User, now=LATER, **given) -> GivenMark:
    """Give a mark as the page does."""
    version = response.version
    newest = newest_versions([(version.bank, version.item_id)])
    in_use = scheme_in_use(version, newest.get((version.bank, version.item_id)))
    return give(response, marker, ruling(response, **given), in_use, now)


def co_teacher(make: Make, assignment: Assignment) -> User:
    """Let one more teacher teach the class."""
    teacher = make.teacher()
    add_co_teacher(assignment.classroom, teacher, LATER)
    db.session.flush()
    db.session.refresh(assignment.classroom)
    return teacher


def published(make: Make, item: Item) -> int:
    """Publish an item in a newer revision of the bank; return the version's number."""
    version, revision = make.item_version(item), make.revision()
    db.session.add(RevisionItem(revision_id=revision.id, item_version_id=version.id))
    db.session.flush()
    return version.id


def other_scheme() -> Item:
    """Return the essay with another descriptor of its lowest level."""
    item = real_bank().items[ESSAY]
    first = item.levels[0].model_copy(update={"descriptor": "Says something else."})
    return item.model_copy(update={"levels": (first, *item.levels[1:])})
