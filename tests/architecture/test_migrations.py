"""The database's history agrees with the models, and can be walked both ways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, create_engine, inspect, text

from quizapp import migrations
from quizapp.database import Model, prepare_sqlite


@pytest.fixture
def empty(database_url: str, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of the kind under test."""
    if not database_url:
        engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        prepare_sqlite(engine)
        yield engine
        engine.dispose()
        return
    server = create_engine(database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE walk"))
    engine = create_engine(server.url.set(database="walk"))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE walk"))
    server.dispose()


def test_models_and_migrations_agree(empty: Engine):
    migrations.bring_up_to_date(empty)

    with empty.connect() as connection:
        command.check(migrations.configuration(connection))


def test_the_way_down_and_up_again(empty: Engine):
    migrations.bring_up_to_date(empty)
    with empty.connect() as connection:
        migrations.downgrade(connection)
        connection.commit()
    left = set(inspect(empty).get_table_names()) - {"alembic_version"}

    migrations.bring_up_to_date(empty)

    assert left == set()
    assert set(Model.metadata.tables) <= set(inspect(empty).get_table_names())


def test_every_constraint_has_the_name_that_the_convention_gives_it(empty: Engine):
    migrations.bring_up_to_date(empty)

    tables = inspect(empty)
    for name, table in Model.metadata.tables.items():
        found = [
            *tables.get_foreign_keys(name),
            *tables.get_unique_constraints(name),
            *tables.get_check_constraints(name),
            tables.get_pk_constraint(name),
        ]
        wanted = {str(constraint.name) for constraint in table.constraints}
        assert {constraint["name"] for constraint in found} == wanted
        assert all(each.startswith(("pk_", "fk_", "uq_", "ck_")) for each in wanted)
