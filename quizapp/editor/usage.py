"""Where the questions of a bank were set: with the author's own classes, and how many others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from quizapp.accounts.models import User
from quizapp.classrooms.models import Classroom
from quizapp.classrooms.queries import may_be_seen_by
from quizapp.database import db
from quizapp.quizzes.models import AssignedItem, Assignment, ItemVersion


@dataclass(frozen=True)
class Setting:
    """A quiz with the question that was set to one of the author's classes."""

    assignment_id: int
    title: str
    classroom: str
    opens_at: datetime


@dataclass(frozen=True)
class Use:
    """Everything that is known of a question's use, the newest first.

    Of the classes of others no more than their number is known.
    """

    own: Sequence[Setting]
    others: int
    last: datetime


def uses(author: User, bank: str, item_id: str | None = None) -> Mapping[str, Use]:
    """Return the use of each question that was ever set, or of one, by its id; one query."""
    wanted = (
        select(
            ItemVersion.item_id,
            Assignment.id,
            Assignment.title,
            Assignment.opens_at,
            Classroom.id,
            Classroom.name,
            may_be_seen_by(author),
        )
        .join(AssignedItem, AssignedItem.item_version_id == ItemVersion.id)
        .join(Assignment, Assignment.id == AssignedItem.assignment_id)
        .join(Classroom, Classroom.id == Assignment.classroom_id)
        .where(ItemVersion.bank == bank)
        .order_by(Assignment.opens_at.desc(), Assignment.id.desc())
    )
    if item_id is not None:
        wanted = wanted.where(ItemVersion.item_id == item_id)
    own: dict[str, list[Setting]] = {}
    others: dict[str, set[int]] = {}
    last: dict[str, datetime] = {}
    for ident, assignment_id, title, opens_at, classroom_id, name, is_own in db.session.execute(
        wanted
    ):
        last.setdefault(ident, opens_at)
        if is_own:
            own.setdefault(ident, []).append(Setting(assignment_id, title, name, opens_at))
        else:
            others.setdefault(ident, set()).add(classroom_id)
    return {
        ident: Use(own.get(ident, []), len(others.get(ident, ())), when)
        for ident, when in last.items()
    }
