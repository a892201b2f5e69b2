"""The database's history: plain Alembic, run by `upgrade`, never at import."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection, Engine

FOLDER = Path(__file__).parent


def bring_up_to_date(engine: Engine) -> None:
    """Upgrade a database to the newest revision, in one transaction."""
    with engine.connect() as connection:
        _pause_foreign_keys(connection)
        upgrade(connection)
        connection.commit()
        connection.invalidate()


def _pause_foreign_keys(connection: Connection) -> None:
    """Let SQLite rebuild tables without deleting what refers to them.

    The switch does nothing inside a transaction, so it is set on the driver's connection; the
    connection is thrown away afterwards.
    """
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw is not None  # noqa: S101  (an open connection has one)
        raw.execute("PRAGMA foreign_keys=OFF")


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the database up to a revision, by default the newest."""
    command.upgrade(configuration(connection), revision)


def downgrade(connection: Connection, revision: str = "base") -> None:
    """Take the database back to a revision, by default to nothing."""
    command.downgrade(configuration(connection), revision)


def configuration(connection: Connection) -> Config:
    """Return Alembic's configuration for a connection that is already open."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    config.attributes["connection"] = connection
    return config
