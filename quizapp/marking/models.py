"""Marks that people give, what they say to the words, and who marks what at the moment."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.attempts.models import Response
from quizapp.database import Model, PrimaryKey
from quizapp.quizzes.models import ItemVersion


class GivenMark(Model):
    """What a person gave to a response; later ones are added, and the last one is ``current``.

    ``version`` holds the mark scheme that was used, which need not be the version that the student
    answered. ``revision`` is the response's at that moment: a mark for an older one no longer
    speaks of what the response says. ``mark`` is in the marks of the scheme. ``level`` is absent
    where a scheme has no levels, and 0 below the lowest. ``origin`` says how it came about where
    nobody marked this script by itself.
    """

    __tablename__ = "given_mark"
    __table_args__ = (
        CheckConstraint("mark_denominator > 0", name="denominator_positive"),
        Index(
            "ix_given_mark_current",
            "response_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    id: Mapped[PrimaryKey]
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    marker_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    revision: Mapped[int]
    level: Mapped[int | None]
    mark_numerator: Mapped[int] = mapped_column(BigInteger)
    mark_denominator: Mapped[int] = mapped_column(BigInteger)
    comment: Mapped[str] = mapped_column(Text, default="")
    origin: Mapped[str] = mapped_column(String(120), default="", server_default="")
    at: Mapped[datetime]
    current: Mapped[bool] = mapped_column(default=True)

    response: Mapped[Response] = relationship()
    marker: Mapped[User | None] = relationship()
    version: Mapped[ItemVersion] = relationship()
    remarks: Mapped[list["Remark"]] = relationship(
        back_populates="given_mark",
        order_by="Remark.start, Remark.id",
        cascade="all, delete-orphan",
        passive_deletes=True,
    )

    @property
    def mark(self) -> Fraction:
        """The mark, exactly."""
        return Fraction(self.mark_numerator, self.mark_denominator)


class Remark(Model):
    """A comment on some words of a script, which stand from ``start`` up to ``stop``."""

    __tablename__ = "remark"
    __table_args__ = (CheckConstraint("start >= 0 AND start < stop", name="some_words"),)

    id: Mapped[PrimaryKey]
    given_mark_id: Mapped[int] = mapped_column(
        ForeignKey("given_mark.id", ondelete="CASCADE"), index=True
    )
    start: Mapped[int]
    stop: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)

    given_mark: Mapped[GivenMark] = relationship(back_populates="remarks")


class SavedComment(Model):
    """A comment that a marker gave to some answers to an item, and how often."""

    __tablename__ = "saved_comment"
    __table_args__ = (UniqueConstraint("marker_id", "bank", "item_id", "text"),)

    id: Mapped[PrimaryKey]
    marker_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(300))
    uses: Mapped[int] = mapped_column(default=1)
    used_at: Mapped[datetime]


class Hold(Model):
    """Who has a script open, until when; nobody else is given it meanwhile."""

    __tablename__ = "hold"

    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    marker_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    until: Mapped[datetime]

    marker: Mapped[User] = relationship()


class HandOver(Model):
    """A script that a marker leaves to a colleague; closed when it is marked or handed on."""

    __tablename__ = "hand_over"
    __table_args__ = (
        Index(
            "ix_hand_over_open",
            "response_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[PrimaryKey]
    response_id: Mapped[int] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    giver_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    taker_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    note: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    giver: Mapped[User] = relationship(foreign_keys=[giver_id])
    taker: Mapped[User] = relationship(foreign_keys=[taker_id])
