"""What authors are working on, and what keeps the folder and the database together."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.database import Model, PrimaryKey


class Draft(Model):
    """A file of a bank as it is being worked on, which the next act of publishing takes.

    ``text`` absent means that the file is to go. ``hash`` is that of the text, empty without one;
    ``base_hash`` that of the published text it started from, empty for a new file. ``revision``
    counts the saves.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("bank", "path"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(200))
    text: Mapped[str | None] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    base_hash: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    saved_by: Mapped[User | None] = relationship()


class DraftSave(Model):
    """A draft as it was saved once, so that nothing anybody wrote is lost; never changed.

    Without ``saved_by`` it was taken from the folder.
    """

    __tablename__ = "draft_save"

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(200), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    saved_by: Mapped[User | None] = relationship()


class Agreement(Model):
    """The hash at which the folder's file and the database's text were last the same.

    Whichever of the two still has it is the one that has not changed since.
    """

    __tablename__ = "agreement"

    bank: Mapped[str] = mapped_column(String(60), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))


class Conflict(Model):
    """A file that was changed in the folder and in the database; it waits for an author.

    ``folder_text`` is what stands in the folder, absent where the file was removed.
    """

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("bank", "path"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(200))
    folder_text: Mapped[str | None] = mapped_column(Text)
    folder_hash: Mapped[str] = mapped_column(String(64))
    found_at: Mapped[datetime]


class Presence(Model):
    """Who has a file open, and when they were last heard of."""

    __tablename__ = "presence"

    bank: Mapped[str] = mapped_column(String(60), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    seen_at: Mapped[datetime]

    user: Mapped[User] = relationship()


class Confirmation(Model):
    """A second person's word that key and source of an item are right, in one version of it.

    ``hash`` is that of the item's content and its sources', so that it lapses when they change.
    """

    __tablename__ = "confirmation"
    __table_args__ = (UniqueConstraint("bank", "item_id", "hash", "by_id"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))

    by: Mapped[User] = relationship()
