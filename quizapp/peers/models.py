"""Judgements that students give to written answers, and the rounds in which they do.

Nothing here is a mark, and nothing here changes one.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.database import Model, PrimaryKey, enum_type
from quizapp.quizzes.models import Assignment

LONGEST = 600
"""How many letters a strength or a next step may have."""
LONGEST_REASON = 300
MOST_READINGS = 3


class Kind(StrEnum):
    """Whose answers students look at."""

    SELF = "self"
    PEER = "peer"
    BOTH = "both"


class Tick(StrEnum):
    """What a reader says to one line of the checklist."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PeerRound(Model):
    """One written question of an assignment, opened to its students' own judgement.

    Each student reads ``readings`` classmates' answers. With ``after_feedback`` students look at
    their own answer only once they may see their marks. ``released_at`` is the moment up to which
    what classmates sent is shown to authors; ``ended_at`` says that the teacher switched it off.
    """

    __tablename__ = "peer_round"
    __table_args__ = (
        UniqueConstraint("assignment_id", "position"),
        CheckConstraint("readings BETWEEN 1 AND 3", name="readings_in_range"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
    )

    id: Mapped[PrimaryKey]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id", ondelete="CASCADE"))
    position: Mapped[int]
    kind: Mapped[Kind] = mapped_column(enum_type(Kind, "kind"))
    readings: Mapped[int]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    after_feedback: Mapped[bool]
    hides_authors: Mapped[bool]
    hides_readers: Mapped[bool]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    released_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship()

    @property
    def of_self(self) -> bool:
        """Whether students look at their own answers."""
        return self.kind is not Kind.PEER

    @property
    def of_peers(self) -> bool:
        """Whether students read classmates' answers."""
        return self.kind is not Kind.SELF

    def open_at(self, now: datetime) -> bool:
        """Return whether students can send judgements."""
        return self.ended_at is None and self.opens_at <= now < self.closes_at

    def release(self, now: datetime) -> None:
        """Show authors what classmates have sent until now."""
        self.released_at = now

    def end(self, now: datetime) -> None:
        """Switch it off; what was sent stays."""
        self.ended_at = self.ended_at or now


class PeerAssessment(Model):
    """A reader's judgement of an answer; it is empty, and only given out, until ``sent_at``.

    ``ticks`` holds a `Tick` by the number of the line, from "1" on; ``level`` 0 lies below the
    lowest. ``revision`` is the response's when the judgement was sent. A judgement that is hidden
    is not shown to the author; one that the author reported waits until a teacher settles it.
    """

    __tablename__ = "peer_assessment"
    __table_args__ = (UniqueConstraint("round_id", "reader_id", "response_id"),)

    id: Mapped[PrimaryKey]
    round_id: Mapped[int] = mapped_column(ForeignKey("peer_round.id", ondelete="CASCADE"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    own: Mapped[bool]
    given_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    ticks: Mapped[dict[str, Any]] = mapped_column(default=dict)
    level: Mapped[int | None]
    strength: Mapped[str] = mapped_column(String(LONGEST), default="")
    next_step: Mapped[str] = mapped_column(String(LONGEST), default="")
    reported_at: Mapped[datetime | None]
    report: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    settled_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    hidden_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")

    round: Mapped[PeerRound] = relationship()
    reader: Mapped[User] = relationship(foreign_keys=[reader_id])
    response: Mapped[Response] = relationship()

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_released(self) -> bool:
        """Whether the teacher has let the author see it; then it can no longer change."""
        released = self.round.released_at
        sent = self.sent_at
        return not self.own and sent is not None and released is not None and sent <= released

    @property
    def is_shown(self) -> bool:
        """Whether the author of the answer sees it."""
        return self.is_released and self.hidden_at is None

    @property
    def waits(self) -> bool:
        """Whether its author reported it and no teacher has looked."""
        return self.reported_at is not None and self.settled_at is None

    def hide(self, teacher: User, reason: str, now: datetime) -> None:
        """Take it from the author's sight; it stays for teachers."""
        self.hidden_at, self.hidden_by_id, self.hidden_reason = now, teacher.id, reason
        self.settled_at = now

    def show_again(self, now: datetime) -> None:
        """Let the author see it, or leave it as it is and close the report."""
        self.hidden_at, self.hidden_by_id, self.hidden_reason = None, None, ""
        self.settled_at = now
