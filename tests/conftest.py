"""What every test can use: an app on a real database, rows made in one line, pages."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from quizapp import create_app, migrations
from quizapp.config import Settings
from quizapp.database import db
from tests.make import Make
from tests.pages import Pages
from tests.postgres import own_database, throwaway_postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL run what may come out differently there: the rest was run on SQLite."""
    if config.getoption("--database") == "sqlite":
        return
    alike = [each for each in items if _is_alike_everywhere(each)]
    config.hook.pytest_deselected(items=alike)
    items[:] = [each for each in items if each not in set(alike)]


def _is_alike_everywhere(item: pytest.Item) -> bool:
    uses_database = "database_url" in getattr(item, "fixturenames", ())
    return not uses_database or item.get_closest_marker("sqlite") is not None


@pytest.fixture(scope="session")
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database of the kind that was asked for; the address is empty for SQLite."""
    if request.config.getoption("--database") == "sqlite":
        yield ""
        return
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        with own_database(Settings(database_url=given).database) as address:
            yield address
        return
    with throwaway_postgres() as address:
        yield address


@pytest.fixture(scope="session")
def app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a migrated database; passwords are hashed cheaply."""
    settings = Settings(
        instance=tmp_path_factory.mktemp("instance"),
        database_url=database_url,
        scrypt_n=2,
        testing=True,
        threads=4,
    )
    app = create_app(settings)
    with app.app_context():
        migrations.bring_up_to_date(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    """One test's work in the database; code under test may commit, and all is undone at the end."""
    with app.app_context():
        engine = db.engines[None]
        with engine.connect() as connection:
            outer = connection.begin()
            db.engines[None] = connection  # type: ignore[assignment]
            db.session.remove()
            db.session.configure(join_transaction_mode="create_savepoint")
            try:
                yield
            finally:
                db.session.remove()
                db.engines[None] = engine
                outer.rollback()


@pytest.fixture
def make(session: None) -> Make:
    """Makes rows; what a test does not care about is filled in."""
    return Make()


@pytest.fixture
def pages(app: Flask, session: None) -> Pages:
    """A visitor who insists on good pages."""
    return Pages(app)


@pytest.fixture
def bank_folder() -> Path:
    """The real question bank."""
    return Path(__file__).parents[1] / "question_bank"
