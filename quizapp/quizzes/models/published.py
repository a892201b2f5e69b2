"""Published banks: revisions of them, and the versions of what they hold."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from quizapp.accounts.models import User
from quizapp.database import Model, PrimaryKey


class BankRevision(Model):
    """A state of a bank that was published; the newest one of a bank is what can be set.

    ``files`` are the texts that it was made from; ``message`` is the publisher's own word on it.
    ``content`` holds the bank's settings, its lists such as the glossary, and the authors' notes on
    items; and how the folder stood when it was read last: ``stamp`` hashes it, ``broken`` names
    questions with an error.
    """

    __tablename__ = "bank_revision"
    __table_args__ = (Index("ix_bank_revision_bank_published_at", "bank", "published_at"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]
    message: Mapped[str] = mapped_column(String(300), default="")
    published_at: Mapped[datetime]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))

    published_by: Mapped[User | None] = relationship()
    files: Mapped[list["FileVersion"]] = relationship(
        secondary="revision_file", order_by="FileVersion.path"
    )
    items: Mapped[list["ItemVersion"]] = relationship(
        secondary="revision_item", order_by="ItemVersion.item_id"
    )
    sources: Mapped[list["SourceVersion"]] = relationship(
        secondary="revision_source", order_by="SourceVersion.source_id"
    )
    quizzes: Mapped[list["QuizVersion"]] = relationship(
        secondary="revision_quiz", order_by="QuizVersion.quiz_id"
    )


class FileVersion(Model):
    """The text of a bank's file as it was published once, comments and all; never changed.

    ``path`` begins at the bank's folder; ``hash`` is the SHA-256 of the text in UTF-8.
    """

    __tablename__ = "file_version"
    __table_args__ = (UniqueConstraint("bank", "path", "hash"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    path: Mapped[str] = mapped_column(String(200))
    hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)


class BankImage(Model):
    """A picture of a bank's sources; never changed, for its name ends in digits of its hash."""

    __tablename__ = "bank_image"
    __table_args__ = (UniqueConstraint("bank", "name"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    hash: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int]
    height: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ItemVersion(Model):
    """An item as it was published once, or as a teacher put it right; never changed.

    An item that was put right and is then published just so is the same version.
    """

    __tablename__ = "item_version"
    __table_args__ = (UniqueConstraint("bank", "item_id", "hash"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    item_id: Mapped[str] = mapped_column(String(40))
    hash: Mapped[str] = mapped_column(String(64))
    section: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]]


class SourceVersion(Model):
    """A source as it was published once; never changed."""

    __tablename__ = "source_version"
    __table_args__ = (UniqueConstraint("bank", "source_id", "hash"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    source_id: Mapped[str] = mapped_column(String(40))
    hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]


class QuizVersion(Model):
    """A quiz as it was published once; never changed."""

    __tablename__ = "quiz_version"
    __table_args__ = (UniqueConstraint("bank", "quiz_id", "hash"),)

    id: Mapped[PrimaryKey]
    bank: Mapped[str] = mapped_column(String(60))
    quiz_id: Mapped[str] = mapped_column(String(40))
    hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]


class RevisionFile(Model):
    """Which texts of files a revision was made from."""

    __tablename__ = "revision_file"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("bank_revision.id", ondelete="CASCADE"), primary_key=True
    )
    file_version_id: Mapped[int] = mapped_column(ForeignKey("file_version.id"), primary_key=True)


class RevisionItem(Model):
    """Which item versions a revision holds."""

    __tablename__ = "revision_item"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("bank_revision.id", ondelete="CASCADE"), primary_key=True
    )
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), primary_key=True)


class RevisionSource(Model):
    """Which source versions a revision holds."""

    __tablename__ = "revision_source"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("bank_revision.id", ondelete="CASCADE"), primary_key=True
    )
    source_version_id: Mapped[int] = mapped_column(
        ForeignKey("source_version.id"), primary_key=True
    )


class RevisionQuiz(Model):
    """Which quiz versions a revision holds."""

    __tablename__ = "revision_quiz"

    revision_id: Mapped[int] = mapped_column(
        ForeignKey("bank_revision.id", ondelete="CASCADE"), primary_key=True
    )
    quiz_version_id: Mapped[int] = mapped_column(ForeignKey("quiz_version.id"), primary_key=True)
