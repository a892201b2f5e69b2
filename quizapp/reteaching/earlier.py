"""What was set before because of a belief."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from quizapp.classrooms.models import Classroom
from quizapp.database import db
from quizapp.reteaching.models import Reteaching


def on_belief(classroom: Classroom, bank: str, belief_id: str) -> Sequence[Reteaching]:
    """Return what was set in a class because of a belief, the newest first."""
    return db.session.scalars(
        select(Reteaching)
        .filter_by(classroom_id=classroom.id, bank=bank, belief_id=belief_id)
        .order_by(Reteaching.id.desc())
        .options(
            joinedload(Reteaching.follow_up),
            joinedload(Reteaching.recheck),
            joinedload(Reteaching.teacher),
            selectinload(Reteaching.students),
        )
    ).all()


def find_pressed(press: str) -> Reteaching | None:
    """Return what was set from a page before."""
    return db.session.scalar(select(Reteaching).filter_by(press=press))
