"""The database: base class, column types, and how SQLite and PostgreSQL are opened."""

from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import JSON, TypeDecorator

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored in UTC without a zone and read back with it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Model(DeclarativeBase):
    """The base of all tables."""

    registry = registry(
        metadata=MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={datetime: UtcDateTime, dict[str, Any]: JSON},
    )


PrimaryKey = Annotated[int, mapped_column(primary_key=True)]
EnumT = TypeVar("EnumT", bound=StrEnum)


def enum_type(kind: type[EnumT], name: str) -> Enum:
    """Return the column type of an enum: its values as text with a check, on both databases."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=20,
        name=name,
        values_callable=lambda e: [m.value for m in e],
    )


db = SQLAlchemy(model_class=Model)

_may_write: ContextVar[bool] = ContextVar("may_write", default=True)


def begin_reading() -> None:
    """Make the transactions of this context begin as readers, until `begin_writing`."""
    _may_write.set(False)


def may_write_again() -> None:
    """Undo `begin_reading`: transactions that begin from now on may write."""
    _may_write.set(True)


def begin_writing() -> None:
    """Let a request that only reads write after all: its next transaction begins as a writer."""
    db.session.rollback()
    _may_write.set(True)


def stop_writing() -> None:
    """Let a request that came to write only read from here on: others need not wait for it."""
    db.session.rollback()
    begin_reading()


def prepare_sqlite(engine: Engine) -> None:
    """Open SQLite as a database that several threads write to.

    Writers begin immediate, because a reader that turns writer fails at once when another has
    written meanwhile; the busy timeout does not help it.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA busy_timeout=10000")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _may_write.get() else "BEGIN")
