"""Who has a file open."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from quizapp.accounts.models import User
from quizapp.database import db
from quizapp.editor.models import Presence

GONE_AFTER = timedelta(seconds=60)
BEAT = timedelta(seconds=20)


def note(bank: str, path: str, user: User, now: datetime) -> None:
    """Note that somebody has a file open; forget those who are gone."""
    db.session.execute(delete(Presence).where(Presence.seen_at < now - GONE_AFTER))
    key = {"bank": bank, "path": path, "user_id": user.id}
    renewed = update(Presence).filter_by(**key).values(seen_at=now).returning(Presence.user_id)
    if db.session.execute(renewed).first():
        return
    with suppress(IntegrityError), db.session.begin_nested():  # noted from another window just now
        db.session.add(Presence(**key, seen_at=now))


def others(bank: str, path: str, user: User, now: datetime) -> Sequence[Presence]:
    """Return who else has a file open, by name."""
    here = select(Presence).filter_by(bank=bank, path=path).where(Presence.user_id != user.id)
    present = here.where(Presence.seen_at >= now - GONE_AFTER).options(joinedload(Presence.user))
    found = db.session.scalars(present.execution_options(populate_existing=True))
    return sorted(found, key=lambda each: each.user.name)
